/**
 * Past these an input is refused with a finding: a parser is a program that its input can exhaust. Each is far
 * beyond what a catalog that people read comes to. `docs/parts/catalog-format.md` lists them, and a test compares.
 */
export const limits = {
  /** Characters of a file. */
  bytes: 2_000_000,
  /** Levels of maps and lists in each other. */
  depth: 64,
  /** Nodes that the aliases of a document stand for. */
  aliases: 100,
  /** Aliases in a document: the parser searches all anchors for each of them. */
  aliasesInDocument: 1_000,
  /** Characters of a text in Markdown. */
  prose: 50_000,
  /** Characters of a page to import. */
  page: 500_000,
  /** Quotes and lists in each other at the start of a line of Markdown, which costs the square of its depth. */
  proseDepth: 40,
  /** Brackets, stars and other marks in one paragraph: the parser compares many of them with many others. */
  proseMarks: 4_000,
  /** Quote marks and list items in a text of Markdown. */
  proseItems: 8_000,
  /** Lines of a quote or a list item that lack its mark or indentation. */
  proseLazyLines: 200,
  /** Characters of one part of a code. */
  codePart: 128,
  /** Characters of a `pattern`: compiling one can't be interrupted. */
  pattern: 2_000,
  /** Characters of an API description. */
  apiBytes: 20_000_000,
  /** Levels of maps and lists in an API description. */
  apiDepth: 200,
  /** Nodes that the aliases of an API description stand for. */
  apiAliases: 10_000,
  /** Levels of objects and lists in a `docs.json` or `package.json`. */
  jsonDepth: 200,
} as const
