import type { Node } from 'yaml'
import type { Path } from '../../model/source.js'

/** Text in a file that was meant as part of a value but is not in it. */
export interface DroppedText {
  readonly path: Path
  /** The offsets of the dropped text. */
  readonly range: readonly [number, number]
  readonly message: string
  readonly help: string
}

/** The location of a value. */
export interface Place {
  readonly path: Path
  readonly key: Node | null
  /** The column of its key or dash. A value could continue at a comment further right. */
  readonly indent: number
  readonly inFlow: boolean
}
