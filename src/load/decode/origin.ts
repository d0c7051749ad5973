import type { Node } from 'yaml'
import type { Source } from '../../model/source.js'

/** The location of a value: its file and the index of its document. */
export interface Origin {
  readonly source: Source
  readonly document: number
}

/** An origin with its syntax tree, if it is still available. */
export interface ParsedOrigin extends Origin {
  readonly root?: Node | null | undefined
}
