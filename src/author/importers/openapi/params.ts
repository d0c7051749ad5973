import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { fillTemplate } from '../../../facts/body/template-string.js'
import { type PatternGuard, patternGuard, patternsIn } from '../../../facts/pattern/slow-pattern.js'
import type { EntryData } from '../../../model/entry.js'
import { canonicalName, isRequestValue } from '../bodies.js'
import { literalTemplate } from '../words.js'
import { includes, type Members, type Part, text } from './document.js'
import { coreOf, type DescribedError } from './responses.js'
import { paramSchema, sampleOf, shownBy } from './schema.js'

/**
 * Returns the params of an error: the members of the error's examples and schema that are not part
 * of the envelope.
 */
export function paramsOf(
  document: Members,
  errors: readonly DescribedError[],
  isTaken: (name: string) => boolean,
  note: (text: string) => void,
): Record<string, Members> {
  const shown = errors.flatMap(({ made, facts }) => (made || !facts ? [] : [facts.more]))
  const schemas = new Map<string, { part: Part; required: boolean }>()
  for (const error of errors) {
    const { properties, required } = coreOf(document, error.shape)
    // If several errors share a schema, it is unclear which members belong to this error.
    const isOwn = error.alone || error.made || shown.length === 0
    for (const [name, part] of properties)
      if (isOwn || shown.some((more) => Object.hasOwn(more, name)))
        schemas.set(name, {
          part,
          required: required.has(name) && schemas.get(name)?.required !== false,
        })
  }
  const envelope = new Set(errors.flatMap(({ facts }) => facts?.members ?? []))
  const names = new Set([...shown.flatMap((more) => Object.keys(more)), ...schemas.keys()])
  const params: Record<string, Members> = {}
  for (const name of names) {
    if (
      envelope.has(name) ||
      isRequestValue(name) ||
      canonicalName(name) === 'instance' ||
      isTaken(name)
    )
      continue
    if (!/^[A-Za-z_]\w*$/.test(name)) continue
    const schema = schemas.get(name)
    const values = distinct(
      shown.flatMap((more) => (Object.hasOwn(more, name) ? [more[name]] : [])),
    )
    params[name] = paramOf(document, schema?.part, values, () =>
      note(`param \`${name}\` has no example, so the entry has a made-up one.`),
    )
    const isMissing = shown.some((more) => !Object.hasOwn(more, name))
    if ((schema && !schema.required) || isMissing)
      params[name] = { ...params[name], required: false }
  }
  return params
}

function paramOf(
  document: Members,
  part: Part | undefined,
  values: readonly unknown[],
  isMadeUp: () => void,
): Members {
  const { examples: _examples, ...schema } = paramSchema(document, part)
  const own = part && shownBy(document, part)
  const all = distinct([...values, ...(own === undefined ? [] : [own]), ...moreExamples(part)])
  if (all.length === 0) isMadeUp()
  const [example = sampleOf(document, part, part?.path.at(-1)), ...others] = all
  const full = { ...(schema.type === undefined && { type: typeOf(example) }), ...schema }
  // A schema must accept its own example, so drop and report constraints that reject it.
  const accepted = [full, { ...full, pattern: undefined, format: undefined }].find((one) =>
    accepts(document, one, example),
  )
  const kept = accepted ?? {
    type: typeOf(example),
    ...(text(schema.description) && { description: schema.description }),
  }
  return {
    ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)),
    example,
    ...(others.length > 0 && { examples: others.filter((one) => accepts(document, kept, one)) }),
  }
}

function moreExamples(part: Part | undefined): readonly unknown[] {
  return Array.isArray(part?.value.examples) ? part.value.examples : []
}

/** There is one guard per description, so that all slow patterns in it share one time limit. */
const guards = new WeakMap<Members, PatternGuard>()

function guardOf(document: Members): PatternGuard {
  const guard = guards.get(document) ?? patternGuard()
  guards.set(document, guard)
  return guard
}

function accepts(document: Members, schema: Members, value: unknown): boolean {
  const plain = Object.fromEntries(Object.entries(schema).filter(([, one]) => one !== undefined))
  const patterns = patternsIn(plain).map(({ pattern }) => pattern)
  const guard = guardOf(document)
  if (patterns.some((pattern) => guard.problemOf(pattern, value) !== undefined)) return false
  try {
    const test = () =>
      z.fromJSONSchema(plain as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value).success
    const tested = guard.run(patterns, value, test)
    return 'result' in tested && tested.result
  } catch {
    return false
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

function distinct(values: readonly unknown[]): unknown[] {
  return values.filter((one, at) => !includes(values.slice(0, at), one))
}

/**
 * Returns a template that produces the message in each example from the example's other values. If
 * no template does, returns the first message.
 */
export function detailOf(errors: readonly DescribedError[], params: Members): string | undefined {
  const shown = errors.flatMap(({ facts, made }) =>
    facts?.detail === undefined || made ? [] : [{ detail: facts.detail, more: facts.more }],
  )
  const [first, ...others] = shown
  if (first === undefined) return undefined
  const literal = literalTemplate(first.detail)
  if (others.every(({ detail }) => detail === first.detail)) return literal
  const names = Object.keys(params).filter(
    (name) =>
      /^(?:string|number)$/.test(typeof first.more[name]) && String(first.more[name]) !== '',
  )
  const template = names
    .sort((a, b) => String(first.more[b]).length - String(first.more[a]).length)
    .reduce(
      (made, name) =>
        made.replaceAll(/\{\w+\}|[^{]+|\{/g, (piece) =>
          inPlace(piece, String(first.more[name]), name),
        ),
      literal,
    )
  return shown.every(({ detail, more }) => saysWith(template, more) === detail) ? template : literal
}

/** Replaces a value with a placeholder in part of a template. Keeps existing placeholders. */
function inPlace(piece: string, value: string, name: string): string {
  return /^\{\w+\}$/.test(piece)
    ? piece
    : piece.replaceAll(literalTemplate(value), () => `{${name}}`)
}

/** Fills a template with these values. Returns undefined if a value is missing. */
export function saysWith(template: string, values: Members): string | undefined {
  try {
    return fillTemplate(template, (name) =>
      values[name] === undefined ? undefined : String(values[name]),
    )
  } catch {
    return undefined
  }
}

/** Returns the path of the param or `extra` member with this value, or undefined. */
export function showsValue(
  { params, extra }: EntryData,
  name: string,
  value: unknown,
): string | undefined {
  const param = params?.[name]
  if (typeof param === 'object' && includes([param.example, ...(param.examples ?? [])], value))
    return `params.${name}`
  return isDeepStrictEqual(extra?.[name], value) && extra ? `extra.${name}` : undefined
}
