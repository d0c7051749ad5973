import type { Catalog, Entry } from '../../model/catalog.js'
import { type PagePart, pageParts } from '../../model/fields.js'
import { textsOf } from './texts.js'

/** How far one error is written. */
export interface Completeness {
  readonly entry: Entry
  readonly missing: readonly PagePart[]
  /** Parts of which a text says that it is still to be written. */
  readonly begun: readonly PagePart[]
  /** All such texts. */
  readonly todos: number
}

/** A text that its author meant to come back to. */
export const todoPattern = /\b(?:TODO|FIXME|TBD)\b/

/**
 * How far the errors of a catalog are written, one by one. A retired one is a tombstone: nobody has
 * to write it.
 */
export function completenessOf({ entries }: Catalog): Completeness[] {
  return entries
    .filter(({ state }) => state !== 'retired')
    .map((entry) => {
      const todos = textsOf(entry.data).filter(
        ({ path, value }) => path[0] !== 'ignore' && todoPattern.test(value),
      )
      return {
        entry,
        missing: pageParts.filter((part) => entry.data[part] === undefined),
        begun: pageParts.filter((part) => todos.some(({ path }) => path[0] === part)),
        todos: todos.length,
      }
    })
}
