import type { Node } from 'yaml'
import type { Path } from '../../model/source.js'

/** Text that was meant as part of a value, but that the parser dropped. */
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
  /** The column of the key or dash. Only text to the right of it can continue the value. */
  readonly indent: number
  readonly inFlow: boolean
}
