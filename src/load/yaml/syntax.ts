import { type Document, type Node, visit } from 'yaml'
import type { Finding } from '../../model/diagnostic.js'
import type { Source } from '../../model/source.js'
import { endOfLine } from './comments.js'

/** What the parser itself has against a document. */
export function syntaxFindings(source: Source, document: Document.Parsed): Finding[] {
  return problemsOf(document, source.text).map((problem): Finding => {
    const unsupported = problem.code === 'TAG_RESOLVE_FAILED'
    const [message, help] = unsupported
      ? [`Unsupported tag: ${problem.message}.`, 'Remove the tag. A catalog is plain YAML 1.2.']
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
        `Missing closing \`${character}\` of the string that starts here.`,
        'Add it at the end of the string.',
      ]
    case 'QUOTE_IN_QUOTES':
      return [
        'Unexpected text after the closing quote of a string.',
        "Write `''` for an apostrophe inside single quotes, and `\\\"` for a quote inside double quotes.",
      ]
    case 'BAD_DIRECTIVE':
      return [
        'YAML reads a line that starts with `%` as a directive, so it is not part of the catalog.',
        'If it is part of a text, quote the text, or indent the line. Otherwise delete it.',
      ]
    case 'ITEM_INDENT':
      return [
        'This item is not aligned with the other items of its list.',
        'Indent it like the other items.',
      ]
    case 'BLOCK_AS_IMPLICIT_KEY':
      return ['Unexpected second `: ` on one line.', 'If it is part of the value, quote the value.']
    case 'MULTILINE_IMPLICIT_KEY':
      return [
        'The keys after this line are not aligned with the other keys.',
        'Indent the next line like the other keys.',
      ]
    case 'TAB_AS_INDENT':
      return ['Unexpected tab, expected spaces.', 'Indent with spaces.']
    case 'BAD_SCALAR_START':
      return [
        `Unexpected character ${character} at the start of a string.`,
        character === '%'
          ? 'Quote the text. If the line continues the text above, indent it.'
          : 'Quote the text.',
      ]
    case 'BAD_DQ_ESCAPE':
      return [`Invalid escape: ${message}.`, 'Double the backslash, or use single quotes.']
    default:
      return [
        `Invalid YAML: ${message}.`,
        'Fix the syntax. Quote strings that contain `: ` or ` #`, or start with a special character.',
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
        message: 'This `- ` is part of the text above, not an item of the list.',
        help: 'Indent it like the other items. If the dash is part of the text, quote the text or write it as a block.',
        at: { source, document: index, range: [start, end] },
      })
    },
  })
  return findings
}
