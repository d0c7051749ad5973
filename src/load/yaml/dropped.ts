import type { Node } from 'yaml'
import type { Path } from '../../model/source.js'

/** Words that are in a file, but not in the value that they were written for. */
export interface DroppedText {
  readonly path: Path
  /** From the first dropped character to the last. */
  readonly range: readonly [number, number]
  readonly message: string
  readonly help: string
}

/** Where a value is. */
export interface Place {
  readonly path: Path
  readonly key: Node | null
  /** The column of its key or dash. A comment further right is where the value could go on. */
  readonly indent: number
  readonly inFlow: boolean
}
