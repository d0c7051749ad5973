import type { EntryData } from './entry.js'
import type { Source } from './source.js'
import type { Category, ParamSchema, System, Vocabulary } from './vocabulary.js'

/**
 * The parts of a code, as the vocabulary's shape splits it. A part that the shape leaves out is ''.
 */
export interface CodeParts {
  readonly system: string
  readonly category: string
  readonly name: string
}

/** One status that an error is sent with. The first of an entry's is its default. */
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
 * One error: what its author wrote, with the defaults of its category and the shared params filled
 * in.
 */
export interface Entry extends CodeParts {
  readonly code: string
  readonly data: EntryData
  readonly identifier: string
  /** Empty for errors of a command line or a library. */
  readonly statuses: readonly StatusCase[]
  /** RFC 9457 `type`. */
  readonly type: string
  /** Where the page is, as the vocabulary's `docs` says. */
  readonly docsUrl: string
  /** The page's path below an output's folder, without an extension. */
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

/** A catalog whose references all lead somewhere. `entries` are sorted by code. */
export interface Catalog {
  readonly vocabulary: Vocabulary
  readonly source: Source
  readonly entries: readonly Entry[]
  readonly byCode: ReadonlyMap<string, Entry>
  /**
   * What an internal error goes out as. An output that is about other errors knows it too, unless
   * its readers may not.
   */
  readonly unexpected: Entry | undefined
}

export type { Category, System }
