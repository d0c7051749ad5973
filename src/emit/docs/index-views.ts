import { byCodePoint } from '../../facts/by-code-point.js'
import { codeShape } from '../../facts/entry/code.js'
import { groupBy } from '../../facts/group-by.js'
import type { Catalog, Entry } from '../../model/catalog.js'
import { type CategoryGroup, groupsOf, type SystemGroup } from '../groups.js'
import { Sentence } from '../template/context.js'
import { envelopeViews } from './envelope-views.js'
import { list, type PageLink } from './view.js'

/** The settings for the index pages of an output. */
export interface IndexSetting {
  readonly catalog: Catalog
  /** Whether the view of a system lists its categories. */
  readonly hasCategories: boolean
  /** Returns the links from a page to the pages of errors. */
  linkFrom(path: string): PageLink
  /** Returns the link to the index of a system or category. Null if it has no index. */
  indexLink(from: string, group: SystemGroup | CategoryGroup): string | null
  /** Returns a title or description in the form that templates use. */
  words(text: string): string | Sentence
  /** Returns a title or description for an attribute of a card. */
  card(text: string): string
}

/** Returns the views for the templates of the overview, systems and categories. */
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
    // If codes have neither system nor category, there is only one group, so the page shows no
    // groups.
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

/** Groups errors by their first tag, sorted by tag. Errors without tags come last. */
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

/** Returns one row of an index. `hasStatus` sets whether the index has a column for statuses. */
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
