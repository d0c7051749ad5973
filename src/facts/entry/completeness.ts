import type { Catalog, Entry } from '../../model/catalog.js'
import { type PagePart, pageParts } from '../../model/fields.js'
import { textsOf } from './texts.js'

/** How complete one error is. */
export interface Completeness {
  readonly entry: Entry
  readonly missing: readonly PagePart[]
  /** Parts that contain a TODO. */
  readonly begun: readonly PagePart[]
  /** The number of texts with a TODO. */
  readonly todos: number
}

/** Matches text that its author wanted to finish later. */
export const todoPattern = /\b(?:TODO|FIXME|TBD)\b/

/**
 * Returns how complete each error in a catalog is. Skips retired errors, because nobody has to
 * finish them.
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
