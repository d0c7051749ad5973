import { withoutSpanMarks } from '../../facts/markdown/code-spans.js'
import type { Entry } from '../../model/catalog.js'
import type { SystemGroup } from '../groups.js'

/**
 * The pages in the order of catalog.yaml. Systems and categories are folders.
 */
export type Navigation = readonly NavigationItem[]
export type NavigationItem = NavigationPage | NavigationFolder

/** The page of an error. */
export interface NavigationPage {
  readonly page: string
  readonly label: string
  readonly entry: Entry
}

/** A system or category, which is a folder of pages with an index page. */
export interface NavigationFolder {
  /** The path of the folder: `unkey/data`. */
  readonly folder: string
  readonly label: string
  /** The index page of the folder: `unkey/data/index`. */
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

/** Returns all folders with their items. The output folder comes first. */
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

/** Returns all pages, including the index pages of folders. */
export function pagesIn(items: Navigation): string[] {
  return items.flatMap((item) =>
    isFolder(item) ? [item.page, ...pagesIn(item.items)] : [item.page],
  )
}

/** Returns the name of a page or folder within its parent folder. */
export function nameOf(item: NavigationItem): string {
  const path = isFolder(item) ? item.folder : item.page
  return path.slice(path.lastIndexOf('/') + 1)
}
