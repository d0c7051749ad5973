import type { DiagnosticCode } from './code.js'

/**
 * Input that exceeds one of these limits is rejected with a finding, because it could exhaust a
 * parser. The limits are far above the size of any real catalog.
 */
export const limits = {
  bytes: 2_000_000,
  values: 150_000,
  depth: 64,
  aliases: 100,
  aliasesInDocument: 1_000,
  prose: 500_000,
  proseMarks: 4_000,
  proseItems: 8_000,
  proseLazyLines: 200,
  proseUnderlines: 1_000,
  proseDepth: 40,
  codePart: 128,
  pattern: 2_000,
  page: 500_000,
  pageBraces: 4_000,
  apiBytes: 20_000_000,
  apiDepth: 200,
  apiAliases: 10_000,
  apiFiles: 1_000,
  jsonDepth: 200,
} as const

/** What each limit counts, and the code of its finding. The table in the docs shows both. */
export const limitTexts: Readonly<
  Record<keyof typeof limits, readonly [counts: string, code: DiagnosticCode]>
> = {
  bytes: ['Characters of a YAML file', 'file-too-large'],
  // Each key and each value takes two kilobytes in a syntax tree.
  values: ['Keys and values of a YAML file', 'file-too-large'],
  depth: ['Levels of nested maps and lists', 'nesting-too-deep'],
  aliases: ['Nodes that aliases of one anchor expand to', 'alias-expansion'],
  // The parser searches all anchors for each alias.
  aliasesInDocument: ['Aliases in a document', 'alias-expansion'],
  prose: ['Characters of a Markdown text', 'text-too-large'],
  // A parser compares each of these marks with many others to find pairs.
  proseMarks: [
    'Brackets, asterisks, backticks and other marks in a Markdown paragraph',
    'text-too-large',
  ],
  proseItems: ['List items and quote marks in a Markdown text', 'text-too-large'],
  proseLazyLines: [
    'Consecutive lines that continue a quote or a list item without its indentation',
    'text-too-large',
  ],
  // For each underline, the parser scans the whole text again.
  proseUnderlines: [
    'Lines with only `=` or `-` in a Markdown text, which create headings',
    'text-too-large',
  ],
  proseDepth: ['Levels of nested quotes and lists in Markdown', 'nesting-too-deep'],
  codePart: ['Characters of a system, category or name in a code', 'invalid-code'],
  // Compiling a pattern can't be interrupted.
  pattern: ['Characters of a `pattern`', 'slow-pattern'],
  page: ['Characters of a page to import', 'text-too-large'],
  // At each brace, the parser checks whether an expression ends there.
  pageBraces: [
    'Closing braces outside of code blocks in a page to import, if it is MDX',
    'text-too-large',
  ],
  apiBytes: ['Characters of an API description', 'file-too-large'],
  apiDepth: ['Levels of maps and lists in an API description', 'nesting-too-deep'],
  apiAliases: [
    'Nodes that aliases of one anchor in an API description expand to',
    'alias-expansion',
  ],
  apiFiles: ['Files that an API description to import is split over', 'file-too-large'],
  jsonDepth: ['Levels of objects and lists in a `docs.json`', 'nav-file'],
}
