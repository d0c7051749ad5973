import { type Document, type Node, visit } from 'yaml'
import type { Finding } from '../../model/diagnostic.js'
import type { Source } from '../../model/source.js'
import { endOfLine } from './comments.js'

/** What the parser itself has against a document. */
export function syntaxFindings(source: Source, document: Document.Parsed): Finding[] {
  return problemsOf(document, source.text).map((problem): Finding => {
    const unsupported = problem.code === 'TAG_RESOLVE_FAILED'
    const [message, help] = unsupported
      ? [`Unexpected tag: ${problem.message}.`, 'Remove the tag: a catalog is plain YAML 1.2.']
      : syntaxWords(problem, source.text)
    const [start, end] = problem.pos
    // The parser points at the start of what goes on to the end of the line.
    const last = toEndOfLine.has(problem.code)
      ? start + (/^[^\r\n]*/.exec(source.text.slice(start))?.[0].length ?? 0)
      : end
    return {
      code: unsupported ? 'yaml-unsupported' : 'yaml-syntax',
      message,
      help,
      at: { source, range: [start, Math.max(last, start + 1)] },
    }
  })
}

const toEndOfLine = new Set<Problem['code']>([
  'BLOCK_AS_IMPLICIT_KEY',
  'ITEM_INDENT',
  'UNCLOSED_QUOTE',
])

type ParserProblem = Document.Parsed['errors'][number] | Document.Parsed['warnings'][number]

/** The parser's own, and those that we tell apart from what it says. */
interface Problem extends Pick<ParserProblem, 'message' | 'pos'> {
  readonly code: ParserProblem['code'] | 'ITEM_INDENT' | 'UNCLOSED_QUOTE' | 'QUOTE_IN_QUOTES'
}

/** Of the errors of a document the first, as the rest follow from it. */
function problemsOf(document: Document.Parsed, text: string): Problem[] {
  const { errors, warnings } = document
  const [first] = errors
  // The parser expects a `---` after what it took for a directive.
  const isDirective = warnings.some(
    ({ code, pos }) => code === 'BAD_DIRECTIVE' && first !== undefined && pos[1] <= first.pos[0],
  )
  return [...(first && !isDirective ? [told(first, document, text)] : []), ...warnings]
}

/**
 * The first error as its author would see it: wrong indentation and quotes are noticed by the
 * parser elsewhere or by their consequence.
 */
function told(first: ParserProblem, { contents, errors }: Document.Parsed, text: string): Problem {
  const indented = errors.find(({ code }) => code === 'MULTILINE_IMPLICIT_KEY')
  if (first.code === 'BLOCK_AS_IMPLICIT_KEY' && indented !== undefined) {
    if (text[indented.pos[0]] === '-') return { ...first, code: 'ITEM_INDENT', pos: indented.pos }
    if (indented.pos[0] === first.pos[0]) return indented
  }
  if (first.code === 'BLOCK_IN_FLOW' && /^[^,\]}\n]*: /.test(text.slice(first.pos[0])))
    return { ...first, code: 'BLOCK_AS_IMPLICIT_KEY' }
  if (first.code === 'UNEXPECTED_TOKEN' && /["']/.test(text[first.pos[0] - 1] ?? ''))
    return { ...first, code: 'QUOTE_IN_QUOTES', pos: [first.pos[0] - 1, first.pos[0]] }
  const opening =
    first.code === 'MISSING_CHAR' ? unclosedBefore(contents, first.pos[0], text) : undefined
  return opening === undefined
    ? first
    : { ...first, code: 'UNCLOSED_QUOTE', pos: [opening, opening + 1] }
}

/** Where the last text begins that has an opening quote before a place, and no closing one. */
function unclosedBefore(contents: Node | null, place: number, text: string): number | undefined {
  let opening: number | undefined
  visit(contents, {
    Scalar: (_, { range, type }) => {
      if (!range || range[0] > place) return
      const whole = type === undefined ? undefined : closed[type]
      if (whole && !whole.test(text.slice(range[0], range[1]))) opening = range[0]
    },
  })
  return opening
}

/** Quoted texts that have both of their quotes. */
const closed: Readonly<Record<string, RegExp>> = {
  QUOTE_SINGLE: /^'(?:[^']|'')*'$/,
  QUOTE_DOUBLE: /^"(?:[^"\\]|\\[\s\S])*"$/,
}

function syntaxWords(
  { code, message, pos }: Problem,
  text: string,
): [message: string, help: string] {
  const character = text[pos[0]]
  switch (code) {
    case 'UNCLOSED_QUOTE':
      return [
        `Missing closing \`${character}\` of the text that begins here.`,
        'Write it where the text ends.',
      ]
    case 'QUOTE_IN_QUOTES':
      return [
        'Unexpected text after the quote that ends a quoted text.',
        "Write `''` for an apostrophe inside single quotes, `\\\"` for a quote inside double ones.",
      ]
    case 'BAD_DIRECTIVE':
      return [
        'YAML reads a line that starts with `%` as a directive, so it is not part of the catalog.',
        'If it is part of a text, quote the text, or indent the line. Otherwise delete it.',
      ]
    case 'ITEM_INDENT':
      return [
        'Unexpected indentation of this item, expected the items of a list in one column.',
        'Move it to the column of the items beside it.',
      ]
    case 'BLOCK_AS_IMPLICIT_KEY':
      return [
        'Unexpected second `: ` on one line, expected one key and its value.',
        'Quote the text.',
      ]
    case 'MULTILINE_IMPLICIT_KEY':
      return [
        'Unexpected indentation after this line, expected keys of one map in one column.',
        'Move the next line to the column of the keys beside it.',
      ]
    case 'TAB_AS_INDENT':
      return ['Unexpected tab, expected spaces.', 'Indent with spaces.']
    case 'BAD_SCALAR_START':
      return [
        `Unexpected character ${character} at the start of a text.`,
        character === '%'
          ? 'Quote the text. If the line continues the text above, indent it.'
          : 'Quote the text.',
      ]
    case 'BAD_DQ_ESCAPE':
      return [`Unexpected escape: ${message}.`, 'Double the backslash, or use single quotes.']
    default:
      return [
        `Unexpected YAML: ${message}.`,
        'Mend the syntax. Quote a text that holds `: `, ` #` or starts with a special character.',
      ]
  }
}

/**
 * A dash further in than a line above it that opens no list: few files have one, and most of those
 * in a block of text.
 */
const deeperItem = /(?:^|\n)( *)\S[^\n]*[^\s:|>-][ \t\r]*\n\1[ \t]+- /

/** Whether a file may hold a text with an item in it, which few files do. */
export function mayHoldSwallowedItems(text: string): boolean {
  return deeperItem.test(text)
}

/**
 * Plain texts that go on over a line which begins like an item: valid, and hardly ever what was
 * meant.
 */
export function swallowedItems(
  source: Source,
  document: Document.Parsed,
  index: number,
): Finding[] {
  const findings: Finding[] = []
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (type !== 'PLAIN' || !range) return
      const text = source.text.slice(range[0], range[1])
      const found = text.includes('\n') ? /\n[ \t]*(?=- )/.exec(text) : null
      if (!found) return
      const start = range[0] + found.index + found[0].length
      const end = endOfLine(source.text, start)
      findings.push({
        code: 'swallowed-item',
        severity: 'warning',
        message: 'Unexpected `- ` in a text that began on a line above: this is no item of a list.',
        help: 'Move it to the column of the items beside it. Where the dash is part of the text, quote the text or write it as a block.',
        at: { source, document: index, range: [start, end] },
      })
    },
  })
  return findings
}
