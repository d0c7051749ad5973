import * as z from 'zod'
import { type MappedField, mappedFields, partNames } from './fields.js'
import { line } from './text.js'

const path = (description: string, ...examples: string[]) => line(description, ...examples)

const translated = z.record(z.string(), z.json())

const field = z
  .union([
    path('Where the value is in an item: keys with dots between them.', 'http.status'),
    z.strictObject({
      from: path('Where the value is in an item.', 'http.status'),
      split: z
        .string()
        .min(1)
        .optional()
        .meta({ description: 'The separator, if a text contains a list.' }),
      values: translated
        .optional()
        .meta({ description: 'Replacements for values: `{ BAD_REQUEST: 400 }`.' }),
      default: z.json().optional().meta({ description: 'The value for items without one.' }),
    }),
  ])
  .meta({ id: 'FieldMapping' })
export type FieldMapping = z.output<typeof field>

/** The mapping file of an import. */
export const mappingSchema = z
  .strictObject({
    items: path(
      'The path of the list of errors, or of the map of errors by code. By default the whole document.',
      'data.errors',
    ).optional(),
    fields: z
      .strictObject(
        Object.fromEntries(mappedFields.map((name) => [name, field.optional()])) as Record<
          MappedField,
          z.ZodOptional<typeof field>
        >,
      )
      .optional()
      .meta({
        description:
          'The path in an item for each field of an entry. `$key` is the key of an item in a map.',
      }),
    ignore: z
      .array(path('A key of the items that is left out on purpose.'))
      .optional()
      .meta({ description: 'Fields to ignore.' }),
    headings: z.record(z.string(), z.enum(partNames)).optional().meta({
      description:
        'Headings of your pages, and the field for their content: `"When you see this": causes`.',
    }),
  })
  .meta({ title: 'A mapping', description: 'The file for `errbook import --map`.' })
export type ImportMapping = z.output<typeof mappingSchema>
