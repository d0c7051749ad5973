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
        .meta({ description: 'What stands between the parts of a text that is a list.' }),
      values: translated
        .optional()
        .meta({ description: 'What a value is called here: `{ BAD_REQUEST: 400 }`.' }),
      default: z.json().optional().meta({ description: 'The value of an item that has none.' }),
    }),
  ])
  .meta({ id: 'FieldMapping' })
export type FieldMapping = z.output<typeof field>

/** What an import is told in a file of its own. */
export const mappingSchema = z
  .strictObject({
    items: path(
      'Where the list of errors is, or the map of them by code. The whole document by default.',
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
          'Where each field of an entry is in an item. `$key` is the key of an item in a map.',
      }),
    ignore: z
      .array(path('A key of the items that is left out on purpose.'))
      .optional()
      .meta({ description: 'What no entry needs.' }),
    headings: z.record(z.string(), z.enum(partNames)).optional().meta({
      description:
        'Headings of your pages, and what stands under them: `"When you see this": causes`.',
    }),
  })
  .meta({ title: 'A mapping', description: 'What `errbook import --map` reads.' })
export type ImportMapping = z.output<typeof mappingSchema>
