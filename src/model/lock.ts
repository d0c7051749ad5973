import type { Address } from './source.js'

/** The name of the lock file, which is next to `catalog.yaml`. */
export const lockName = 'catalog.lock.jsonl'
/** The file with accepted breaking changes, next to the lock file. */
export const acceptedName = 'catalog.accepted.yaml'

/**
 * The version of the lock file format. A lock file with a newer version is rejected, because this
 * version of errbook does not know what it promises.
 */
export const lockFormat = 1

/** One published error, with the promised fields by their names in the entry format. */
export interface LockedError {
  readonly code: string
  /**
   * `removed` means that the error was deleted from the catalog and that this change was accepted.
   * Only its code stays reserved.
   */
  readonly state: 'active' | 'deprecated' | 'retired' | 'removed'
  /** The fields that are promised. */
  readonly data: Readonly<Record<string, unknown>>
  /** The path of its page in an output's folder. */
  readonly page: string
  /** The URL of its page. */
  readonly url: string
  /** Earlier URLs of its page. They are kept because links to them may still exist. */
  readonly urls: readonly string[]
  /** Its line in the lock file. */
  readonly at: Address
}

export interface Lock {
  readonly file: string
  readonly vocabulary: Readonly<Record<string, unknown>>
  readonly errors: ReadonlyMap<string, LockedError>
}
