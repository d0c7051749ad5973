import type { CodeParts } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { EntryData } from '../../model/entry.js'
import type { Source } from '../../model/source.js'
import type { Vocabulary } from '../../model/vocabulary.js'
import type { Block, LeftOut, Remark } from './ledger.js'

/** A page or description to import, with its path below the given folder, without extension. */
export interface SourcePage {
  readonly source: Source
  readonly path: string
}

/** The settings that the user gave. */
export interface ImportSettings {
  /** The format of codes. By default, the importer derives it from the sources. */
  readonly code?: string
  /** The URL template of the pages. */
  readonly docs?: string
  readonly name?: string
  readonly kind?: 'http' | 'cli' | 'library'
  /** The docs platform, if it can't be detected from the pages. */
  readonly platform?: string
  /** The status for errors that have no status in the source. */
  readonly status?: number
  /** Codes that already have an entry. Their fields are not guessed. */
  readonly known?: ReadonlySet<string>
  /** The vocabulary of the catalog to merge into. */
  readonly vocabulary?: Vocabulary
}

/** An imported error, ready to be written. */
export interface ImportedEntry {
  readonly data: EntryData
  readonly parts: CodeParts
  /** The file that the error came from. */
  readonly source: Source
  readonly line: number
}

/** The result of an importer, including the fate of every block. */
export interface Imported {
  readonly vocabulary: Vocabulary
  readonly entries: readonly ImportedEntry[]
  readonly blocks: readonly Block[]
  /** Dropped content that is not a block: frontmatter keys, comments, link anchors. */
  readonly remarks: readonly Remark[]
  /** Pages that did not produce an entry. */
  readonly leftOut?: readonly LeftOut[]
  readonly findings: readonly Finding[]
  /** The docs platform of the pages, if known. */
  readonly platform?: string
}
