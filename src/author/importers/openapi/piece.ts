import type { EntryData } from '../../../model/entry.js'
import type { Members } from './document.js'

/** A written entry, with the `type` and the response body that the catalog defines for it. */
export interface Written {
  readonly data: EntryData
  readonly type: string
  readonly body: Members
}

/** A piece of a response. `find` returns the entry field that contains the piece. */
export interface Piece {
  readonly path: readonly string[]
  readonly kind: string
  readonly text: string
  readonly note: string
  find(entry: Written): string | undefined
}
