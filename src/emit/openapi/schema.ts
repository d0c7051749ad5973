import type { Json, Schema } from '../../facts/body/envelope.js'
import { escapeSentence, inlineCode } from '../../facts/markdown/text.js'
import { plainMarkdown } from '../plain-markdown.js'

/**
 * A JSON Schema as OpenAPI 3.1 and its linters have it: descriptions are Markdown there, a constant
 * has its type beside it, which generators of code ask for, a list says what its items are, and a
 * number has one bound on each side.
 */
export function openApiSchema(given: Schema): Schema {
  const schema = withItems(
    withType(
      oneBound(oneBound(given, 'minimum', 'exclusiveMinimum'), 'maximum', 'exclusiveMaximum'),
    ),
  )
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]): [string, Json] => [
      keyword,
      keyword === 'description' ? markdownText(String(value)) : within(keyword, value),
    ]),
  )
}

function withType(schema: Schema): Schema {
  if (schema.type !== undefined || schema.const === undefined) return schema
  const { const: constant, ...rest } = schema
  return { ...rest, type: typeOf(constant), const: constant }
}

function withItems(schema: Schema): Schema {
  return [schema.type].flat().includes('array') && schema.items === undefined
    ? { ...schema, items: {} }
    : schema
}

/** Of two bounds on one side the narrower, which says it all. */
function oneBound(
  schema: Schema,
  inclusive: 'minimum' | 'maximum',
  exclusive: 'exclusiveMinimum' | 'exclusiveMaximum',
): Schema {
  const { [inclusive]: a, [exclusive]: b } = schema
  if (typeof a !== 'number' || typeof b !== 'number') return schema
  const wider = (inclusive === 'minimum' ? b >= a : b <= a) ? inclusive : exclusive
  const { [wider]: _wider, ...rest } = schema
  return rest
}

/**
 * What a keyword holds: one schema, several of them by name or in a list, or values, which stay as
 * they are.
 */
function within(keyword: string, value: Json): Json {
  if (keyword === 'properties')
    return mapMembers(value, (member) => openApiSchema(member as Schema))
  if (keyword === 'prefixItems' || keyword === 'anyOf')
    return (value as readonly Schema[]).map(openApiSchema)
  const single = keyword === 'items' || keyword === 'additionalProperties'
  return single && typeof value === 'object' && value !== null
    ? openApiSchema(value as Schema)
    : value
}

export function mapMembers(object: Json, change: (member: Json) => Json): Json {
  return Object.fromEntries(
    Object.entries(object as Record<string, Json>).map(([name, member]) => [name, change(member)]),
  )
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

/** Plain text of the catalog, with its code spans, where OpenAPI reads Markdown. */
export function markdownText(text: string): string {
  return escapeSentence(text, plainMarkdown, { start: true, cell: false })
}

/** A code, as code. */
export function markdownCode(text: string): string {
  return inlineCode(text, plainMarkdown)
}
