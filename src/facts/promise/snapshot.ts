import type { Catalog, Entry } from '../../model/catalog.js'
import type { Lock, LockedError } from '../../model/lock.js'
import type { Address } from '../../model/source.js'
import { effectiveFields, effectiveVocabulary } from './effective.js'

/** A published error, from a catalog or from a lock file. */
export interface Published extends LockedError {
  readonly at: Address
  /** Only set if the error comes from a catalog. */
  readonly entry?: Entry
}

/** A catalog that was or will be published: all of it, or the part that a lock file records. */
export interface Snapshot {
  readonly vocabulary: Readonly<Record<string, unknown>>
  readonly errors: ReadonlyMap<string, Published>
  /** Whether errors have all their fields, not only those that a lock file records. */
  readonly whole: boolean
  readonly catalog?: Catalog
}

export function snapshotOf(catalog: Catalog): Snapshot {
  const { vocabulary } = catalog
  return {
    vocabulary: effectiveVocabulary(vocabulary),
    errors: new Map(catalog.entries.map((entry) => [entry.code, published(entry, catalog)])),
    whole: true,
    catalog,
  }
}

export function snapshotOfLock(lock: Lock): Snapshot {
  return { vocabulary: lock.vocabulary, errors: lock.errors, whole: false }
}

function published(entry: Entry, { vocabulary }: Catalog): Published {
  return {
    code: entry.code,
    state: entry.state,
    // Computed only when needed, because most errors are the same on both sides.
    get data() {
      return effectiveFields(entry, vocabulary)
    },
    page: entry.page,
    url: entry.docsUrl,
    urls: [],
    entry,
    at: { ...entry.origin, path: ['code'] },
  }
}
