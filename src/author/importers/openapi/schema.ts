import { statusPhrases } from '../../../facts/http.js'
import { canonicalName } from '../bodies.js'
import { child, children, type Members, members, type Part, text } from './document.js'

/** The shape of an object, including its `$ref` and `allOf` parts. */
export interface Shape {
  /** The keywords of the schema, except those that define members. */
  readonly keywords: Members
  readonly properties: ReadonlyMap<string, Part>
  readonly required: ReadonlySet<string>
  /** The alternative schemas of a body. */
  readonly branches: readonly Part[]
}

const none: Shape = { keywords: {}, properties: new Map(), required: new Set(), branches: [] }

export function shapeOf(document: Members, schema: Part | undefined, depth = 0): Shape {
  // A schema can contain itself.
  if (schema === undefined || depth > 8) return none
  const {
    properties: _properties,
    required,
    allOf: _allOf,
    oneOf: _oneOf,
    anyOf: _anyOf,
    ...keywords
  } = schema.value
  const parts = children(document, schema, 'allOf').map(([, part]) =>
    shapeOf(document, part, depth + 1),
  )
  const own: Shape = {
    keywords,
    properties: new Map(children(document, schema, 'properties')),
    required: new Set(Array.isArray(required) ? required.map(String) : []),
    branches: ['oneOf', 'anyOf'].flatMap((key) =>
      children(document, schema, key).map(([, part]) => part),
    ),
  }
  return [...parts, own].reduce(joined, none)
}

export function joined(one: Shape, other: Shape): Shape {
  return {
    keywords: { ...one.keywords, ...other.keywords },
    properties: new Map([...one.properties, ...other.properties]),
    required: new Set([...one.required, ...other.required]),
    branches: [...one.branches, ...other.branches],
  }
}

/** Returns the value of a schema that allows only one value. */
export function constantOf(document: Members, schema: Part | undefined): unknown {
  const { keywords } = shapeOf(document, schema)
  return (
    keywords.const ??
    (Array.isArray(keywords.enum) && keywords.enum.length === 1 ? keywords.enum[0] : undefined)
  )
}

/** Returns an example value from a schema, or undefined. */
export function shownBy(document: Members, schema: Part | undefined): unknown {
  const { keywords } = shapeOf(document, schema)
  const [first] = Array.isArray(keywords.examples) ? keywords.examples : []
  return constantOf(document, schema) ?? keywords.example ?? first ?? keywords.default
}

const byFormat: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  time: '00:00:00Z',
  uuid: '00000000-0000-4000-8000-000000000000',
  uri: 'https://example.com/',
  email: 'user@example.com',
}

/** Returns a sample value for a schema: the schema's example, or else a made-up value. */
export function sampleOf(
  document: Members,
  schema: Part | undefined,
  name = '',
  depth = 0,
): unknown {
  const shown = shownBy(document, schema)
  if (shown !== undefined) return shown
  const { keywords, properties } = shapeOf(document, schema)
  const type = [keywords.type].flat().find((one) => one !== 'null')
  if (Array.isArray(keywords.enum)) return keywords.enum[0]
  if (type === 'object' || properties.size > 0)
    return depth > 4
      ? {}
      : Object.fromEntries(
          [...properties].map(([key, part]) => [key, sampleOf(document, part, key, depth + 1)]),
        )
  if (type === 'array') {
    const items = schema && depth <= 4 ? child(document, schema, 'items') : undefined
    return items ? [sampleOf(document, items, name, depth + 1)] : []
  }
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number')
    return typeof keywords.minimum === 'number' ? keywords.minimum : 1
  if (type === 'null') return null
  return byFormat[String(keywords.format)] ?? (name === '' ? 'text' : name)
}

/**
 * Returns a sample body for a status. Members of the envelope always get a value of the correct
 * type, even if the schema defines them differently.
 */
export function sampleBody(document: Members, { properties }: Shape, status: number): Members {
  return Object.fromEntries(
    [...properties].map(([key, part]) => {
      const inner = shapeOf(document, part)
      const canonical = canonicalName(key)
      if (inner.properties.size > 0 && /^(?:error|problem|fault|err)$/i.test(key))
        return [key, sampleBody(document, inner, status)]
      const sample = sampleOf(document, part, key)
      if (canonical === 'status' && typeof sample === 'number') return [key, status]
      if (canonical === 'code' && typeof sample === 'string')
        return [key, sample.replace(/\s/g, '_')]
      if (canonical === 'title' && shownBy(document, part) === undefined)
        return [key, statusPhrases[status] ?? 'Error']
      return [key, sample]
    }),
  )
}

const plain = [
  'title',
  'description',
  'format',
  'enum',
  'const',
  'default',
  'examples',
  'minimum',
  'maximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
] as const

/** Returns a schema with only the keywords that a param can have. */
export function paramSchema(
  document: Members,
  schema: Part | undefined,
  depth = 0,
): Record<string, unknown> {
  const { keywords, properties, required } = shapeOf(document, schema)
  const made: Record<string, unknown> = {}
  const types = [keywords.type ?? (properties.size > 0 ? 'object' : [])].flat()
  // OpenAPI 3.0 has its own keywords for nullable types and exclusive limits.
  const all =
    keywords.nullable === true && types.length > 0 ? [...new Set([...types, 'null'])] : types
  if (all.length > 0) made.type = all.length === 1 ? all[0] : all
  for (const key of plain)
    if (keywords[key] !== undefined && keywords[key] !== '') made[key] = keywords[key]
  for (const [limit, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (typeof keywords[exclusive] === 'number') made[exclusive] = keywords[exclusive]
    if (keywords[exclusive] === true && made[limit] !== undefined) {
      made[exclusive] = made[limit]
      delete made[limit]
    }
  }
  if (depth > 4) return made
  const inner = (part: Part) => {
    const { keywords: own } = shapeOf(document, part)
    return {
      ...paramSchema(document, part, depth + 1),
      ...(own.example !== undefined && { examples: [own.example] }),
    }
  }
  if (properties.size > 0)
    made.properties = Object.fromEntries([...properties].map(([name, part]) => [name, inner(part)]))
  if (properties.size > 0 && depth >= 0 && required.size > 0) made.required = [...required]
  const items = schema && child(document, schema, 'items')
  if (items) made.items = inner(items)
  const more = keywords.additionalProperties
  if (typeof more === 'boolean') made.additionalProperties = more
  else if (schema && Object.keys(members(more)).length > 0) {
    const part = child(document, schema, 'additionalProperties')
    if (part) made.additionalProperties = inner(part)
  }
  return made
}

/** Returns the description of a schema, or undefined. */
export function wordsOf(document: Members, schema: Part | undefined): string | undefined {
  return text(shapeOf(document, schema).keywords.description)
}
