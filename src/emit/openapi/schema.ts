import type { Json, Schema } from '../../facts/envelope.js'
import { escapeText, inlineCode } from '../../facts/markdown-text.js'
import { plainMarkdown } from '../plain-markdown.js'

/**
 * A JSON Schema as OpenAPI 3.1 has it: descriptions are Markdown there, and a constant has its type
 * beside it, which generators of code ask for.
 */
export function openApiSchema(schema: Schema): Schema {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]): [string, Json][] => {
      if (keyword === 'description') return [[keyword, markdownText(String(value))]]
      if (keyword === 'const' && schema.type === undefined)
        return [
          ['type', typeOf(value)],
          [keyword, value],
        ]
      return [[keyword, within(keyword, value)]]
    }),
  )
}

/** What a keyword holds: one schema, several of them by name or in a list, or values, which stay as they are. */
function within(keyword: string, value: Json): Json {
  if (keyword === 'properties') return mapMembers(value, (member) => openApiSchema(member as Schema))
  if (keyword === 'prefixItems' || keyword === 'anyOf') return (value as readonly Schema[]).map(openApiSchema)
  const single = keyword === 'items' || keyword === 'additionalProperties'
  return single && typeof value === 'object' && value !== null ? openApiSchema(value as Schema) : value
}

export function mapMembers(object: Json, change: (member: Json) => Json): Json {
  return Object.fromEntries(Object.entries(object as Record<string, Json>).map(([name, member]) => [name, change(member)]))
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

/** Plain text of the catalog where OpenAPI reads Markdown. */
export function markdownText(text: string): string {
  return escapeText(text, plainMarkdown, true)
}

/** A code, as code. */
export function markdownCode(text: string): string {
  return inlineCode(text, plainMarkdown)
}
