import { createHash } from 'node:crypto'
import { canonical } from '../facts/canonical.js'
import { groupBy } from '../facts/group-by.js'
import { pathText } from '../facts/path-text.js'
import type { Snapshot } from '../facts/promise/snapshot.js'
import type { Catalog } from '../model/catalog.js'
import type { Change } from '../model/change.js'
import { entrySchema } from '../model/entry.js'
import type { Address } from '../model/source.js'
import { vocabularySchema } from '../model/vocabulary.js'
import { compare, type Difference } from './compare.js'
import { endingOf } from './ending.js'
import { type Event, matchErrors } from './errors.js'
import { placeOf, vocabularyPlace } from './place.js'
import { renaming } from './renaming.js'
import { ruleOf } from './rules.js'

/** A change with its location in the new catalog, or in the old one if the error was removed. */
export interface PlacedChange extends Change {
  readonly at: Address
  /** The reason for retiring or deprecating an error, and its replacement. */
  readonly why?: string | undefined
}

/**
 * Compares a published state with a catalog. Has no side effects. The model declares for each field
 * how it may change, so this code has no list of fields.
 */
export function diff(
  base: Snapshot,
  head: Snapshot & { readonly catalog: Catalog },
): PlacedChange[] {
  const { catalog } = head
  const found: PlacedChange[] = []
  const { matches, events } = matchErrors(base, head)
  for (const event of events) {
    const { rule, field, before, after, error, key } = event
    const code = codeOf(rule, error.code, before)
    const at = placeOfEvent(event, catalog)
    const why = key && error.entry && endingOf(error.entry.data)
    found.push(changeOf({ rule, code, field, before, after, at, why }))
  }
  const asNow = renaming(matches)
  for (const { before, after } of matches) {
    const renamed = before.code !== after.code
    for (const one of compare({
      schema: entrySchema,
      before: before.data,
      after: after.data,
      path: [],
      whole: base.whole && before.entry !== undefined,
      asNow,
    })) {
      // A new code also changes the default `type`, but the rename already covers that. An alias
      // that becomes the current code again was not really removed.
      if (renamed && one.rule === 'type-changed') continue
      if (one.rule === 'alias-removed' && head.errors.has(String(one.before))) continue
      const at = placeOf(after, one.path, before, catalog)
      found.push(changeOf({ ...parts(one), code: after.code, at }))
    }
  }
  const vocabularies = {
    schema: vocabularySchema,
    before: base.vocabulary,
    after: head.vocabulary,
    path: [],
    whole: base.whole,
    asNow,
  }
  for (const one of compare(vocabularies)) {
    found.push(
      changeOf({ ...parts(one), code: 'catalog.yaml', at: vocabularyPlace(one.path, catalog) }),
    )
  }
  return gathered(found, catalog)
}

function placeOfEvent({ error, field, key }: Event, catalog: Catalog): Address {
  if (key) return { ...error.at, path: [key], on: 'key' }
  return field === '' ? error.at : placeOf(error, [field], undefined, catalog)
}

/** The code to report a change under. For a rename, that is the old code, which clients know. */
function codeOf(rule: Change['rule'], code: string, before: unknown): string {
  return rule.includes('renamed') || rule === 'code-case-changed' ? String(before) : code
}

function parts({ rule, path, before, after }: Difference) {
  return { rule, field: pathText(path), before, after }
}

type Told = Omit<PlacedChange, 'level' | 'fingerprint' | 'also'>

function changeOf(told: Told): PlacedChange {
  const { rule, code, field, before = null, after = null } = told
  return {
    ...told,
    level: ruleOf(rule).level,
    fingerprint: hash([rule, code, field, before, after]),
    also: [],
  }
}

function hash(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, 12)
}

/** The same key for all changes with the same cause. Undefined if a change must not be grouped. */
function causeOf({ rule, code, at }: PlacedChange, catalog: Catalog): string | undefined {
  if (at.source === catalog.source) return canonical([rule, at.path])
  return rule === 'text-changed' ? canonical([rule, code]) : undefined
}

/**
 * Merges changes with the same cause. One line of catalog.yaml can change ten thousand errors, and
 * one edit can change every text of a page.
 */
function gathered(changes: readonly PlacedChange[], catalog: Catalog): PlacedChange[] {
  const groups = groupBy(changes, (change, at) => causeOf(change, catalog) ?? String(at))
  return [...groups.values()].map((group) => {
    const [first, ...others] = group
    if (others.length === 0) return first
    return {
      ...first,
      fingerprint: hash(group.map(({ fingerprint }) => fingerprint).sort()),
      also: others.map(({ code, field, before, after }) => ({ code, field, before, after })),
    }
  })
}
