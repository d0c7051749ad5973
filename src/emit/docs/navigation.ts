import { withoutSpanMarks } from '../../facts/markdown/code-spans.js'
import type { Entry } from '../../model/catalog.js'
import type { SystemGroup } from '../groups.js'

/**
 * Pages as a reader goes through them: in the order of catalog.yaml, a level a system and a
 * category.
 */
export type Navigation = readonly NavigationItem[]
export type NavigationItem = NavigationPage | NavigationFolder

/** The page of an error. */
export interface NavigationPage {
  readonly page: string
  readonly label: string
  readonly entry: Entry
}

/** A system or a category: a folder of pages that has a page of its own. */
export interface NavigationFolder {
  /** The folder's path: `unkey/data`. */
  readonly folder: string
  readonly label: string
  /** The folder's own page: `unkey/data/index`. */
  readonly page: string
  readonly items: Navigation
}

export const isFolder = (item: NavigationItem): item is NavigationFolder => 'items' in item

export function navigationOf(groups: readonly SystemGroup[], index: string): Navigation {
  return groups.flatMap((system): Navigation => {
    const items = system.categories.flatMap((category): Navigation => {
      const pages = category.entries.map(
        (entry): NavigationPage => ({ page: entry.page, label: entry.name, entry }),
      )
      return category.name === '' ? pages : [folderOf(category, index, pages)]
    })
    return system.name === '' ? items : [folderOf(system, index, items)]
  })
}

function folderOf(
  { path, title }: { path: string; title: string },
  index: string,
  items: Navigation,
): NavigationFolder {
  return { folder: path, label: withoutSpanMarks(title), page: `${path}/${index}`, items }
}

/** Every folder with what it lists, the output's own first. */
export function foldersOf(
  label: string,
  items: Navigation,
  folder = '',
): Pick<NavigationFolder, 'folder' | 'label' | 'items'>[] {
  const below = items
    .filter(isFolder)
    .flatMap((item) => foldersOf(item.label, item.items, item.folder))
  return [{ folder, label, items }, ...below]
}

/** Every page, those of folders among them. */
export function pagesIn(items: Navigation): string[] {
  return items.flatMap((item) =>
    isFolder(item) ? [item.page, ...pagesIn(item.items)] : [item.page],
  )
}

/** The name of a page or a folder in the folder that lists it. */
export function nameOf(item: NavigationItem): string {
  const path = isFolder(item) ? item.folder : item.page
  return path.slice(path.lastIndexOf('/') + 1)
}
