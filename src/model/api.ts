import type { Document } from 'yaml'
import type { Path, Source } from './source.js'

/**
 * An OpenAPI description of somebody else's, read and indexed. It is never written to but by
 * `merge`.
 */
export interface Api {
  readonly source: Source
  readonly document: Document.Parsed
  /** The same as plain values, aliases followed. */
  readonly value: Readonly<Record<string, unknown>>
  readonly version: '3.0' | '3.1'
  readonly operations: readonly ApiOperation[]
  /** The first reference to another file in which operations may be. */
  readonly elsewhere: Path | undefined
}

export interface ApiOperation {
  /**
   * Method and path, as the catalog writes them: `GET /books/{id}`. More than one where paths lead
   * here by a `$ref`.
   */
  readonly names: readonly [string, ...string[]]
  readonly operationId: string | undefined
  /** Where it stands in the description: `['paths', '/books', 'get']`. */
  readonly at: Path
  /** Its responses by status, `default` among them. Undefined where it has no such map. */
  readonly responses: Readonly<Record<string, unknown>> | undefined
  /**
   * The alias on the way to its responses, or the anchor that an alias stands for: others have
   * these responses too.
   */
  readonly shared?: Path
}
