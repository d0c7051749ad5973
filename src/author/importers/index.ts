import type { Imported, ImportSettings, SourcePage } from './importer.js'
import type { ReadYaml } from './mdx/frontmatter.js'
import type { Part } from './mdx/headings.js'
import { importPages } from './mdx/pages.js'

/** What an importer is given: what was read, and what the user said. */
export interface ImporterInput {
  readonly name: string
  readonly files: readonly SourcePage[]
  readonly settings: ImportSettings
  readonly headings: Readonly<Record<string, Part>>
  readonly readYaml: ReadYaml
}

/** One format that errors can be imported from. */
export interface Importer {
  readonly name: string
  readonly summary: string
  /** The files that it reads: all of a folder with these endings, or one file. */
  readonly reads: { readonly folder: RegExp } | 'file'
  run(input: ImporterInput): Imported
}

const mdx: Importer = {
  name: 'mdx',
  summary: 'A folder of error pages: MDX or Markdown, of any docs platform or of none.',
  reads: { folder: /\.(?:mdx?|markdown)$/i },
  run: ({ files, ...input }) => importPages({ pages: files, ...input }),
}

/** The formats, by name. */
export const importers: readonly Importer[] = [mdx]
