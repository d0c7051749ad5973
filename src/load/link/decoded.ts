import type { Source } from '../../model/source.js'
import type { Vocabulary } from '../../model/vocabulary.js'
import type { DecodedEntry } from '../decode/decode.js'

/** The files of a catalog as data, before references are resolved. */
export interface Decoded {
  readonly vocabulary: Vocabulary
  readonly source: Source
  /** The folder of the catalog. Paths below it must match the codes. */
  readonly folder: string
  readonly entries: readonly DecodedEntry[]
  /** Files with skipped parts. References to errors in them are not reported. */
  readonly broken: readonly Source[]
}
