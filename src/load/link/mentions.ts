import type { CodeShape } from '../../facts/entry/code.js'
import { reaches } from '../../facts/entry/visibility.js'
import { groupBy } from '../../facts/group-by.js'
import { linksOf } from '../../facts/markdown/links.js'
import type { Catalog, Entry, Visibility } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Address, Path } from '../../model/source.js'

/**
 * Reports texts that mention an error by code or alias, although their readers must not see that
 * error. Outputs can't hide a part of a sentence, so showing the text would reveal the error.
 */
export function mentionFindings(
  catalog: Catalog,
  entries: readonly Entry[],
  shape: CodeShape,
): Finding[] {
  const hidden = new Map(
    catalog.entries
      .filter(({ visibility }) => visibility !== 'public')
      .flatMap((entry) =>
        [entry.code, ...(entry.data.aliases ?? [])].map((code) => [code, entry] as const),
      ),
  )
  if (hidden.size === 0) return []
  const findings: Finding[] = []
  const look = (
    text: string,
    readers: Visibility,
    at: Address,
    linked: ReadonlySet<string> = new Set(),
  ) => {
    const seen = new Map<string, number>()
    for (const code of shape.mentions(text)) {
      const nth = seen.get(code) ?? 0
      seen.set(code, nth + 1)
      const target = hidden.get(code)
      if (target === undefined || reaches(readers, target.visibility) || linked.has(code)) continue
      findings.push({
        code: 'hidden-link',
        message: `This ${readers} text mentions \`${code}\`, which is ${target.visibility}.`,
        help: 'Remove the code from the text. You can list it under `related` instead. Pages for readers who must not see the error leave it out.',
        at: { ...at, text: { value: code, nth } },
      })
    }
  }
  for (const { origin, data, visibility } of entries) {
    const links = new Map(linksOf(data).map(({ path, links }) => [keyOf(path), links]))
    for (const { path, value } of stringsOf(data)) {
      const targets = (links.get(keyOf(path)) ?? []).flatMap((link) =>
        link.type === 'errorLink' ? [link.target, link.code] : [],
      )
      look(value, visibility, { ...origin, path }, new Set(targets))
    }
  }
  const { vocabulary, source } = catalog
  for (const { path, title, description, members } of groupTexts(catalog)) {
    const readers = (['public', 'partner', 'internal'] as const).find((one) =>
      members.some(({ visibility }) => visibility === one),
    )
    if (readers === undefined) continue
    look(title, readers, { source, path: [...path, 'title'] })
    look(description ?? '', readers, { source, path: [...path, 'description'] })
  }
  look(vocabulary.name, 'public', { source, path: ['name'] })
  return findings
}

/**
 * Fields that may contain any code, because outputs omit the codes that readers must not see.
 */
const leftOut = new Set([
  'code',
  'aliases',
  'related',
  'deprecated.replacedBy',
  'retired.replacedBy',
])

/** All strings of an entry that an output may show, including samples of code and bodies. */
function stringsOf(value: unknown, path: Path = []): { path: Path; value: string }[] {
  if (leftOut.has(path.join('.'))) return []
  if (typeof value === 'string') return [{ path, value }]
  if (typeof value !== 'object' || value === null) return []
  return Array.isArray(value)
    ? value.flatMap((item, at) => stringsOf(item, [...path, at]))
    : Object.entries(value).flatMap(([key, item]) => stringsOf(item, [...path, key]))
}

const keyOf = (path: Path) => JSON.stringify(path)

function groupTexts({ vocabulary, entries }: Catalog) {
  const systems = Object.entries(vocabulary.systems ?? {})
  const bySystem = groupBy(entries, ({ system }) => system)
  const byCategory = groupBy(entries, ({ category }) => category)
  const byBoth = groupBy(entries, ({ system, category }) => `${system} ${category}`)
  return [
    ...systems.map(([name, system]) => ({
      ...system,
      path: ['systems', name] as Path,
      members: bySystem.get(name) ?? [],
    })),
    ...systems.flatMap(([name, { categories = {} }]) =>
      Object.entries(categories).map(([category, own]) => ({
        ...own,
        path: ['systems', name, 'categories', category] as Path,
        members: byBoth.get(`${name} ${category}`) ?? [],
      })),
    ),
    ...Object.entries(vocabulary.categories ?? {}).map(([category, own]) => ({
      ...own,
      path: ['categories', category] as Path,
      members: byCategory.get(category) ?? [],
    })),
  ]
}
