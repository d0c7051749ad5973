import type { Catalog, Entry } from '../../model/catalog.js'
import type { Lock, LockedError } from '../../model/lock.js'
import type { Address } from '../../model/source.js'
import { effectiveFields, effectiveVocabulary } from './effective.js'

/** One error as others know it. */
export interface Published extends LockedError {
  readonly at: Address
  /** Where it is known from a catalog, and not from a lock. */
  readonly entry?: Entry
}

/** What was published, or is going to be: a catalog whole, or what a lock remembers of one. */
export interface Snapshot {
  readonly vocabulary: Readonly<Record<string, unknown>>
  readonly errors: ReadonlyMap<string, Published>
  /** Whether it knows every field, or only those that the lock remembers. */
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
    // Worked out when asked for: most errors are the same on both sides.
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
