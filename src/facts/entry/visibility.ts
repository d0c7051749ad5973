import type { Catalog, Entry, Visibility } from '../../model/catalog.js'
import type { Vocabulary } from '../../model/vocabulary.js'
import { categoriesOf, codeShape } from './code.js'

const order: readonly Visibility[] = ['public', 'partner', 'internal']

/**
 * Whether readers of `audience` may see something with this visibility. They also see everything
 * that is more public.
 */
export function reaches(audience: Visibility, visibility: Visibility): boolean {
  return order.indexOf(visibility) <= order.indexOf(audience)
}

/** The filters for the errors of an output. */
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

/**
 * Returns the part of a catalog that an output may show. Removes other entries, references to them,
 * and names in the vocabulary that only those entries use, so that no emitter can show them.
 */
export function select(catalog: Catalog, { audience, only }: Selection): Catalog {
  const chosen = catalog.entries.filter(
    (entry) => reaches(audience, entry.visibility) && isChosen(entry, only),
  )
  if (chosen.length === catalog.entries.length) return catalog
  const codes = new Set(chosen.map(({ code }) => code))
  const entries = chosen.map((entry) => withoutOthers(entry, codes))
  // Every system sends the unexpected error for internal errors, so each output needs it, even if
  // `only` does not include it.
  const unexpected =
    catalog.unexpected && reaches(audience, catalog.unexpected.visibility)
      ? withoutOthers(catalog.unexpected, codes)
      : undefined
  const vocabulary = vocabularyOf(
    catalog.vocabulary,
    unexpected ? [...entries, unexpected] : entries,
  )
  return {
    ...catalog,
    vocabulary,
    entries,
    byCode: new Map(entries.map((entry) => [entry.code, entry])),
    unexpected,
  }
}

/**
 * Returns the names in `only` that do not exist in the catalog. Each comes with its key in `only`,
 * its index in that list, and the names that exist.
 */
export function unknownNames(
  { vocabulary, entries }: Catalog,
  only: Selection['only'],
): { key: 'systems' | 'categories' | 'tags'; at: number; name: string; known: string[] }[] {
  const systems = Object.keys(vocabulary.systems ?? {})
  const known = {
    systems,
    categories: [
      ...new Set(
        ['', ...systems].flatMap((system) => Object.keys(categoriesOf(vocabulary, system))),
      ),
    ],
    tags: [...new Set(entries.flatMap(({ data }) => data.tags ?? []))],
  }
  return (['systems', 'categories', 'tags'] as const).flatMap((key) =>
    [...(only?.[key] ?? []).entries()].flatMap(([at, name]) =>
      known[key].includes(name) ? [] : [{ key, at, name, known: known[key] }],
    ),
  )
}

function isChosen(entry: Entry, only: Selection['only']): boolean {
  if (only?.systems && !only.systems.includes(entry.system)) return false
  if (only?.categories && !only.categories.includes(entry.category)) return false
  return !only?.tags || only.tags.some((tag) => entry.data.tags?.includes(tag))
}

/** Removes references to errors that are not in `codes`. Links in prose are handled elsewhere. */
function withoutOthers(entry: Entry, codes: ReadonlySet<string>): Entry {
  const { related, deprecated, retired } = entry.data
  const isOther = (code: string | undefined) => code !== undefined && !codes.has(code)
  if (
    !related?.some(({ code }) => isOther(code)) &&
    !isOther(deprecated?.replacedBy) &&
    !isOther(retired?.replacedBy)
  )
    return entry
  const { related: _, ...data } = entry.data
  const kept = related?.filter(({ code }) => !isOther(code)) ?? []
  const ending = <T extends { replacedBy?: string | undefined }>({ replacedBy, ...rest }: T): T =>
    (isOther(replacedBy) ? rest : { ...rest, replacedBy }) as T
  return {
    ...entry,
    data: {
      ...data,
      ...(kept.length > 0 && { related: kept }),
      ...(deprecated && { deprecated: ending(deprecated) }),
      ...(retired && { retired: ending(retired) }),
    },
  }
}

/** The part of the vocabulary that these entries use. */
function vocabularyOf(vocabulary: Vocabulary, entries: readonly Entry[]): Vocabulary {
  const shape = codeShape(vocabulary)
  const used = entries.flatMap(({ system, category, data }) => [
    { system, category },
    // An earlier code may use a category that has no errors anymore.
    ...(data.aliases ?? []).flatMap((alias) => {
      const split = shape.split(alias)
      return 'parts' in split ? [split.parts] : []
    }),
  ])
  const names = <T>(of: (entry: Entry) => Readonly<Record<string, T>>) =>
    new Set(entries.flatMap((entry) => Object.keys(of(entry))))
  const { unexpected, systems, categories, params, headers, ...rest } = vocabulary
  const usedBy = (system: string) =>
    new Set(used.filter((parts) => parts.system === system).map(({ category }) => category))
  return {
    ...rest,
    ...(unexpected !== undefined &&
      entries.some(({ code }) => code === unexpected) && { unexpected }),
    ...(systems && {
      systems: mapValues(
        pick(systems, new Set(used.map(({ system }) => system))),
        (system, name) =>
          system.categories
            ? { ...system, categories: pick(system.categories, usedBy(name)) }
            : system,
      ),
    }),
    ...(categories && {
      categories: pick(categories, new Set(used.map(({ category }) => category))),
    }),
    ...(params && {
      params: pick(
        params,
        names((entry) => entry.params),
      ),
    }),
    ...(headers && {
      headers: pick(
        headers,
        names((entry) =>
          Object.assign({}, entry.headers, ...entry.statuses.map((status) => status.headers)),
        ),
      ),
    }),
  }
}

function pick<T>(
  record: Readonly<Record<string, T>>,
  names: ReadonlySet<string>,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name)))
}

function mapValues<T>(
  record: Readonly<Record<string, T>>,
  map: (value: T, name: string) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]))
}
