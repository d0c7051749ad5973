import { categoriesOf } from '../facts/entry/code.js'
import { groupBy } from '../facts/group-by.js'
import type { Catalog, Entry } from '../model/catalog.js'

/** The errors of one category, with its title and description. */
export interface CategoryGroup {
  readonly name: string
  readonly title: string
  readonly description: string | null
  /** Path below the output folder, such as `unkey/data`. Empty if codes have no category. */
  readonly path: string
  readonly entries: readonly Entry[]
}

export interface SystemGroup {
  readonly name: string
  readonly title: string
  readonly description: string | null
  readonly path: string
  readonly categories: readonly CategoryGroup[]
  readonly entries: readonly Entry[]
}

/** Groups the errors by system and category, in the order of catalog.yaml. Skips empty groups. */
export function groupsOf({ vocabulary, entries }: Catalog): SystemGroup[] {
  const bySystem = groupBy(entries, (entry) => entry.system)
  return inOrder(Object.keys(vocabulary.systems ?? {}), bySystem).map(([name, members]) => {
    const system = Object.hasOwn(vocabulary.systems ?? {}, name)
      ? vocabulary.systems?.[name]
      : undefined
    const categories = categoriesOf(vocabulary, name)
    const byCategory = groupBy(members, (entry) => entry.category)
    return {
      name,
      title: system?.title ?? vocabulary.name,
      description: system?.description ?? null,
      path: name,
      entries: members,
      categories: inOrder(Object.keys(categories), byCategory).map(([category, own]) => ({
        name: category,
        title: categories[category]?.title ?? system?.title ?? vocabulary.name,
        description: categories[category]?.description ?? null,
        path: [name, category].filter((part) => part !== '').join('/'),
        entries: own,
      })),
    }
  })
}

function inOrder(
  names: readonly string[],
  groups: ReadonlyMap<string, Entry[]>,
): [string, Entry[]][] {
  return [...groups].sort(([a], [b]) => names.indexOf(a) - names.indexOf(b))
}
