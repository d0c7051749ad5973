import type { Catalog, Entry } from '../model/catalog.js'
import type { Edit } from './edits.js'
import { type DocumentEdits, placeOf, pointTo, replaceBy } from './references.js'

/** The options of `deprecate` and `retire`. */
export interface Ending {
  readonly reason: string
  readonly since?: string | undefined
  readonly replacedBy?: string | undefined
}

/**
 * Returns the edits that deprecate or retire an error. If the error is retired, any `replacedBy`
 * that points to this error is changed to the error's replacement.
 */
export function endingEdits(
  catalog: Catalog,
  entry: Entry,
  key: 'deprecated' | 'retired',
  ending: Ending,
): DocumentEdits[] {
  const known = entry.data[key]
  const given = { since: ending.since, reason: ending.reason, replacedBy: ending.replacedBy }
  const fields = Object.entries(given).filter(([, value]) => value !== undefined)
  const edits: Edit[] = known
    ? fields.map(([field, to]) => ({ set: [key, field], to }))
    : [{ set: [key], to: Object.fromEntries(fields) }]
  return [
    { ...placeOf(entry), edits },
    ...(ending.replacedBy === undefined || key === 'deprecated'
      ? []
      : replaceBy(catalog, entry, ending.replacedBy)),
  ]
}

/** The options of a rename. */
export interface Renaming {
  /** Keep the `type` that clients know. */
  readonly keepType?: boolean
  /** The old code was never published, so it does not become an alias. */
  readonly forget?: boolean
}

/**
 * Returns the edits that rename an error. The old code becomes an alias, and all references are
 * updated.
 */
export function renameEdits(
  catalog: Catalog,
  entry: Entry,
  code: string,
  { keepType, forget }: Renaming = {},
): DocumentEdits[] {
  const own: Edit[] = [
    { set: ['code'], to: code },
    ...(keepType && entry.data.type === undefined ? [{ set: ['type'], to: entry.type }] : []),
    ...aliasEdits(entry, code, forget),
  ]
  return [...pointTo(catalog, entry, code), { ...placeOf(entry), edits: own }]
}

function aliasEdits({ code: old, data }: Entry, code: string, forget = false): Edit[] {
  const alias = data.aliases?.indexOf(code) ?? -1
  if (alias === -1) return forget ? [] : [{ append: ['aliases'], item: old }]
  // The new code is an earlier code of this error, so replace that alias with the old code.
  return [forget ? { remove: ['aliases', alias] } : { set: ['aliases', alias], to: old }]
}
