import type { Catalog, Entry } from '../../model/catalog.js'
import type { Lock, LockedError } from '../../model/lock.js'
import type { Address } from '../../model/source.js'
import { effectiveFields, effectiveVocabulary } from './effective.js'

/** One published error, from a catalog or from a lock. */
export interface Published extends LockedError {
  readonly at: Address
  /** Only set if it comes from a catalog. */
  readonly entry?: Entry
}

/** What was or will be published: a whole catalog, or the part of one that a lock records. */
export interface Snapshot {
  readonly vocabulary: Readonly<Record<string, unknown>>
  readonly errors: ReadonlyMap<string, Published>
  /** Whether it has every field, or only those that the lock records. */
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
    // Computed on demand, because most errors are the same on both sides.
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
