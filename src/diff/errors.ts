import { append } from '../facts/append.js'
import { bodyPlaceholders, envelopeOf } from '../facts/body/envelope.js'
import { codeShape } from '../facts/entry/code.js'
import { identifierOf } from '../facts/entry/names.js'
import { groupBy } from '../facts/group-by.js'
import type { Published, Snapshot } from '../facts/promise/snapshot.js'
import type { Catalog } from '../model/catalog.js'
import type { ChangeRule } from '../model/change.js'

/** A change to an error as a whole. The rule defines the meaning of `before` and `after`. */
export interface Event {
  readonly rule: ChangeRule
  readonly field: string
  readonly before: unknown
  readonly after: unknown
  /** The current error, or the old one if it was removed. */
  readonly error: Published
  /** The field of the entry that caused the change, if there is one. */
  readonly key?: 'retired' | 'deprecated'
}

/** The same error on both sides. Its code may have changed. */
export interface Match {
  readonly before: Published
  readonly after: Published
}

/**
 * Matches old and new errors, and reports added, removed, renamed and retired errors. `matches`
 * does not contain pairs with an unchanged file and vocabulary.
 */
export function matchErrors(
  base: Snapshot,
  head: Snapshot & { catalog: Catalog },
): { matches: Match[]; events: Event[] } {
  const matches: Match[] = []
  const events: Event[] = []
  const heirs = aliasesOf(head)
  const ancestors = aliasesOf(base)
  const folded = new Map(
    [...head.errors.values()].map((error) => [error.code.toLowerCase(), error]),
  )
  const matched = new Set<Published>()
  const added = [...head.errors.values()].filter(({ code }) => !base.errors.has(code))
  const newByTexts = new Map(
    [...groupBy(added, textsOf)].map(([key, group]) => [key, new Set(group)]),
  )
  const match = (before: Published, after: Published) => {
    matches.push({ before, after })
    matched.add(after)
    newByTexts.get(textsOf(after))?.delete(after)
    return after
  }

  for (const before of base.errors.values()) {
    const { code } = before
    const same = head.errors.get(code)
    const heir = heirs.get(code)
    const sameButCase = folded.get(code.toLowerCase())
    if (same) append(events, stateEvents(before, match(before, same)))
    else if (before.state === 'removed') continue
    else if (heir) {
      events.push({
        rule: keepsWire(before, heir, head.catalog) ? 'renamed-keeping-wire' : 'code-renamed',
        field: '',
        before: code,
        after: heir.code,
        error: match(before, heir),
      })
    } else if (sameButCase && !base.errors.has(sameButCase.code)) {
      events.push({
        rule: 'code-case-changed',
        field: '',
        before: code,
        after: sameButCase.code,
        error: match(before, sameButCase),
      })
    } else if (before.state === 'retired')
      events.push({
        rule: 'retired-removed',
        field: '',
        before: code,
        after: undefined,
        error: before,
      })
    else {
      const [alike, another] = before.entry ? (newByTexts.get(textsOf(before)) ?? []) : []
      if (alike && !another)
        events.push({
          rule: 'renamed-without-alias',
          field: '',
          before: code,
          after: alike.code,
          error: match(before, alike),
        })
      else
        events.push({
          rule: 'code-removed',
          field: '',
          before: code,
          after: undefined,
          error: before,
        })
    }
  }
  for (const after of added) {
    if (matched.has(after)) continue
    const ancestor = ancestors.get(after.code)
    if (ancestor && head.errors.has(ancestor.code))
      events.push({
        rule: 'code-reused',
        field: '',
        before: ancestor.code,
        after: after.code,
        error: after,
      })
    else
      events.push({
        rule: 'code-added',
        field: '',
        before: undefined,
        after: after.code,
        error: after,
      })
  }
  const changed = matches.filter(({ before, after }) => !isShared(before, after))
  append(events, [
    ...changed.flatMap((one) => placeEvents(one, head.catalog)),
    ...constantEvents(base, head, changed),
  ])
  return { matches: changed, events }
}

function aliasesOf({ errors }: Snapshot): Map<string, Published> {
  const found = new Map<string, Published>()
  for (const error of errors.values()) {
    const aliases = error.entry
      ? error.entry.data.aliases
      : (error.data.aliases as string[] | undefined)
    for (const alias of aliases ?? []) found.set(alias, error)
  }
  return found
}

function stateEvents(before: Published, after: Published): Event[] {
  const event = (rule: ChangeRule, key?: 'retired' | 'deprecated') => [
    {
      rule,
      field: '',
      before: before.state,
      after: after.state,
      error: after,
      ...(key && { key }),
    },
  ]
  if (before.state === after.state) return []
  if (before.state === 'retired' || before.state === 'removed') return event('retired-revived')
  if (after.state === 'retired') return event('code-retired', 'retired')
  return after.state === 'deprecated'
    ? event('code-deprecated', 'deprecated')
    : event('code-undeprecated')
}

/**
 * Whether responses are unchanged after a rename: `type` is the same, and the response body does
 * not contain the code.
 */
function keepsWire(before: Published, after: Published, { vocabulary }: Catalog): boolean {
  if (before.data.type !== after.data.type) return false
  return !bodyPlaceholders(envelopeOf(vocabulary, after.entry?.system ?? '').body).includes('code')
}

/** Returns the title and the summary of an error as one key. */
function textsOf({ entry }: Published): string {
  return JSON.stringify([entry?.data.title, entry?.data.summary])
}

function placeEvents({ before, after }: Match, catalog: Catalog): Event[] {
  const renamed = before.code !== after.code
  const events: Event[] = []
  // The old page of a renamed error redirects to the new one.
  if (!renamed && before.url !== after.url)
    events.push({
      rule: 'page-moved',
      field: 'docs',
      before: before.url,
      after: after.url,
      error: after,
    })
  const [was, is] = [identifierOfError(before), identifierOfError(after)]
  if (
    was !== is &&
    after.state !== 'retired' &&
    !(renamed && was === ruledIdentifier(before.code, catalog))
  )
    events.push({
      rule: 'constant-changed',
      field: 'identifier',
      before: was,
      after: is,
      error: after,
    })
  return events
}

/** The default constant for a code. After a rename, the old constant still works as an alias. */
function ruledIdentifier(code: string, { vocabulary }: Catalog): string | undefined {
  const split = codeShape(vocabulary).split(code)
  return 'parts' in split ? identifierOf(split.parts) : undefined
}

/**
 * Finds constants that now belong to another error. Code that imports such a constant compiles but
 * means the wrong error.
 */
function constantEvents(base: Snapshot, head: Snapshot, matches: readonly Match[]): Event[] {
  const was = new Map(matches.map(({ before, after }) => [after, identifierOfError(before)]))
  const suspects = [...head.errors.values()].filter(
    (after) => was.has(after) || !base.errors.has(after.code),
  )
  if (suspects.length === 0) return []
  const owners = new Map(
    [...base.errors.values()].map((error) => [identifierOfError(error), error]),
  )
  return suspects.flatMap((after): Event[] => {
    const identifier = identifierOfError(after)
    const owner = identifier === undefined ? undefined : owners.get(identifier)
    if (owner === undefined || was.get(after) === identifier || owner.code === after.code) return []
    return [
      {
        rule: 'constant-reused',
        field: 'identifier',
        before: owner.code,
        after: after.code,
        error: after,
      },
    ]
  })
}

function identifierOfError(error: Published): string | undefined {
  return error.entry?.identifier ?? (error.data.identifier as string | undefined)
}

/**
 * Whether an error is unchanged. If its file and the vocabulary are the same, both sides share one
 * entry object.
 */
function isShared(before: Published, after: Published): boolean {
  return before.entry !== undefined && before.entry === after.entry
}
