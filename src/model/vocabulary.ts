import * as z from 'zod'
import { line, plain } from './text.js'

/** Segments of codes, and the names of systems, categories and params: safe in a path, a URL and a regex. */
export const segmentPattern = /^[A-Za-z0-9][A-Za-z0-9_-]*$/
const memberPattern = /^[A-Za-z_][A-Za-z0-9_]*$/
const headerPattern = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/

export const segment = z.string().regex(segmentPattern)
export const member = z.string().regex(memberPattern)
export const headerName = z.string().regex(headerPattern)

const jsonTypes = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'] as const
const jsonType = z.union([z.enum(jsonTypes), z.array(z.enum(jsonTypes)).min(1)])

const keywords = {
  type: jsonType.optional().meta({ description: 'The JSON type.' }),
  title: z.string().optional(),
  description: plain('What the value is, for a reader who has never seen it.').optional(),
  format: z.string().optional().meta({ description: 'A format of JSON Schema, such as `date-time` or `uuid`.' }),
  enum: z.array(z.json()).min(1).optional().meta({ description: 'The only values there are.' }),
  const: z.json().optional(),
  default: z.json().optional(),
  examples: z.array(z.json()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  multipleOf: z.number().positive().optional(),
  minLength: z.int().min(0).optional(),
  maxLength: z.int().min(0).optional(),
  pattern: z.string().optional(),
  minItems: z.int().min(0).optional(),
  maxItems: z.int().min(0).optional(),
  uniqueItems: z.boolean().optional(),
  additionalProperties: z.union([z.boolean(), z.lazy(() => nested)]).optional(),
  get items(): z.ZodOptional<z.ZodType<NestedSchema>> {
    return (z.lazy(() => nested) as unknown as z.ZodType<NestedSchema>).optional()
  },
  get properties(): z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodType<NestedSchema>>> {
    return z.record(z.string(), z.lazy(() => nested) as unknown as z.ZodType<NestedSchema>).optional()
  },
}

/** JSON Schema inside a param: the same keywords, `required` being JSON Schema's list again. */
export type NestedSchema = { readonly [keyword: string]: unknown }
const nested: z.ZodType<NestedSchema> = z.strictObject({
  ...keywords,
  required: z.array(z.string()).optional(),
}) as unknown as z.ZodType<NestedSchema>

export const param = z
  .strictObject({
    ...keywords,
    example: z.json().meta({ description: 'A value that the schema accepts, shown on the page.' }),
    required: z.boolean().optional().meta({ description: 'Whether every occurrence carries it. True by default.' }),
    sensitive: z.boolean().optional().meta({ description: 'Keeps the value out of logs.' }),
  })
  .meta({ id: 'Param', description: 'A JSON Schema without `$ref`, and an example.' })
export type ParamSchema = z.output<typeof param>

export const header = z
  .strictObject({
    type: z.enum(['string', 'integer', 'number', 'boolean']).meta({ description: 'The type of its value.' }),
    description: plain('What the header tells the client.'),
    value: line('A template over params and values.', '{retryAfter}'),
    required: z.boolean().optional().meta({ description: 'Whether every response carries it. True by default.' }),
  })
  .meta({ id: 'Header', description: 'A response header.' })

const uriTemplate = (description: string, ...examples: string[]) => line(description, ...examples)

export const retries = ['never', 'after_fix', 'transient', 'throttled'] as const
export const faults = ['client', 'server', 'upstream'] as const
export const logLevels = ['error', 'warn', 'info', 'debug'] as const
export const visibilities = ['public', 'partner', 'internal'] as const

export const status = z.int().min(400).max(599)

/** Fields that a category sets for its errors, and an error for itself. */
export const shared = {
  retry: z
    .enum(retries)
    .optional()
    .meta({ description: 'What a client may do: nothing, change the request first, try again with backoff, wait for `Retry-After`.' }),
  fault: z.enum(faults).optional().meta({ description: 'Whose doing it is; by default the status says.' }),
  logLevel: z.enum(logLevels).optional().meta({ description: "How loud it is in the service's logs." }),
  visibility: z.enum(visibilities).optional().meta({ description: 'Who may read about it. `public` by default.' }),
  owner: line('Who answers for it.', 'team-identity').optional(),
}

const category = z
  .strictObject({
    title: line('The heading of its index page.', 'Data'),
    description: plain('One sentence under that heading.').optional(),
    status: status.optional().meta({ description: 'The status of its errors that name none.' }),
    ...shared,
  })
  .meta({ id: 'Category', description: 'A group of errors, and the defaults of its members.' })
export type Category = z.output<typeof category>

const mediaType = z.string().regex(/^[\w.+-]+\/[\w.+-]+$/)
const values = z.record(member, param).optional().meta({ description: "The service's own placeholders, given by the request." })
const body = z.record(z.string(), z.json())

export const envelope = z
  .strictObject({
    extends: z.literal('problem').optional().meta({ description: 'Start from the members of RFC 9457.' }),
    mediaType: z
      .union([mediaType, z.array(mediaType).min(1)])
      .optional()
      .meta({ description: "The body's media type, or several names for the one body; Accept chooses." }),
    body: body.meta({ description: 'The body: `{placeholder}` keeps its type, `...` spreads an object.' }),
    values,
  })
  .meta({ id: 'Envelope', description: 'The response body, described once.' })

const response = z
  .union([z.literal('problem'), envelope])
  .optional()
  .meta({ description: '`problem` (RFC 9457, the default) or an envelope of your own.' })
export type ResponseSpec = z.output<typeof response>

const categories = z.record(segment, category).optional()

const system = z
  .strictObject({
    title: line('The heading of its index page.', 'Acme errors'),
    description: plain('One sentence under that heading.').optional(),
    kind: z
      .enum(['http', 'cli', 'library'])
      .optional()
      .meta({ description: '`http` (errors have a status), `cli` (an exit code) or `library` (neither).' }),
    docs: uriTemplate('Where the pages of its errors are, if not where the catalog says.').optional(),
    type: uriTemplate("The `type` of its errors, if not the catalog's.").optional(),
    response,
    categories: categories.meta({ description: 'Categories of this system alone.' }),
  })
  .meta({ id: 'System', description: 'One of the services, programs or libraries that raise errors.' })
export type System = z.output<typeof system>

/** `catalog.yaml`. */
export const vocabularySchema = z
  .strictObject({
    name: line('What the errors are of.', 'Acme API'),
    code: line(
      'The shape of every code: `{system}`, `{category}` and `{name}`; the first two may be left out.',
      'err:{system}:{category}:{name}',
    ),
    docs: uriTemplate('Where the page of an error is.', 'https://acme.test/docs/errors/{system}/{category}/{name}'),
    type: uriTemplate('The RFC 9457 `type` of an error; `{docs}` by default.', '{docs}').optional(),
    kind: z
      .enum(['http', 'cli', 'library'])
      .optional()
      .meta({ description: 'What kind of errors these are where no system says: `http` by default.' }),
    response,
    unexpected: line('The code that stands for anything internal or uncatalogued.', 'err:acme:application:unexpected').optional(),
    systems: z.record(segment, system).optional().meta({ description: 'The systems that a code may name.' }),
    categories: categories.meta({ description: 'The categories that a code may name under any system.' }),
    params: z.record(member, param).optional().meta({ description: 'Shared params: an entry takes one with `name: true`.' }),
    headers: z.record(headerName, header).optional().meta({ description: 'Shared headers: an entry takes one with `Name: true`.' }),
  })
  .meta({ title: 'catalog.yaml', description: 'The vocabulary of a catalog: the shape of its codes, where pages are, the response body.' })
export type Vocabulary = z.output<typeof vocabularySchema>
