import type { Json, Schema } from '../../facts/body/envelope.js'
import { escapeSentence, inlineCode } from '../../facts/markdown/text.js'
import { plainMarkdown } from '../plain-markdown.js'

/**
 * Converts a JSON Schema to the style of OpenAPI 3.1 and its linters. Descriptions are Markdown.
 * Constants have a type, because code generators need it. Lists have `items`. Numbers have at most
 * one bound on each side.
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

/** If there are two bounds on the same side, removes the wider one, because it has no effect. */
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
 * Converts the schemas in a keyword, which may be a single schema, a list or a map. Other values
 * are returned unchanged.
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

/** Returns text from the catalog as Markdown, with its code spans. */
export function markdownText(text: string): string {
  return escapeSentence(text, plainMarkdown, { start: true, cell: false })
}

/** Returns the code of an error as a code span. */
export function markdownCode(text: string): string {
  return inlineCode(text, plainMarkdown)
}
