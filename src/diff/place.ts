import type { Published } from '../facts/promise/snapshot.js'
import type { Catalog, Entry } from '../model/catalog.js'
import type { Address, Path } from '../model/source.js'
import type { Vocabulary } from '../model/vocabulary.js'

/**
 * Where an effective field of an error was written: in its own file, or in the line of the
 * vocabulary that it takes it from. `field` is its path in the effective fields; `docs` stands for
 * its page.
 */
export function placeOf(
  after: Published,
  path: Path,
  before: Published | undefined,
  catalog: Catalog,
): Address {
  const { entry } = after
  if (entry === undefined) return after.at
  const [field = ''] = path
  const own = ownPath(entry, path)
  if (own !== undefined) return { ...entry.origin, path: own }
  const inherited = inheritedPath(entry, path, catalog.vocabulary)
  // What the entry said itself and says no more was changed here, whatever holds now.
  const wasOwn =
    before?.entry !== undefined &&
    (before.entry.data as Record<string, unknown>)[String(field)] !== undefined
  if (
    inherited !== undefined &&
    !(wasOwn && before?.entry && ownPath(before.entry, path) !== undefined)
  )
    return { source: catalog.source, path: inherited }
  return { ...entry.origin, path: wasOwn ? [field] : ['code'] }
}

/** The path in the entry's own file; undefined where it does not say it itself. */
function ownPath({ data }: Entry, path: Path): Path | undefined {
  const [field, name, ...rest] = path
  switch (field) {
    case 'docs':
      return undefined
    case 'status': {
      if (data.status === undefined) return undefined
      if (typeof data.status === 'number') return ['status']
      if (name === undefined) return ['status', 0, 'status']
      if (
        rest[0] === 'headers' &&
        rest[1] !== undefined &&
        data.status[Number(name)]?.headers?.[String(rest[1])] === true
      )
        return undefined
      return ['status', name, ...(rest.length > 0 ? rest : ['status'])]
    }
    case 'params':
    case 'headers':
      if (data[field] === undefined) return undefined
      // What a shared one says is said in the vocabulary; that it is taken, here.
      return data[field][String(name)] === true && rest.length > 0 ? undefined : path
    default:
      return field !== undefined && (data as Record<string, unknown>)[String(field)] !== undefined
        ? path
        : undefined
  }
}

/** The path in `catalog.yaml`; undefined where the field can't come from there, or does not. */
function inheritedPath(entry: Entry, path: Path, vocabulary: Vocabulary): Path | undefined {
  const [field, name, ...rest] = path
  const system = vocabulary.systems?.[entry.system]
  switch (field) {
    case 'docs':
      return system?.docs === undefined ? ['docs'] : ['systems', entry.system, 'docs']
    case 'type':
      if (system?.type !== undefined) return ['systems', entry.system, 'type']
      return vocabulary.type === undefined ? inheritedPath(entry, ['docs'], vocabulary) : ['type']
    case 'params':
    case 'headers':
      return entry.data[field]?.[String(name)] === true ? path : undefined
    case 'status':
      if (rest[0] === 'headers') return ['headers', ...rest.slice(1)]
      return categoryPath(entry, 'status', vocabulary)
    case 'retry':
    case 'fault':
    case 'logLevel':
    case 'visibility':
      return categoryPath(entry, field, vocabulary)
    default:
      return undefined
  }
}

function categoryPath(
  entry: Entry,
  field: 'status' | 'retry' | 'fault' | 'logLevel' | 'visibility',
  vocabulary: Vocabulary,
): Path | undefined {
  const own = vocabulary.systems?.[entry.system]?.categories?.[entry.category]
  const category = own ?? vocabulary.categories?.[entry.category]
  if (category === undefined || (field === 'fault' && category.fault === undefined))
    return undefined
  return [
    ...(own ? ['systems', entry.system, 'categories'] : ['categories']),
    entry.category,
    field,
  ]
}

/** Where a field of the effective vocabulary was written. */
export function vocabularyPlace(path: Path, { vocabulary, source }: Catalog): Address {
  const [top, name, field, ...rest] = path
  if (top === 'response') return { source, path: ['response', ...bodyWay([name, field, ...rest])] }
  if (top !== 'systems' || field !== 'response') return { source, path }
  const own = vocabulary.systems?.[String(name)]?.response !== undefined
  return {
    source,
    path: [...(own ? ['systems', String(name), 'response'] : ['response']), ...bodyWay(rest)],
  }
}

/** The body is flat in the effective vocabulary, and a tree where it is written. */
function bodyWay(path: readonly (string | number | undefined)[]): Path {
  const [part, way, ...rest] = path.filter((step) => step !== undefined)
  if (part !== 'body' || way === undefined)
    return [part, way, ...rest].filter((step) => step !== undefined)
  return ['body', ...String(way).split('.'), ...rest]
}
