import type { Published } from '../facts/promise/snapshot.js'
import type { Catalog, Entry } from '../model/catalog.js'
import type { Address, Path } from '../model/source.js'
import type { Vocabulary } from '../model/vocabulary.js'

/**
 * The location of an effective field of an error, which is in the error's file, or in catalog.yaml
 * if the field is inherited. `path` is a path in the effective fields. In it, `docs` means the URL
 * of the page.
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
  // If the entry set the field before and no longer does, the change was made in the entry.
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

/** The path in the file of the entry. Undefined if the entry does not set the field. */
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
      // A shared param or header is defined in catalog.yaml. The entry only refers to it.
      return data[field][String(name)] === true && rest.length > 0 ? undefined : path
    default:
      return field !== undefined && (data as Record<string, unknown>)[String(field)] !== undefined
        ? path
        : undefined
  }
}

/** The path in catalog.yaml. Undefined if the field is not inherited from there. */
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

/** The location of a field of the effective vocabulary. */
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

/**
 * Converts a path in a response of the effective vocabulary to a path in catalog.yaml. A body is
 * flat in the effective vocabulary, but nested in catalog.yaml.
 */
function bodyWay(path: readonly (string | number | undefined)[]): Path {
  const [part, way, ...rest] = path.filter((step) => step !== undefined)
  if (part !== 'body' || way === undefined)
    return [part, way, ...rest].filter((step) => step !== undefined)
  return ['body', ...String(way).split('.'), ...rest]
}
