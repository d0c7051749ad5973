import type { CodeParts } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { EntryData } from '../../model/entry.js'
import type { Source } from '../../model/source.js'
import type { Vocabulary } from '../../model/vocabulary.js'
import type { Block, LeftOut, Remark } from './ledger.js'

/**
 * A page or a description as it was read: its file, and where it is below the folder that was
 * named, without its extension.
 */
export interface SourcePage {
  readonly source: Source
  readonly path: string
}

/** What the user said beside the files themselves. */
export interface ImportSettings {
  /** The shape of codes, where the one that the sources suggest won't do. */
  readonly code?: string
  /** Where the pages are on the web. */
  readonly docs?: string
  readonly name?: string
  readonly kind?: 'http' | 'cli' | 'library'
  /** What a page's site is built with, where its pages leave that open. */
  readonly platform?: string
  /** The status of errors whose source tells none. */
  readonly status?: number
  /** The codes that have an entry already: what it has is not guessed. */
  readonly known?: ReadonlySet<string>
  /** The vocabulary of the catalog that is merged into. */
  readonly vocabulary?: Vocabulary
}

/** One error as its source has it, ready to be written. */
export interface ImportedEntry {
  readonly data: EntryData
  readonly parts: CodeParts
  /** Where it came from. */
  readonly source: Source
  readonly line: number
}

/** Everything that an importer made of its input, and what became of every block. */
export interface Imported {
  readonly vocabulary: Vocabulary
  readonly entries: readonly ImportedEntry[]
  readonly blocks: readonly Block[]
  /** What is no block of a page: a key of frontmatter, a comment, an anchor of a link. */
  readonly remarks: readonly Remark[]
  /** Pages that no entry was made of. */
  readonly leftOut?: readonly LeftOut[]
  readonly findings: readonly Finding[]
  /** The docs platform that the pages are of, if they are. */
  readonly platform?: string
}
