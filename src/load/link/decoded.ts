import type { Source } from '../../model/source.js'
import type { Vocabulary } from '../../model/vocabulary.js'
import type { DecodedEntry } from '../decode/decode.js'

/** The files of a catalog as data, before anything is looked up. */
export interface Decoded {
  readonly vocabulary: Vocabulary
  readonly source: Source
  /** The catalog's folder: paths below it must agree with codes. */
  readonly folder: string
  readonly entries: readonly DecodedEntry[]
  /**
   * Files of which something was left out. A reference to one of their errors is no mistake of its
   * own.
   */
  readonly broken: readonly Source[]
}
