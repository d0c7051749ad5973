import { schemaOf } from '../../facts/body/body.js'
import type { Schema } from '../../facts/body/envelope.js'
import type { Entry } from '../../model/catalog.js'
import { kindOf, namedParams } from '../language.js'
import { jsonText } from '../template/one-line.js'

/** The line length of black. */
const width = 88

/** Returns the Python type of a JSON Schema. `Any` if Python has no matching type. */
export function pythonType(schema: Schema): string {
  const { kind, nullable } = kindOf(schema)
  const type = typeOf(kind, schema)
  return nullable && kind !== 'any' && kind !== 'null' ? `${type} | None` : type
}

function typeOf(kind: ReturnType<typeof kindOf>['kind'], schema: Schema): string {
  switch (kind) {
    case 'string':
      return 'str'
    case 'integer':
      return 'int'
    case 'number':
      return 'float'
    case 'boolean':
      return 'bool'
    case 'null':
      return 'None'
    case 'array':
      return `list[${schema.items === undefined ? 'Any' : pythonType(schema.items as Schema)}]`
    case 'object': {
      const values = schema.properties === undefined ? schema.additionalProperties : undefined
      return `dict[str, ${typeof values === 'object' && values !== null ? pythonType(values as Schema) : 'Any'}]`
    }
    default:
      return 'Any'
  }
}

export interface PythonParam {
  /** The name of the param in the response. */
  readonly wire: string
  readonly name: string
  readonly type: string
  readonly description: string | null
  readonly optional: boolean
}

/** Returns the params as keyword arguments. */
export function pythonParams(entry: Entry): PythonParam[] {
  return namedParams(entry, argumentName).map(({ param, spec, name }): PythonParam => {
    const optional = spec.required === false
    const type = pythonType(schemaOf(spec))
    return {
      wire: param,
      name,
      type: optional && !/(?:^| )(?:None|Any)$/.test(type) ? `${type} | None` : type,
      description: spec.description ?? null,
      optional,
    }
  })
}

function argumentName(wire: string): string {
  const name = snakeCase(wire)
  // Change names that are keywords, that the constructor uses, or that Python mangles.
  const taken =
    keywords.has(name) || ['self', '_text', '_optional'].includes(name) || /^__/.test(name)
  return taken ? `${name}_` : name
}

/** Converts a name to snake case: `DataIDNotFound` becomes `data_id_not_found`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
}

/**
 * Returns a string literal. Like black, uses the quotes that need fewer backslashes. Python accepts
 * the escapes of JSON.
 */
export function pythonString(text: string): string {
  const double = jsonText(text)
  const single = `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  const backslashes = (literal: string) => literal.split('\\').length
  return backslashes(single) < backslashes(double) ? single : double
}

/**
 * Returns `NAME = value` in the format of black. It is in parentheses if the line is too long but
 * the value alone fits.
 */
export function assignment(name: string, value: string, indent = ''): string {
  const line = `${indent}${name} = ${value}`
  if (lengthOf(line) <= width || lengthOf(`${indent}    ${value}`) > width) return line
  return `${indent}${name} = (\n${indent}    ${value}\n${indent})`
}

function lengthOf(text: string): number {
  return [...text].length
}

/** Returns the first line of a class, as black formats it. A long line becomes three lines. */
export function classHead(name: string, base: string): string {
  const line = `class ${name}(${base}):`
  return line.length <= width ? line : `class ${name}(\n    ${base}\n):`
}

/** Returns a keyword argument with its type in the format of black. */
export function argumentLine({
  name,
  type,
  optional,
}: Omit<PythonParam, 'wire' | 'description'>): string {
  const line = `${name}: ${type}${optional ? ' = None' : ''},`
  return line.length + 8 <= width ? line : line.replaceAll(' | ', `\n${' '.repeat(8)}| `)
}

/** Returns the pieces of `detail` as the arguments of `_text`. */
export function pythonText(
  pieces: readonly ({ readonly text: string } | { readonly placeholder: string })[],
  params: readonly PythonParam[],
): string[] {
  return pieces.map((piece) => {
    if ('text' in piece) return pythonString(piece.text)
    const param = params.find(({ wire }) => wire === piece.placeholder)
    if (param === undefined) return pythonString(`{${piece.placeholder}}`)
    const line = param.optional ? `_optional(${param.name})` : param.name
    const short = !param.optional || line.length + ' '.repeat(16).length + 1 <= width
    return short ? line : `_optional(\n${' '.repeat(20)}${param.name}\n${' '.repeat(16)})`
  })
}

/**
 * Returns metadata as keyword arguments in the format of black, with each item of a list or nested
 * value on its own line.
 */
export function pythonArguments(
  metadata: Readonly<Record<string, unknown>>,
  indent: string,
): { name: string; lines: string }[] {
  return Object.entries(metadata).map(([key, value]) => ({
    name: snakeCase(key),
    lines: valueLines(value, indent),
  }))
}

function valueLines(value: unknown, indent: string): string {
  const lines = (open: string, items: readonly string[], close: string) =>
    `${open}\n${items.map((item) => `${indent}    ${item},\n`).join('')}${indent}${close}`
  if (Array.isArray(value)) return lines('[', value.map(scalar), ']')
  if (typeof value !== 'object' || value === null) return scalar(value)
  const members = Object.entries(value).map(
    ([key, member]) => `${snakeCase(key)}=${scalar(member)}`,
  )
  return members.length === 0 ? 'Ending()' : lines('Ending(', members, ')')
}

function scalar(value: unknown): string {
  return typeof value === 'string' ? pythonString(value) : String(value)
}

export const keywords = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type'.split(
    ' ',
  ),
)
