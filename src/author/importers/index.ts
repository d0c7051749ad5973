import type { SizeName } from '../../files/sizes.js'
import type { Finding } from '../../model/diagnostic.js'
import type { ImportMapping } from '../../model/import-mapping.js'
import type { Imported, ImportSettings, SourcePage } from './importer.js'
import { csvItems, type ReadItems, yamlItems } from './items.js'
import { importList } from './list.js'
import type { ReadYaml } from './mdx/frontmatter.js'
import { importPages } from './mdx/pages.js'
import { importOpenApi } from './openapi/openapi.js'

/** The input of an importer: the files and the user's settings. */
export interface ImporterInput {
  readonly name: string
  readonly files: readonly SourcePage[]
  readonly settings: ImportSettings
  readonly mapping: ImportMapping
  /** Returns the location for findings about a field of the mapping. */
  readonly mappingAt: (field: string) => Finding['at']
  readonly readYaml: ReadYaml
}

/** A format to import errors from. */
export interface Importer {
  readonly name: string
  readonly summary: string
  /** The files to read: all files in a folder with these extensions, or one file. */
  readonly reads: { readonly folder: RegExp } | 'file'
  /**
   * Whether to read `$ref`s to other files and allow merge keys (`<<`). API descriptions use both.
   */
  readonly followsReferences?: true
  readonly limit: SizeName
  run(input: ImporterInput): Imported
}

/** Returns the only file, for formats that read a single file. */
const fileOf = ({ files }: ImporterInput): SourcePage => files[0]!

const list = (
  name: string,
  summary: string,
  itemsOf: (input: ImporterInput) => ReadItems,
): Importer => ({
  name,
  summary,
  reads: 'file',
  limit: name === 'csv' ? 'table' : 'list',
  run: (input) => importList({ ...input, file: fileOf(input), ...itemsOf(input) }),
})

const yaml = (input: ImporterInput) =>
  yamlItems(fileOf(input).source, input.mapping.items, input.readYaml)

/** All formats. */
export const importers: readonly Importer[] = [
  {
    name: 'mdx',
    summary: 'A folder of error pages in MDX or Markdown, from any docs platform or none.',
    reads: { folder: /\.(?:mdx?|markdown)$/i },
    limit: 'page',
    run: ({ name, files, settings, mapping, readYaml }) =>
      importPages({ name, pages: files, settings, headings: mapping.headings ?? {}, readYaml }),
  },
  {
    name: 'openapi',
    summary: 'The error responses of an OpenAPI description, in YAML or JSON.',
    reads: 'file',
    followsReferences: true,
    limit: 'list',
    run: ({ name, files, settings, readYaml }) =>
      importOpenApi({ name, files, settings, readYaml }),
  },
  list('json', 'A list of errors in JSON.', yaml),
  list('yaml', 'A list of errors in YAML.', yaml),
  list('csv', 'A table with one error per row.', (input) => csvItems(fileOf(input).source)),
]
