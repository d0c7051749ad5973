import * as z from 'zod'
import { type MappedField, mappedFields, partNames } from './fields.js'
import { line } from './text.js'

const path = (description: string, ...examples: string[]) => line(description, ...examples)

const translated = z.record(z.string(), z.json())

const field = z
  .union([
    path('The path of the value in an item: keys separated by dots.', 'http.status'),
    z.strictObject({
      from: path('The path of the value in an item.', 'http.status'),
      split: z
        .string()
        .min(1)
        .optional()
        .meta({ description: 'The separator, if a string contains a list.' }),
      values: translated
        .optional()
        .meta({ description: 'Replacements for values: `{ BAD_REQUEST: 400 }`.' }),
      default: z.json().optional().meta({ description: 'The value to use if an item has none.' }),
    }),
  ])
  .meta({ id: 'FieldMapping' })
export type FieldMapping = z.output<typeof field>

/** The mapping file of an import. */
export const mappingSchema = z
  .strictObject({
    items: path(
      'The path of the list of errors, or of the map of errors by code. Default: the whole document.',
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
          'For each field of an entry, the path of its value in an item. `$key` is the key in a map of items.',
      }),
    ignore: z
      .array(path('A key that should not be imported.'))
      .optional()
      .meta({ description: 'Keys of the items that should not be imported.' }),
    headings: z.record(z.string(), z.enum(partNames)).optional().meta({
      description:
        'The field for the content under each heading of your pages: `"When you see this": causes`.',
    }),
  })
  .meta({ title: 'A mapping', description: 'The file for `errbook import --map`.' })
export type ImportMapping = z.output<typeof mappingSchema>
