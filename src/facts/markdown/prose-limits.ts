import type { Finding } from '../../model/diagnostic.js'
import { limits } from '../../model/limits.js'

/** The reason not to parse some text. Parsing it would take quadratic time or worse. */
export type ProseProblem = 'deep' | 'long' | 'marks' | 'items' | 'lazy' | 'underlines'

/** The marks of quotes and lists at the start of a line. */
const containers = /^(?:\s*(?:[-*+>]|\d{1,9}[.)])[ \t]?)+/

/** Marks that a parser pairs within a paragraph. An underscore inside a word does not count. */
const marks = /[[\]<*`~&]|(?<!\w)_|_(?!\w)/g

/**
 * Whether a line may turn the paragraph above it into a heading. Such a line has only marks and
 * ends with `=` or `-`.
 */
function isUnderline(line: string): boolean {
  return /^[\s>*+\d.)=-]+$/.test(line) && /[=-]$/.test(line.trimEnd())
}

/**
 * Returns the reason not to parse this text, or undefined if it can be parsed. Takes linear time.
 */
export function proseProblem(text: string, most: number = limits.prose): ProseProblem | undefined {
  if (text.length > most) return 'long'
  if (/[[(*_`~]{200}/.test(text)) return 'deep'
  let [inParagraph, inContainer, lazy, items, underlines] = [0, false, 0, 0, 0]
  for (const line of text.split('\n')) {
    const lead = containers.exec(line)?.[0]
    const depth = lead?.match(/[-*+>]|\d[.)]/g)?.length ?? 0
    if (depth > limits.proseDepth) return 'deep'
    items += depth
    if (items > limits.proseItems) return 'items'
    if (isUnderline(line) && ++underlines > limits.proseUnderlines) return 'underlines'
    if (/^[\s>]*$/.test(line)) {
      ;[inParagraph, inContainer, lazy] = [0, false, 0]
      continue
    }
    if (lead !== undefined) [inContainer, lazy] = [true, 0]
    else if (inContainer && ++lazy > limits.proseLazyLines) return 'lazy'
    for (const _ of line.matchAll(marks)) inParagraph++
    if (inParagraph > limits.proseMarks) return 'marks'
  }
  return undefined
}

/**
 * The finding for text or an imported page that must not be parsed. Users may not be able to edit a
 * page, so the help suggests leaving the page out.
 */
export function proseRefusal(
  problem: ProseProblem,
  what: 'text' | 'page',
): Pick<Finding, 'code' | 'message' | 'help'> {
  const most = what === 'page' ? limits.page : limits.prose
  const [message, help] = {
    deep: [`This ${what} nests quotes, lists, marks or elements too deeply.`, 'Use fewer levels'],
    long: [`This ${what} has more than ${most} characters.`, 'Split it'],
    underlines: [
      `This ${what} has more than ${limits.proseUnderlines} lines with only \`=\` or \`-\`.`,
      'Use `#` for headings',
    ],
    marks: [
      `A paragraph of this ${what} has more than ${limits.proseMarks} brackets, stars, backticks and other marks.`,
      'Split it with blank lines',
    ],
    items: [
      `This ${what} has more than ${limits.proseItems} list items and quote marks.`,
      'Split it',
    ],
    lazy: [
      `More than ${limits.proseLazyLines} lines of this ${what} continue a quote or a list item without its indentation.`,
      'Add a blank line before them, or indent them',
    ],
  }[problem] as [message: string, help: string]
  return {
    code: problem === 'deep' ? 'nesting-too-deep' : 'text-too-large',
    message,
    help: `${help}${what === 'page' ? ', or leave the page out' : ''}.`,
  }
}
