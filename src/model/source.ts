/** A YAML path: keys of maps and indexes of lists, from the root of a document. */
export type Path = readonly (string | number)[]

/**
 * One file as it was read. `file` is relative to the working folder, with `/` between its parts.
 */
export interface Source {
  readonly file: string
  readonly text: string
  /**
   * A config that is a program: its values have no place in its text, so findings name their path
   * instead.
   */
  readonly program?: true
}

/** Line and column start at 1; a column counts UTF-16 units, as editors do. */
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
 * Where a finding is, before anybody has asked for its line: a path in a YAML document, a range of
 * offsets, or the file as a whole. Only `locate` turns it into a span.
 */
export interface Address {
  readonly source: Source
  /** Which document of a YAML stream, from 0. */
  readonly document?: number
  readonly path?: Path
  /** Underline the key or the value that the path leads to; `value` by default. */
  readonly on?: 'key' | 'value'
  /** Underline one occurrence of this text inside the value (a link in prose, a placeholder). */
  readonly text?: { readonly value: string; readonly nth: number }
  /** Offsets into `source.text`, in place of a path. */
  readonly range?: readonly [start: number, end: number]
}
