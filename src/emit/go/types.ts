import { schemaOf } from '../../facts/body/body.js'
import type { Schema } from '../../facts/body/envelope.js'
import { capitalized } from '../../facts/capitalized.js'
import type { Entry } from '../../model/catalog.js'
import { kindOf, namedParams } from '../language.js'
import { jsonText } from '../template/one-line.js'

/** Returns the Go type of a JSON Schema. `any` if Go has no matching type. */
export function goType(schema: Schema): string {
  switch (kindOf(schema).kind) {
    case 'string':
      return 'string'
    case 'integer':
      return 'int64'
    case 'number':
      return 'float64'
    case 'boolean':
      return 'bool'
    case 'array':
      return `[]${schema.items === undefined ? 'any' : goElement(schema.items as Schema)}`
    case 'object': {
      const values = schema.properties === undefined ? schema.additionalProperties : undefined
      return `map[string]${typeof values === 'object' && values !== null ? goElement(values as Schema) : 'any'}`
    }
    default:
      return 'any'
  }
}

/** Returns the type of a member of a list or map. A scalar that may be null is a pointer. */
function goElement(schema: Schema): string {
  return pointerTo(goType(schema), kindOf(schema).nullable)
}

/**
 * Returns a pointer type for a scalar that may be missing. Slices, maps and `any` can already be
 * nil.
 */
function pointerTo(type: string, missing: boolean): string {
  return missing && /^(?:string|int64|float64|bool)$/.test(type) ? `*${type}` : type
}

export interface GoField {
  /** The name of the param in the response. */
  readonly name: string
  readonly field: string
  readonly type: string
  readonly tag: string
  readonly description: string | null
  readonly optional: boolean
}

/**
 * Returns the params as exported fields of a struct. A scalar that may be missing or null is a
 * pointer.
 */
export function goFields(entry: Entry): GoField[] {
  return namedParams(entry, fieldName).map(({ param, spec, name: field }) => {
    const schema = schemaOf(spec)
    const optional = spec.required === false
    return {
      name: param,
      field,
      type: pointerTo(goType(schema), optional || kindOf(schema).nullable),
      tag: `\`json:"${param}${optional ? ',omitempty' : ''}"\``,
      description: spec.description === undefined ? null : goComment(spec.description),
      optional,
    }
  })
}

/** Returns `RetryAfter` for `retry_after` and `retryAfter`. */
function fieldName(name: string): string {
  const words = name.split('_').filter((word) => word !== '')
  const pascal = words.map(capitalized).join('')
  return /^[A-Z]/.test(pascal) ? pascal : `P${pascal}`
}

/** Returns the pieces of `detail` as the arguments of the Go function `text`. */
export function goText(
  pieces: readonly ({ readonly text: string } | { readonly placeholder: string })[],
  fields: readonly GoField[],
): string {
  return pieces
    .map((piece) => {
      if ('text' in piece) return goString(piece.text)
      const field = fields.find(({ name }) => name === piece.placeholder)
      if (field === undefined) return goString(`{${piece.placeholder}}`)
      return field.optional ? `optional(params.${field.field})` : `params.${field.field}`
    })
    .join(', ')
}

/**
 * Puts a space between two quotes in a row, because gofmt would replace them with one character.
 */
export function goComment(text: string): string {
  return text.replace(/(['`])(?=\1)/g, '$1 ')
}

/** Returns an interpreted string literal. Go accepts the escapes of JSON. */
export function goString(text: string): string {
  return jsonText(text)
}

/** Returns metadata as the fields of a composite literal, aligned in columns, as gofmt does. */
export function goMembers(
  metadata: Readonly<Record<string, unknown>>,
): { key: string; value: string }[] {
  const members = Object.entries(metadata).map(
    ([key, value]) => [key === 'grpc' ? 'GRPC' : capitalized(key), value] as const,
  )
  const wide = Math.max(...members.map(([key]) => key.length))
  return members.map(([key, value]) => ({ key: `${key}:`.padEnd(wide + 1), value: goValue(value) }))
}

function goValue(value: unknown): string {
  if (Array.isArray(value))
    return `[]${typeof value[0] === 'number' ? 'int' : 'string'}{${value.map(goValue).join(', ')}}`
  if (typeof value === 'object' && value !== null)
    return `&Ending{${Object.entries(value)
      .map(([key, member]) => `${capitalized(key)}: ${goValue(member)}`)
      .join(', ')}}`
  return typeof value === 'string' ? goString(value) : String(value)
}
