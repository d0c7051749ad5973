import type { Catalog, Entry, Visibility } from '../model/catalog.js'

const order: readonly Visibility[] = ['public', 'partner', 'internal']

/** Whether readers of `audience` may see what is `visibility`: an audience is a ceiling. */
export function reaches(audience: Visibility, visibility: Visibility): boolean {
  return order.indexOf(visibility) <= order.indexOf(audience)
}

/** What an output may be about. */
export interface Selection {
  readonly audience: Visibility
  readonly only?:
    | {
        readonly systems?: readonly string[] | undefined
        readonly categories?: readonly string[] | undefined
        readonly tags?: readonly string[] | undefined
      }
    | undefined
}

/** The part of a catalog that an output may show: what is left out is not in it at all. */
export function select(catalog: Catalog, { audience, only }: Selection): Catalog {
  const entries = catalog.entries.filter((entry) => reaches(audience, entry.visibility) && isChosen(entry, only))
  if (entries.length === catalog.entries.length) return catalog
  return { ...catalog, entries, byCode: new Map(entries.map((entry) => [entry.code, entry])) }
}

function isChosen(entry: Entry, only: Selection['only']): boolean {
  if (only?.systems && !only.systems.includes(entry.system)) return false
  if (only?.categories && !only.categories.includes(entry.category)) return false
  return !only?.tags || only.tags.some((tag) => entry.data.tags?.includes(tag))
}
