import type { Catalog, Entry } from '../model/catalog.js'
import type { Edit } from './edits.js'
import { type DocumentEdits, placeOf, pointTo, replaceBy } from './references.js'

/** How an error ends: what `deprecate` and `retire` are told. */
export interface Ending {
  readonly reason: string
  readonly since?: string | undefined
  readonly replacedBy?: string | undefined
}

/**
 * An error that is on its way out, or gone. Those that it was to replace are replaced by what
 * replaces it.
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

/** How an error is renamed. */
export interface Renaming {
  /** Its `type` stays what clients know. */
  readonly keepType?: boolean
  /** The old code was never published: nobody has to find it again. */
  readonly forget?: boolean
}

/** An error under another code. Its own entry remembers the old one; every reference follows. */
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
  // On the way back to an earlier code, the one that it gives up takes that alias's place.
  return [forget ? { remove: ['aliases', alias] } : { set: ['aliases', alias], to: old }]
}
