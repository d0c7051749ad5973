import type { Document } from 'yaml'
import type { Path, Source } from './source.js'

/** An indexed OpenAPI description, which belongs to the user. Only `merge` changes it. */
export interface Api {
  readonly source: Source
  readonly document: Document.Parsed
  /** The document as plain values, with aliases resolved. */
  readonly value: Readonly<Record<string, unknown>>
  readonly version: '3.0' | '3.1'
  readonly operations: readonly ApiOperation[]
  /** The first reference to another file that may contain operations. */
  readonly elsewhere: Path | undefined
}

export interface ApiOperation {
  /**
   * Method and path in the format of the catalog: `GET /books/{id}`. There are several if other
   * paths refer to this operation with `$ref`.
   */
  readonly names: readonly [string, ...string[]]
  readonly operationId: string | undefined
  /** Its path in the description: `['paths', '/books', 'get']`. */
  readonly at: Path
  /** Its responses by status, including `default`. Undefined if it has no valid `responses`. */
  readonly responses: Readonly<Record<string, unknown>> | undefined
  /** The path of the alias or anchor, if other operations share these responses. */
  readonly shared?: Path
}
