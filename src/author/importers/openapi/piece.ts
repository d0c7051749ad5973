import type { EntryData } from '../../../model/entry.js'
import type { Members } from './document.js'

/** An entry as written, with its body and type according to the catalog. */
export interface Written {
  readonly data: EntryData
  readonly type: string
  readonly body: Members
}

/** A piece of a response, with a function that finds it in an entry. */
export interface Piece {
  readonly path: readonly string[]
  readonly kind: string
  readonly text: string
  readonly note: string
  find(entry: Written): string | undefined
}
