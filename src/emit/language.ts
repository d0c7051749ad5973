import type { Schema } from '../facts/body/envelope.js'
import { parseTemplate } from '../facts/body/template-string.js'
import { parseProse, plainText } from '../facts/markdown/prose.js'
import { proseWriter } from '../facts/markdown/write.js'
import { asSentence } from '../facts/sentence.js'
import type { Catalog, Entry } from '../model/catalog.js'
import type { Finding } from '../model/diagnostic.js'
import type { ParamSchema } from '../model/vocabulary.js'
import { plainMarkdown } from './plain-markdown.js'

/** How templates of source code are rendered. Doc comments are plain Markdown. */
export const codeWriting = {
  dialect: plainMarkdown,
  prose: proseWriter(plainMarkdown, () => undefined),
}

/** Splits `detail` into text and params. */
export function detailPieces({
  data,
}: Entry): readonly ({ readonly text: string } | { readonly placeholder: string })[] {
  return data.detail === undefined ? [{ text: data.title }] : parseTemplate(data.detail)
}

/**
 * Returns the values for the doc comment of a deprecated error, or null if it is not deprecated.
 */
export function deprecationOf(
  { data }: Entry,
  { byCode }: Catalog,
  comment: (text: string) => string = (text) => text,
) {
  const { deprecated } = data
  if (deprecated === undefined) return null
  const replacement =
    deprecated.replacedBy === undefined ? undefined : byCode.get(deprecated.replacedBy)
  return {
    since: deprecated.since ?? null,
    reason: comment(plainText(parseProse(asSentence(deprecated.reason)))),
    replacement: replacement?.identifier ?? null,
  }
}

/** The type of a value that is not null. `any` if a schema sets no type or several types. */
export interface ValueKind {
  readonly kind: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null' | 'any'
  readonly nullable: boolean
}

export function kindOf(schema: Schema): ValueKind {
  const values = listedValues(schema)
  const types = new Set(
    values ? values.map(typeOfValue) : [schema.type ?? 'any'].flat().map(String),
  )
  const nullable = types.delete('null')
  // Every integer is also a number.
  if (types.has('number')) types.delete('integer')
  if (types.size === 0) return { kind: 'null', nullable }
  const [only] = types as Set<ValueKind['kind']>
  return { kind: types.size === 1 && only !== undefined ? only : 'any', nullable }
}

/** Returns the allowed values if a schema lists them. Undefined otherwise. */
export function listedValues(schema: Schema): readonly unknown[] | undefined {
  if (Array.isArray(schema.enum)) return schema.enum
  return schema.const === undefined ? undefined : [schema.const]
}

function typeOfValue(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

/** Checks the names in generated code. Reserved and duplicate names are findings. */
export function nameCollisions(
  names: Iterable<readonly [name: string, entry: Entry]>,
  reserved: ReadonlySet<string>,
  language: string,
): Finding[] {
  const taken = new Map<string, Entry>()
  const findings: Finding[] = []
  for (const [name, entry] of names) {
    const other = taken.get(name)
    const at = {
      ...entry.origin,
      path: [entry.data.identifier === undefined ? 'code' : 'identifier'],
    }
    taken.set(name, other ?? entry)
    if (reserved.has(name))
      findings.push({
        code: 'reserved-name',
        message: `The name \`${name}\` is reserved in the generated ${language} code.`,
        help: 'Set another `identifier` for the error.',
        at,
      })
    else if (other && other !== entry)
      findings.push({
        code: 'identifier-collision',
        message: `Duplicate name \`${name}\` in ${language} for \`${other.code}\` and \`${entry.code}\`.`,
        help: 'Set another `identifier` for one of them.',
        at,
        related: [{ message: 'The other error is here.', at: { ...other.origin, path: ['code'] } }],
      })
  }
  return findings
}

/** Returns the params with unique names. Adds `_` to duplicates. */
export function namedParams(
  { params }: Entry,
  nameOf: (param: string) => string,
): { param: string; spec: ParamSchema; name: string }[] {
  const taken = new Set<string>()
  return Object.entries(params).map(([param, spec]) => {
    let name = nameOf(param)
    while (taken.has(name)) name += '_'
    taken.add(name)
    return { param, spec, name }
  })
}
