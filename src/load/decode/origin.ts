import type { Node } from 'yaml'
import type { Source } from '../../model/source.js'

/** Where a value came from: its file, and which document of it. */
export interface Origin {
  readonly source: Source
  readonly document: number
}

/** An origin whose syntax tree is still there. */
export interface ParsedOrigin extends Origin {
  readonly root?: Node | null | undefined
}
