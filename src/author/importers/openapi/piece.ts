import type { EntryData } from '../../../model/entry.js'
import type { Members } from './document.js'

/** What an entry came out as, and the body and the type that the catalog gives it. */
export interface Written {
  readonly data: EntryData
  readonly type: string
  readonly body: Members
}

/** A piece of a response, and how to find it in an entry. */
export interface Piece {
  readonly path: readonly string[]
  readonly kind: string
  readonly text: string
  readonly note: string
  find(entry: Written): string | undefined
}
