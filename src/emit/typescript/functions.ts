import { schemaOf } from '../../facts/body/body.js'
import type { Envelope, Schema } from '../../facts/body/envelope.js'
import { parseTemplate, type TemplatePart } from '../../facts/body/template-string.js'
import type { Entry, HeaderSpec } from '../../model/catalog.js'
import type { ParamSchema } from '../../model/vocabulary.js'
import { listedValues } from '../language.js'

/**
 * Returns the code of a function that builds `detail` from the params, or null if the entry has no
 * `detail`. The code contains only checked names and JSON strings.
 */
export function detailFunction(entry: Entry): string | null {
  if (entry.data.detail === undefined) return null
  const parts = parseTemplate(entry.data.detail)
  const used = parts.some((part) => 'placeholder' in part)
  const pieces = parts.map((part) =>
    'text' in part
      ? JSON.stringify(part.text)
      : stringOf(`params.${part.placeholder}`, entry.params[part.placeholder]),
  )
  return `(${used ? 'params' : ''}) => ${pieces.length > 0 ? pieces.join(' + ') : '""'}`
}

/**
 * Returns code that converts a value to a string in the same way as the pages. Strings stay
 * unchanged, other values become JSON, and a missing value becomes an empty string.
 */
function stringOf(expression: string, spec: ParamSchema | undefined): string {
  const schema = spec === undefined ? {} : schemaOf(spec)
  const kinds = new Set(kindsOf(schema))
  const optional = spec?.required === false
  if (kinds.size === 1 && kinds.has('string'))
    return optional ? `(${expression} ?? "")` : expression
  const text = textOfKinds(expression, kinds)
  return optional ? `(${expression} === undefined ? "" : ${text})` : text
}

function textOfKinds(expression: string, kinds: ReadonlySet<Kind>): string {
  if (!kinds.has('other')) return `String(${expression})`
  const json = `JSON.stringify(${expression})`
  return kinds.has('string') || kinds.has('any')
    ? `(typeof ${expression} === "string" ? ${expression} : ${json})`
    : json
}

/** The type of a value: a string, another scalar, or a value that must be written as JSON. */
type Kind = 'string' | 'scalar' | 'other' | 'any'

function kindsOf(schema: Schema): Kind[] {
  const values = listedValues(schema)
  if (values) return values.map(kindOfValue)
  if (schema.type === undefined) return ['other', 'any']
  return [schema.type].flat().map(kindOfType)
}

function kindOfValue(value: unknown): Kind {
  if (typeof value === 'string') return 'string'
  return typeof value === 'object' && value !== null ? 'other' : 'scalar'
}

function kindOfType(type: unknown): Kind {
  if (type === 'string') return 'string'
  return type === 'object' || type === 'array' ? 'other' : 'scalar'
}

/**
 * Returns the code of a function that builds the declared headers from params, values and status.
 * Null if there are no headers.
 */
export function headersFunction(
  { headers, statuses, params }: Entry,
  { values }: Envelope,
): string | null {
  const membersOf = (specs: readonly (readonly [string, HeaderSpec])[]) =>
    specs.map(
      ([name, spec]) =>
        `${JSON.stringify(name.toLowerCase())}: ${headerValue(parseTemplate(spec.value), params, values)}`,
    )
  const ofStatuses = statuses.flatMap(({ status, headers: all }) => {
    const own = Object.entries(all).filter(
      ([name, spec]) => JSON.stringify(headers[name]) !== JSON.stringify(spec),
    )
    return own.length === 0 ? [] : [`...(status === ${status} && { ${membersOf(own).join(', ')} })`]
  })
  const members = [...membersOf(Object.entries(headers)), ...ofStatuses]
  if (members.length === 0) return null
  const body = members.join(', ')
  const uses = { params: /\bparams\./, values: /\bvalues\[/, status: /\bstatus === / }
  const parameters = Object.entries(uses).map(([name, use]) => (use.test(body) ? name : `_${name}`))
  while (parameters.at(-1)?.startsWith('_')) parameters.pop()
  return `(${parameters.join(', ')}) => headersOf({ ${body} })`
}

/**
 * Returns code for the value of a header. The value of a single placeholder stays unchanged.
 * Otherwise, the result is a string, or undefined if a value is missing.
 */
function headerValue(
  parts: readonly TemplatePart[],
  params: Readonly<Record<string, ParamSchema>>,
  values: Readonly<Record<string, ParamSchema>>,
): string {
  const pieces = parts.map((part) => {
    if ('text' in part) return JSON.stringify(part.text)
    const name = part.placeholder
    return Object.hasOwn(params, name) || !Object.hasOwn(values, name)
      ? `params.${name}`
      : `values[${JSON.stringify(name)}]`
  })
  const [only, ...others] = pieces
  return only !== undefined && others.length === 0 ? only : `textOf(${pieces.join(', ')})`
}
