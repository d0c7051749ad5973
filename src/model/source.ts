/** A path in a YAML document: keys of maps and indexes of lists, starting at the root. */
export type Path = readonly (string | number)[]

/**
 * The contents of one file. `file` is relative to the working directory, with `/` as the separator.
 */
export interface Source {
  readonly file: string
  readonly text: string
  /**
   * Set for an executable config. Its values have no position in its text, so findings show their
   * path instead.
   */
  readonly program?: true
}

/** Lines and columns start at 1. Columns count UTF-16 units, as in editors. */
export interface Position {
  readonly line: number
  readonly column: number
}

export interface Span {
  readonly file: string
  readonly start: Position
  readonly end: Position
}

/**
 * The location of a finding: a path in a YAML document, a range of offsets, or the whole file. Only
 * `locateAll` converts an address to a span.
 */
export interface Address {
  readonly source: Source
  /** The index of the document in a YAML stream, from 0. */
  readonly document?: number
  readonly path?: Path
  /** Whether to underline the key or the value at the path. Default: `value`. */
  readonly on?: 'key' | 'value'
  /**
   * Underlines one occurrence of this text in the value, such as a link in prose or a placeholder.
   */
  readonly text?: { readonly value: string; readonly nth: number }
  /** Offsets into `source.text`, instead of a path. */
  readonly range?: readonly [start: number, end: number]
}
