import * as z from 'zod'
import { changes, keep, words } from './change.js'
import { line, plain } from './text.js'

const memberPattern = /^[A-Za-z_][A-Za-z0-9_]*$/
const headerPattern = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/

/** The names of params (`member`) and of headers. */
export const member = z.string().regex(memberPattern)
export const headerName = z.string().regex(headerPattern)

const jsonTypes = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'] as const
const jsonType = z.union([z.enum(jsonTypes), z.array(z.enum(jsonTypes)).min(1)])

// A change inside a value counts as a change of its type, because it breaks clients that read
// `address.city`.
const inside = keep({ by: 'shape', changed: 'param-type-changed' })
const constraint = keep({ by: 'value', changed: 'param-constraint-changed' })

const keywords = {
  type: jsonType
    .optional()
    .meta({ description: 'The JSON type.' })
    .register(
      changes,
      keep({
        by: 'types',
        changed: 'param-type-changed',
        narrowed: 'param-type-narrowed',
        locked: true,
      }),
    ),
  title: z.string().optional().register(changes, words),
  description: plain('What the value means, for readers who have never seen it.')
    .optional()
    .register(changes, words),
  format: z
    .string()
    .optional()
    .meta({ description: 'A format of JSON Schema, such as `date-time` or `uuid`.' })
    .register(changes, keep({ by: 'value', changed: 'param-format-changed', locked: true })),
  enum: z
    .array(z.json())
    .min(1)
    .optional()
    .meta({ description: 'The allowed values.' })
    .register(
      changes,
      keep({
        by: 'items',
        added: 'enum-value-added',
        removed: 'enum-value-removed',
        changed: 'param-constraint-changed',
        locked: true,
      }),
    ),
  const: z.json().optional().register(changes, constraint),
  default: z.json().optional().register(changes, words),
  examples: z.array(z.json()).optional().register(changes, words),
  minimum: z.number().optional().register(changes, constraint),
  maximum: z.number().optional().register(changes, constraint),
  exclusiveMinimum: z.number().optional().register(changes, constraint),
  exclusiveMaximum: z.number().optional().register(changes, constraint),
  multipleOf: z.number().positive().optional().register(changes, constraint),
  minLength: z.int().min(0).optional().register(changes, constraint),
  maxLength: z.int().min(0).optional().register(changes, constraint),
  pattern: z.string().optional().register(changes, constraint),
  minItems: z.int().min(0).optional().register(changes, constraint),
  maxItems: z.int().min(0).optional().register(changes, constraint),
  uniqueItems: z.boolean().optional().register(changes, constraint),
  additionalProperties: z
    .union([z.boolean(), z.lazy(() => nested)])
    .optional()
    .register(changes, inside),
  get items(): z.ZodOptional<z.ZodType<NestedSchema>> {
    return (z.lazy(() => nested) as unknown as z.ZodType<NestedSchema>)
      .optional()
      .register(changes, inside)
  },
  get properties(): z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodType<NestedSchema>>> {
    return z
      .record(z.string(), z.lazy(() => nested) as unknown as z.ZodType<NestedSchema>)
      .optional()
      .register(changes, inside)
  },
}

/**
 * JSON Schema inside a param. It has the same keywords, but `required` is a list, as in JSON
 * Schema.
 */
export type NestedSchema = { readonly [keyword: string]: unknown }
const nested: z.ZodType<NestedSchema> = z.strictObject({
  ...keywords,
  required: z.array(z.string()).optional(),
}) as unknown as z.ZodType<NestedSchema>

export const param = z
  .strictObject({
    ...keywords,
    example: z
      .json()
      .meta({ description: 'A valid value, shown on the page.' })
      .register(changes, words),
    required: z
      .boolean()
      .optional()
      .meta({ description: 'Whether the param is always present. Default: true.' })
      .register(
        changes,
        keep({
          by: 'scale',
          scale: [true, false],
          unset: true,
          more: 'param-made-required',
          less: 'param-made-optional',
          locked: true,
        }),
      ),
    sensitive: z
      .boolean()
      .optional()
      .meta({ description: 'Excludes the value from logs.' })
      .register(
        changes,
        keep({
          by: 'scale',
          scale: [false, true],
          unset: false,
          more: 'param-sensitivity-changed',
          less: 'param-sensitivity-changed',
        }),
      ),
  })
  .meta({ id: 'Param', description: 'A JSON Schema without `$ref`, and an example.' })
export type ParamSchema = z.output<typeof param>

export const header = z
  .strictObject({
    type: z
      .enum(['string', 'integer', 'number', 'boolean'])
      .meta({ description: 'The type of the value.' })
      .register(changes, keep({ by: 'value', changed: 'header-type-changed', locked: true })),
    description: plain('What the header means for the client.').register(changes, words),
    value: line('A template with placeholders for params and values.', '{retryAfter}').register(
      changes,
      keep({ by: 'value', changed: 'header-value-changed' }),
    ),
    required: z
      .boolean()
      .optional()
      .meta({ description: 'Whether the header is always sent. Default: true.' })
      .register(
        changes,
        keep({
          by: 'scale',
          scale: [true, false],
          unset: true,
          less: 'header-made-optional',
          locked: true,
        }),
      ),
  })
  .meta({ id: 'Header', description: 'A response header.' })
