import { schemaOf } from '../../facts/body/body.js'
import type { Schema } from '../../facts/body/envelope.js'
import { capitalized } from '../../facts/capitalized.js'
import type { Entry } from '../../model/catalog.js'
import { kindOf, namedParams } from '../language.js'
import { jsonText } from '../template/one-line.js'

/** A JSON Schema as a Go type. What it can't say is `any`. */
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

/** A member of a list or map: a pointer where it may be null. */
function goElement(schema: Schema): string {
  return pointerTo(goType(schema), kindOf(schema).nullable)
}

/** A scalar that may be missing is a pointer; slices, maps and `any` have a nil of their own. */
function pointerTo(type: string, missing: boolean): string {
  return missing && /^(?:string|int64|float64|bool)$/.test(type) ? `*${type}` : type
}

export interface GoField {
  /** The param on the wire. */
  readonly name: string
  readonly field: string
  readonly type: string
  readonly tag: string
  readonly description: string | null
  readonly optional: boolean
}

/**
 * The params as fields of a struct: exported, and a pointer where a scalar may be missing or null.
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

/** `retry_after` and `retryAfter` as `RetryAfter`. */
function fieldName(name: string): string {
  const words = name.split('_').filter((word) => word !== '')
  const pascal = words.map(capitalized).join('')
  return /^[A-Z]/.test(pascal) ? pascal : `P${pascal}`
}

/** The pieces of `detail` as the arguments of `text`. */
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

/** A text in a doc comment. gofmt would make one quotation mark of two. */
export function goComment(text: string): string {
  return text.replace(/(['`])(?=\1)/g, '$1 ')
}

/** An interpreted string literal. What JSON escapes, Go does in the same way. */
export function goString(text: string): string {
  return jsonText(text)
}

/** Metadata as a composite literal's fields, in columns as gofmt lays them out. */
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
