import type * as z from 'zod'
import { placeholdersOf } from '../facts/body/template-string.js'
import { canonical, isSame } from '../facts/canonical.js'
import { unreadable } from '../facts/promise/effective.js'
import { isLocked, policyOf, promised } from '../facts/promise/promised.js'
import { eachOf, membersOf } from '../facts/schema.js'
import type { ChangeRule, Policy } from '../model/change.js'
import type { Path } from '../model/source.js'

/** A changed field, and the rule that its policy assigns to the change. */
export interface Difference {
  readonly rule: ChangeRule
  readonly path: Path
  readonly before: unknown
  readonly after: unknown
}

/** Two values of the same schema. */
export interface Pair {
  readonly schema: z.ZodType
  readonly before: unknown
  readonly after: unknown
  readonly path: Path
  /** Whether `before` is complete. A lock file stores only some of the fields. */
  readonly whole: boolean
  /**
   * Replaces old codes in a value with current ones, so that a renamed code is not a change.
   */
  readonly asNow: (value: unknown) => unknown
}

/** Compares all fields according to their policies. */
export function* compare(pair: Pair): Generator<Difference> {
  const policy = policyOf(pair.schema)
  if (policy === undefined) yield* compareMembers(pair)
  else if (pair.whole || isLocked(policy) || policy.by === 'identity')
    yield* compareBy(policy, pair)
}

function* compareBy(policy: Policy, pair: Pair): Generator<Difference> {
  const { before, after, path, schema, whole } = pair
  const found = (
    rule: ChangeRule | null | undefined,
    from: unknown,
    to: unknown,
    below: Path = [],
  ): Difference[] => (rule ? [{ rule, path: [...path, ...below], before: from, after: to }] : [])
  switch (policy.by) {
    case 'free':
    case 'effect':
      return
    case 'identity':
      // If the value was added or removed, the state of the error changed, which is reported
      // elsewhere. The members of the value have their own policies.
      if (isMap(before) && isMap(after)) yield* compareMembers(pair)
      return
    case 'value':
      if (policy.changed === 'replacement-changed' && isSame(pair.asNow(before), after)) return
      if (!isSame(before, after))
        yield* found(
          before === undefined && 'added' in policy ? policy.added : policy.changed,
          before,
          after,
        )
      return
    case 'shape': {
      // Keep the value under its keyword, because members of `properties` may have any name, such
      // as `title`.
      const [keyword = ''] = pair.path.slice(-1)
      const shape = (value: unknown) => withoutWords({ [keyword]: value })
      if (!isSame(shape(before), shape(after))) yield* found(policy.changed, before, after)
      else if (!isSame(before, after)) yield* found('text-changed', before, after)
      return
    }
    case 'text':
      if (!isSame(before, after) && !isSame(pair.asNow(before), after))
        yield* found(policy.changed, before, after)
      return
    case 'template': {
      const left = new Set(typeof after === 'string' ? placeholdersOf(after) : [])
      const gone = [...new Set(typeof before === 'string' ? placeholdersOf(before) : [])].filter(
        (name) => !left.has(name),
      )
      for (const name of gone) yield* found(policy.removed, name, undefined)
      if (gone.length === 0 && before !== after) yield* found(policy.changed, before, after)
      return
    }
    case 'items':
      yield* compareItems(policy, pair, found)
      return
    case 'members': {
      const each = eachOf(schema)!
      const [old, now] = [asMap(before), asMap(after)]
      for (const name of [...new Set([...old.keys(), ...now.keys()])].sort()) {
        const [from, to] = [old.get(name), now.get(name)]
        // `check` reports unreadable values.
        if (from === unreadable || to === unreadable) continue
        if (from === undefined) {
          const required =
            policy.addedRequired !== undefined && (to as { required?: boolean }).required !== false
          yield* found(
            required ? policy.addedRequired : policy.added,
            undefined,
            promised(each, to),
            [name],
          )
        } else if (to === undefined)
          yield* found(policy.removed, whole ? promised(each, from) : from, undefined, [name])
        else
          yield* compare({ ...pair, schema: each, before: from, after: to, path: [...path, name] })
      }
      return
    }
    case 'scale': {
      const step = (value: unknown) =>
        policy.scale.indexOf(value === undefined ? policy.unset : value)
      const [from, to] = [step(before), step(after)]
      if (from !== to)
        yield* found(to > from ? policy.less : policy.more, policy.scale[from], policy.scale[to])
      return
    }
    case 'statuses':
      yield* compareStatuses(policy, pair, found)
      return
    case 'types': {
      const [from, to] = [typeSet(before), typeSet(after)]
      if (isSame([...from].sort(), [...to].sort())) return
      yield* found(
        [...to].every((type) => from.has(type)) ? policy.narrowed : policy.changed,
        before,
        after,
      )
      return
    }
  }
}

type Found = (
  rule: ChangeRule | null | undefined,
  before: unknown,
  after: unknown,
  below?: Path,
) => Difference[]

function* compareMembers(pair: Pair): Generator<Difference> {
  const { schema, before, after, path } = pair
  for (const [key, member] of membersOf(schema)) {
    const [old, now] = [before, after].map((value) => (isMap(value) ? value[key] : undefined))
    if (old !== undefined || now !== undefined)
      yield* compare({ ...pair, schema: member, before: old, after: now, path: [...path, key] })
  }
}

function* compareItems(
  policy: Policy & { by: 'items' },
  { before, after }: Pair,
  found: Found,
): Generator<Difference> {
  if (policy.changed !== undefined && (before === undefined) !== (after === undefined)) {
    yield* found(policy.changed, before, after)
    return
  }
  const [old, now] = [asList(before), asList(after)]
  const [had, has] = [new Set(old.map(canonical)), new Set(now.map(canonical))]
  for (const item of old)
    if (!has.has(canonical(item))) yield* found(policy.removed, item, undefined)
  for (const [at, item] of now.entries())
    if (!had.has(canonical(item))) yield* found(policy.added, undefined, item, [at])
}

interface Case {
  readonly status: number
}

function* compareStatuses(
  policy: Policy & { by: 'statuses' },
  pair: Pair,
  found: Found,
): Generator<Difference> {
  const cases = (value: unknown) =>
    ((value ?? []) as (Case | number)[]).map((one) =>
      typeof one === 'number' ? { status: one } : one,
    )
  const [old, now] = [cases(pair.before), cases(pair.after)]
  const [was, is] = [old[0]?.status, now[0]?.status]
  const byStatus = new Map([...old].reverse().map((one) => [one.status, one]))
  const left = new Set(now.map(({ status }) => status))
  if (was !== is) yield* found(policy.changed, was, is)
  for (const { status } of old)
    if (!left.has(status) && (status !== was || was === is))
      yield* found(policy.removed, status, undefined)
  for (const [at, after] of now.entries()) {
    const { status } = after
    const before = byStatus.get(status)
    if (before === undefined) {
      if (status !== is || was === is) yield* found(policy.added, undefined, status, [at])
    } else if (pair.whole) {
      const schema = eachOf(pair.schema)!
      for (const [key, member] of membersOf(schema)) {
        if (key === 'status') continue
        const value = (one: Case) => (one as unknown as Record<string, unknown>)[key]
        yield* compare({
          ...pair,
          schema: member,
          before: value(before),
          after: value(after),
          path: [...pair.path, at, key],
        })
      }
    }
  }
}

const words = new Set(['title', 'description', 'default', 'examples'])

/**
 * Removes keywords that are only for readers, such as `title`, from a JSON Schema. Keeps a property
 * that is named `title`.
 */
function withoutWords(schema: unknown): unknown {
  if (Array.isArray(schema) || !isMap(schema)) return schema
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !words.has(key))
      .map(([key, value]) => {
        if (key === 'properties' && isMap(value))
          return [
            key,
            Object.fromEntries(
              Object.entries(value).map(([name, inner]) => [name, withoutWords(inner)]),
            ),
          ]
        return [
          key,
          key === 'items' || key === 'additionalProperties' ? withoutWords(value) : value,
        ]
      }),
  )
}

/** The JSON types that a schema allows. `number` includes `integer`. A missing type allows all. */
function typeSet(type: unknown): Set<string> {
  const named =
    type === undefined ? ['string', 'number', 'boolean', 'object', 'array', 'null'] : [type].flat()
  return new Set(
    named.flatMap((one) => (one === 'number' ? ['number', 'integer'] : [one as string])),
  )
}

function asMap(value: unknown): Map<string, unknown> {
  return new Map(isMap(value) ? Object.entries(value) : [])
}

function asList(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat()
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
