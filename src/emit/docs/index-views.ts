import { byCodePoint } from '../../facts/by-code-point.js'
import { codeShape } from '../../facts/entry/code.js'
import { groupBy } from '../../facts/group-by.js'
import type { Catalog, Entry } from '../../model/catalog.js'
import { type CategoryGroup, groupsOf, type SystemGroup } from '../groups.js'
import { Sentence } from '../template/context.js'
import { envelopeViews } from './envelope-views.js'
import { list, type PageLink } from './view.js'

/** What the indexes of an output take beside the catalog. */
export interface IndexSetting {
  readonly catalog: Catalog
  /** Whether a system lists its categories. */
  readonly hasCategories: boolean
  /** How a page links to the page of an error. */
  linkFrom(path: string): PageLink
  /** How a page links to the index of a system or category; null where there is none. */
  indexLink(from: string, group: SystemGroup | CategoryGroup): string | null
  /** A title or description as templates see it. */
  words(text: string): string | Sentence
  /** The same for an attribute of a card. */
  card(text: string): string
}

/** What the templates of the overview, of a system and of a category may see. */
export function indexViews(setting: IndexSetting) {
  const { catalog, words, card } = setting
  const { uses } = codeShape(catalog.vocabulary)
  const groups = groupsOf(catalog)
  const hasStatus = catalog.entries.some(isSentOrExits) || null

  const rows = (from: string, entries: readonly Entry[]) =>
    entries.map((entry) => rowView(entry, setting.linkFrom(from), hasStatus))

  const category = (from: string, group: CategoryGroup) => ({
    name: group.name,
    title: words(group.title),
    description: group.description && words(group.description),
    card: { title: card(group.title), description: group.description && card(group.description) },
    url: setting.indexLink(from, group),
    count: group.entries.length,
    hasStatus,
    errors: rows(from, group.entries),
  })

  const system = (from: string, group: SystemGroup) => ({
    name: group.name,
    title: words(group.title),
    description: group.description && words(group.description),
    url: setting.indexLink(from, group),
    count: group.entries.length,
    hasStatus,
    errors: rows(from, group.entries),
    categories: setting.hasCategories ? group.categories.map((one) => category(from, one)) : null,
  })

  const overview = (from: string) => ({
    name: catalog.vocabulary.name,
    shape: catalog.vocabulary.code,
    count: catalog.entries.length,
    envelopes: envelopeViews(catalog),
    // Where codes name neither, there is one group, and nothing to say of it.
    grouped: uses.system || uses.category || null,
    hasStatus,
    systems: groups.map((group) => system(from, group)),
    tags:
      uses.system || uses.category
        ? null
        : list(
            tagGroups(catalog.entries).map(({ name, entries }) => ({
              name,
              hasStatus,
              errors: rows(from, entries),
            })),
          ),
  })

  return { category, system, overview }
}

function isSentOrExits({ statuses, data }: Entry): boolean {
  return statuses.length > 0 || data.exitCode !== undefined
}

/** Errors by their first tag, in the order of the tags. Those without one come last. */
function tagGroups(entries: readonly Entry[]): { name: string | null; entries: Entry[] }[] {
  const byTag = groupBy(entries, ({ data }) => data.tags?.[0] ?? '')
  const untagged = byTag.get('') ?? []
  byTag.delete('')
  if (byTag.size === 0) return []
  return [
    ...[...byTag]
      .sort(([a], [b]) => byCodePoint(a, b))
      .map(([name, members]) => ({ name, entries: members })),
    ...(untagged.length > 0 ? [{ name: null, entries: untagged }] : []),
  ]
}

/** One row of an index. `hasStatus` is whether the index has a column for statuses. */
export function rowView(entry: Entry, link: PageLink, hasStatus: true | null = true) {
  return {
    code: entry.code,
    name: entry.name,
    url: link(entry.code) ?? entry.docsUrl,
    hasStatus,
    status: entry.statuses.map(({ status }) => status).join(', '),
    exitCode: entry.data.exitCode ?? null,
    title: new Sentence(entry.data.title),
    summary: new Sentence(entry.data.summary),
    retired: entry.state === 'retired' || null,
    deprecated: entry.state === 'deprecated' || null,
    aliases: list(entry.data.aliases ?? []),
  }
}
