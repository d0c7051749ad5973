import type { Entry, StatusCase } from '../../model/catalog.js'
import type { ParamSchema, Vocabulary } from '../../model/vocabulary.js'
import {
  asText,
  type Bindings,
  bodySchema,
  envelopeOf,
  fillBody,
  type Json,
  type Schema,
  type SchemaBindings,
} from './envelope.js'
import { fillTemplate } from './template-string.js'

/**
 * The example body that a page shows for an error with one of its statuses. `given` replaces
 * examples of params and values.
 */
export function exampleBody(
  vocabulary: Vocabulary,
  entry: Entry,
  status: StatusCase,
  given: Readonly<Record<string, Json>> = {},
): Json {
  const envelope = envelopeOf(vocabulary, entry.system)
  const exampleOf = (name: string, spec: ParamSchema | undefined): Json | undefined =>
    Object.hasOwn(given, name) ? given[name] : (spec?.example as Json | undefined)
  const params = Object.fromEntries(
    Object.entries(entry.params).map(([name, spec]) => [name, exampleOf(name, spec) as Json]),
  )
  const extra = (entry.data.extra ?? {}) as Record<string, Json>
  const bindings: Bindings = (name) => {
    switch (name) {
      case 'code':
        return entry.code
      case 'type':
        return entry.type
      case 'status':
        return status.status
      case 'title':
        return status.title
      case 'detail':
        return exampleDetail(entry, params)
      case 'instance':
        return given.instance
      case 'params':
        return { ...params, ...extra }
      case 'extra':
        return extra
      default:
        if (Object.hasOwn(params, name)) return params[name]
        return Object.hasOwn(extra, name)
          ? extra[name]
          : exampleOf(name, own(envelope.values, name))
    }
  }
  return fillBody(envelope.body, bindings) ?? {}
}

/**
 * The `detail` that is sent for the given params. Uses the params' examples if no params are given.
 */
export function exampleDetail(
  { data, params }: Entry,
  given?: Readonly<Record<string, Json>>,
): string | undefined {
  const exampleOf = (name: string) =>
    given ? own(given, name) : (own(params, name)?.example as Json | undefined)
  return data.detail === undefined
    ? undefined
    : fillTemplate(data.detail, (name) => asText(exampleOf(name)))
}

/**
 * The JSON Schema of the response body of an error, without `$schema` and `$id`. The status is a
 * constant unless `statusSchema` is given.
 */
export function errorBodySchema(
  vocabulary: Vocabulary,
  entry: Entry,
  status: StatusCase,
  statusSchema: Schema = { const: status.status },
): Schema {
  const envelope = envelopeOf(vocabulary, entry.system)
  const extra = (entry.data.extra ?? {}) as Record<string, Json>
  const paramsSchema = (): Schema => {
    const properties: Record<string, Json> = {}
    for (const [name, spec] of Object.entries(entry.params)) properties[name] = schemaOf(spec)
    for (const [name, value] of Object.entries(extra)) properties[name] = { const: value }
    const required = [
      ...Object.keys(entry.params).filter((name) => entry.params[name]?.required !== false),
      ...Object.keys(extra),
    ]
    return { type: 'object', properties, ...(required.length > 0 && { required }) }
  }
  const bindings: SchemaBindings = (name) => {
    switch (name) {
      case 'code':
        return { schema: { const: entry.code }, always: true }
      case 'type':
        return { schema: { const: entry.type }, always: true }
      case 'status':
        return { schema: statusSchema, always: true }
      case 'title':
        return { schema: { type: 'string' }, always: true }
      case 'detail':
        return { schema: { type: 'string' }, always: entry.data.detail !== undefined }
      case 'instance':
        return { schema: { type: 'string', format: 'uri-reference' }, always: false }
      case 'params':
        return { schema: paramsSchema(), always: true }
      case 'extra':
        return {
          schema: {
            type: 'object',
            properties: Object.fromEntries(
              Object.entries(extra).map(([key, value]) => [key, { const: value }]),
            ),
            required: Object.keys(extra),
          },
          always: true,
        }
      default: {
        const spec = own(entry.params, name) ?? own(envelope.values, name)
        if (spec) return { schema: schemaOf(spec), always: spec.required !== false }
        return Object.hasOwn(extra, name)
          ? { schema: { const: extra[name] as Json }, always: true }
          : undefined
      }
    }
  }
  return bodySchema(envelope.body, bindings)?.schema ?? { type: 'object' }
}

/**
 * Converts a param to plain JSON Schema. Removes errbook's own keywords and writes `example` as
 * `examples`.
 */
export function schemaOf(spec: ParamSchema): Schema {
  const { example, required: _required, sensitive: _sensitive, ...schema } = spec
  return {
    ...(schema as Schema),
    examples: [example as Json, ...((spec.examples ?? []) as Json[])],
  }
}

/** Reads only own properties, because a param may be named `constructor`. */
function own<T>(members: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined
}
