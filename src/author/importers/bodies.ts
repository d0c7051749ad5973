import {
  type Bindings,
  type BodyNode,
  bodyPlaceholders,
  envelopeOf,
  fillBody,
  type Json,
  parseEnvelope,
} from '../../facts/body/envelope.js'
import type { ResponseSpec, Vocabulary } from '../../model/vocabulary.js'

/** Facts about an error from its response body. */
export interface BodyFacts {
  readonly body: Json
  readonly status?: number
  readonly title?: string
  readonly detail?: string
  readonly type?: string
  readonly code?: string
  /** The member that contains the code. */
  readonly codeKey?: string
  /** The member that wraps the error. Undefined if the error is at the top level of the body. */
  readonly within?: string
  /** The keys in the body that these facts were read from. */
  readonly members: readonly string[]
  /** Other members at the same level that only this error sends. */
  readonly more: Readonly<Record<string, Json>>
}

type Name = 'status' | 'title' | 'detail' | 'type' | 'code' | 'instance'

const spellings: Readonly<Record<Name, readonly string[]>> = {
  status: ['status', 'statusCode', 'status_code', 'httpStatus', 'http_status', 'httpStatusCode'],
  title: ['title'],
  detail: ['detail', 'message', 'description', 'error_description', 'msg', 'error_message'],
  type: ['type'],
  code: ['code', 'errorCode', 'error_code', 'slug', 'error', 'key'],
  instance: ['instance'],
}

const requestValues = /^(?:request|trace|correlation|span)[_-]?id$|^timestamp$/i

/** Returns the canonical name of a body member for any known spelling, or undefined. */
export function canonicalName(key: string): Name | undefined {
  return (Object.keys(spellings) as Name[]).find((name) => spellings[name].includes(key))
}

/**
 * Whether a member has a different value in each response. Such values can't be part of an entry.
 */
export function isRequestValue(key: string): boolean {
  return requestValues.test(key)
}

/**
 * Returns the facts in an error body, or undefined if the JSON is not an error body. If `known` is
 * `'known'`, a message, title or code is enough.
 */
export function factsOf(
  value: unknown,
  known: 'known' | 'unknown' = 'unknown',
): BodyFacts | undefined {
  const core = coreOf(value) ?? (known === 'known' ? knownCore(value) : undefined)
  if (core === undefined) return undefined
  const found = namesIn(core)
  const text = (name: Name) =>
    found[name] === undefined ? undefined : (core[found[name]] as string)
  const [title, detail, type] = [text('title'), text('detail'), text('type')]
  const [within] = Object.entries(value as Members).find(([, inner]) => inner === core) ?? []
  const taken = new Set(Object.values(found))
  const more = Object.fromEntries(
    Object.entries(core).filter(([key]) => !taken.has(key) && !requestValues.test(key)),
  ) as Record<string, Json>
  return {
    body: value as Json,
    ...(found.status && { status: core[found.status] as number }),
    ...(title !== undefined && { title }),
    ...(detail !== undefined && { detail }),
    ...(type !== undefined && { type }),
    ...(found.code !== undefined && { code: core[found.code] as string, codeKey: found.code }),
    ...(within !== undefined && { within }),
    members: [...taken],
    more,
  }
}

type Members = Record<string, unknown>

/** Returns the object that describes the error: the body itself, or an object inside the body. */
function coreOf(value: unknown): Members | undefined {
  if (!isMembers(value)) return undefined
  const own = namesIn(value)
  if (isCore(own)) return value
  for (const [key, inner] of Object.entries(value))
    if (/^(?:error|problem|fault|err)$/i.test(key) && isMembers(inner))
      return isCore(namesIn(inner)) ? inner : undefined
  return undefined
}

function knownCore(value: unknown): Members | undefined {
  if (!isMembers(value)) return undefined
  const inner = Object.entries(value).find(
    ([key, one]) => /^(?:error|problem|fault|err)$/i.test(key) && isMembers(one),
  )?.[1]
  const core = isMembers(inner) ? inner : value
  const { detail, title, code } = namesIn(core)
  return (detail ?? title ?? code) === undefined ? undefined : core
}

function isCore(found: Partial<Record<Name, string>>): boolean {
  const has = (name: Name) => found[name] !== undefined
  return has('status')
    ? has('title') || has('detail') || has('code')
    : (has('detail') && (has('code') || has('title') || has('type'))) ||
        (has('type') && has('title'))
}

function namesIn(members: Members): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {}
  for (const name of Object.keys(spellings) as Name[]) {
    const key = spellings[name].find(
      (spelling) => Object.hasOwn(members, spelling) && fits(name, members[spelling]),
    )
    if (key !== undefined && !Object.values(found).includes(key)) found[name] = key
  }
  return found
}

function fits(name: Name, value: unknown): boolean {
  if (name === 'status')
    return typeof value === 'number' && Number.isInteger(value) && value >= 400 && value <= 599
  return (
    typeof value === 'string' && value.trim() !== '' && (name !== 'code' || /^\S+$/.test(value))
  )
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A guess of the response body that all errors share. */
export interface EnvelopeGuess {
  readonly response: NonNullable<ResponseSpec>
  /** Whether the body contains the code. If not, each error adds it as a constant. */
  readonly sendsCode: boolean
}

/** Returns the envelope that fits most of these bodies, or undefined if there are no bodies. */
export function envelopeFor(
  bodies: readonly { readonly facts: BodyFacts; readonly code: string }[],
): EnvelopeGuess | undefined {
  const groups = new Map<
    string,
    { count: number; template: Record<string, Json>; values: Record<string, Json> }
  >()
  for (const { facts, code } of bodies) {
    const values: Record<string, Json> = {}
    const core =
      facts.within === undefined ? facts.body : (facts.body as Record<string, Json>)[facts.within]!
    const template = templateOf(facts.body, core, code, values)
    // A member that only one error adds is not part of the template.
    const key = JSON.stringify(template)
    const group = groups.get(key) ?? {
      count: 0,
      template: template as Record<string, Json>,
      values,
    }
    group.count++
    groups.set(key, group)
  }
  const [best] = [...groups.values()].sort((a, b) => b.count - a.count)
  if (best === undefined) return undefined
  const { template, values } = best
  const text = JSON.stringify(template)
  const problem =
    Object.keys(template).every((key) =>
      ['type', 'title', 'status', 'detail', 'instance', '...'].includes(key),
    ) && Object.hasOwn(template, 'type')
  const specs = Object.fromEntries(
    Object.entries(values).map(([name, example]) => [
      name,
      { type: typeof example === 'number' ? ('number' as const) : ('string' as const), example },
    ]),
  )
  return {
    response: {
      ...(problem && { mediaType: 'application/problem+json' }),
      body: template,
      ...(Object.keys(specs).length > 0 && { values: specs }),
    } as NonNullable<ResponseSpec>,
    sendsCode: text.includes('{code}'),
  }
}

function templateOf(value: Json, core: Json, code: string, values: Record<string, Json>): Json {
  if (!isMembers(value))
    return typeof value === 'string' ? value.replaceAll('{', '{{').replaceAll('}', '}}') : value
  if (value !== core)
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        requestValue(key, inner as Json, values) ?? templateOf(inner as Json, core, code, values),
      ]),
    )
  const found = namesIn(value)
  const nameOf = new Map(Object.entries(found).map(([name, key]) => [key, name as Name]))
  const members: [string, Json][] = []
  for (const [key, inner] of Object.entries(value)) {
    const name = nameOf.get(key)
    if (name !== undefined && (name !== 'code' || inner === code)) members.push([key, `{${name}}`])
    else {
      const placed = requestValue(key, inner as Json, values)
      if (placed !== undefined) members.push([key, placed])
    }
  }
  return Object.fromEntries([...members, ['...', '{params}']])
}

function requestValue(key: string, value: Json, values: Record<string, Json>): string | undefined {
  if (!requestValues.test(key) || (typeof value !== 'string' && typeof value !== 'number'))
    return undefined
  values[key] ??= value
  return `{${key}}`
}

/** Returns the response body that the generated page will show, for comparison with the source. */
export function drawnBody(
  response: NonNullable<ResponseSpec>,
  bindings: Bindings,
): Json | undefined {
  return fillBody(parseEnvelope(response).body, bindings)
}

/** Returns the names that the response body already uses. Params can't use these names. */
export function bodyNames(vocabulary: Vocabulary, system: string): Set<string> {
  const { body, values } = envelopeOf(vocabulary, system)
  const members = (node: BodyNode): string[] => {
    if (node.kind === 'list') return node.items.flatMap(members)
    return node.kind === 'object'
      ? node.members.flatMap(({ key, node: inner }) => [key, ...members(inner)])
      : []
  }
  return new Set([...members(body), ...bodyPlaceholders(body), ...Object.keys(values)])
}
