import type { EntryData } from './entry.js'
import type { Source } from './source.js'
import type { Category, ParamSchema, System, Vocabulary } from './vocabulary.js'

/**
 * The parts of a code, split by the shape in the vocabulary. A part that is not in the shape is ''.
 */
export interface CodeParts {
  readonly system: string
  readonly category: string
  readonly name: string
}

/** One status that an error is sent with. The first one of an entry is its default. */
export interface StatusCase {
  readonly status: number
  readonly title: string
  readonly when?: string
  readonly headers: Readonly<Record<string, HeaderSpec>>
}

export interface HeaderSpec {
  readonly description: string
  readonly type: 'string' | 'integer' | 'number' | 'boolean'
  readonly value: string
  readonly required: boolean
}

/**
 * One error as its author wrote it, with the defaults of its category and the shared params filled
 * in.
 */
export interface Entry extends CodeParts {
  readonly code: string
  readonly data: EntryData
  readonly identifier: string
  /** Empty for errors of a command-line program or a library. */
  readonly statuses: readonly StatusCase[]
  /** RFC 9457 `type`. */
  readonly type: string
  /** The URL of the page, from `docs` in the vocabulary. */
  readonly docsUrl: string
  /** The path of the page in an output's folder, without extension. */
  readonly page: string
  readonly params: Readonly<Record<string, ParamSchema>>
  readonly headers: Readonly<Record<string, HeaderSpec>>
  readonly retry: Retry | undefined
  readonly fault: Fault | undefined
  readonly visibility: Visibility
  readonly state: 'active' | 'deprecated' | 'retired'
  readonly origin: { readonly source: Source; readonly document: number }
}

export type Retry = 'never' | 'after_fix' | 'transient' | 'throttled'
export type Fault = 'client' | 'server' | 'upstream'
export type Visibility = 'public' | 'partner' | 'internal'

/** A catalog without broken references. `entries` are sorted by code. */
export interface Catalog {
  readonly vocabulary: Vocabulary
  readonly source: Source
  readonly entries: readonly Entry[]
  readonly byCode: ReadonlyMap<string, Entry>
  /**
   * The error that is sent for internal errors. Every output includes this error, unless the
   * output's readers must not see it.
   */
  readonly unexpected: Entry | undefined
}

export type { Category, System }
