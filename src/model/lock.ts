import type { Address } from './source.js'

/** The lock, beside `catalog.yaml`. */
export const lockName = 'catalog.lock.jsonl'
/** The breaks that were accepted, beside it. */
export const acceptedName = 'catalog.accepted.yaml'

/**
 * The format of the lock. A lock of a newer one is refused: this errbook can't know what it
 * promises.
 */
export const lockFormat = 1

/** One published error: what others rely on, by the names of the format. */
export interface LockedError {
  readonly code: string
  /**
   * `removed`: gone from the catalog, as was accepted. Nothing is promised of it but that its code
   * stays taken.
   */
  readonly state: 'active' | 'deprecated' | 'retired' | 'removed'
  /** Its fields as far as they are promised. */
  readonly data: Readonly<Record<string, unknown>>
  /** The path of its page below an output's folder. */
  readonly page: string
  /** Where its page is. */
  readonly url: string
  /** Where its page was before: a published URL is not forgotten. */
  readonly urls: readonly string[]
  /** Its line. */
  readonly at: Address
}

export interface Lock {
  readonly file: string
  readonly vocabulary: Readonly<Record<string, unknown>>
  readonly errors: ReadonlyMap<string, LockedError>
}
