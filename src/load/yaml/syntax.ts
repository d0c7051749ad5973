import { type Document, type Node, visit } from 'yaml'
import type { Finding } from '../../model/diagnostic.js'
import type { Source } from '../../model/source.js'
import { endOfLine } from './comments.js'

/** The syntax errors of a document. */
export function syntaxFindings(source: Source, document: Document.Parsed): Finding[] {
  return problemsOf(document, source.text).map((problem): Finding => {
    const unsupported = problem.code === 'TAG_RESOLVE_FAILED'
    const [message, help] = unsupported
      ? [`Unsupported tag: ${problem.message}.`, 'Remove the tag. A catalog is plain YAML 1.2.']
      : syntaxWords(problem, source.text)
    const [start, end] = problem.pos
    // The parser marks only the start of these problems, which extend to the end of the line.
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

/** A problem that the parser reports. errbook splits some of its codes into more specific ones. */
interface Problem extends Pick<ParserProblem, 'message' | 'pos'> {
  readonly code: ParserProblem['code'] | 'ITEM_INDENT' | 'UNCLOSED_QUOTE' | 'QUOTE_IN_QUOTES'
}

/** The first error of a document and all warnings. Other errors are usually caused by the first. */
function problemsOf(document: Document.Parsed, text: string): Problem[] {
  const { errors, warnings } = document
  const [first] = errors
  // If the parser read a line as a directive, it also reports that the `---` after it is missing.
  const isDirective = warnings.some(
    ({ code, pos }) => code === 'BAD_DIRECTIVE' && first !== undefined && pos[1] <= first.pos[0],
  )
  return [...(first && !isDirective ? [told(first, document, text)] : []), ...warnings]
}

/**
 * Returns the first error with a better position and code. The parser often reports wrong
 * indentation and quotes too late.
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

/** The offset of the last unclosed string before `place`. Undefined if all strings are closed. */
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

/** Patterns for strings with a closing quote, by scalar type. */
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
        'If the line is part of a string, quote the string or indent the line. Otherwise, delete the line.',
      ]
    case 'ITEM_INDENT':
      return [
        'This item is not aligned with the other items of its list.',
        'Indent it like the other items.',
      ]
    case 'BLOCK_AS_IMPLICIT_KEY':
      return [
        'This value contains `: `, which YAML reads as the end of a key.',
        'If it is part of the text, quote the text.',
      ]
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
 * Matches a dash that is indented deeper than the line above if that line does not start a list.
 */
const deeperItem = /(?:^|\n)( *)\S[^\n]*[^\s:|>-][ \t\r]*\n\1[ \t]+- /

/**
 * Quick check for list items that may have become part of the string above them. Most files have
 * none.
 */
export function mayHoldSwallowedItems(text: string): boolean {
  return deeperItem.test(text)
}

/**
 * Unquoted strings that contain a line that looks like a list item. This is valid YAML, but rarely
 * intended.
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
