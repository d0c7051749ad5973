import { fenceFor, longestRun } from '../facts/markdown/fence.js'
import { inert, visibleLine } from './plain.js'

// Escapes text from a catalog for Markdown that GitHub renders.

/** A code span for any value, including values with backticks. */
export function codeSpan(value: string): string {
  const shown = visibleLine(value)
  if (shown.trim() === '') return ''
  const ticks = '`'.repeat(longestRun(shown, '`') + 1)
  // Parsers drop one space at each end of a code span.
  const pad = /^`|`$|^ .* $/.test(shown) ? ' ' : ''
  return `${ticks}${pad}${shown}${pad}${ticks}`
}

/** A piece of a sentence: code or plain text. */
interface Piece {
  readonly isCode: boolean
  readonly text: string
}

/**
 * Escapes text that may contain `values` in backticks. Nothing else in it becomes markup, a link or
 * a mention.
 */
export function markdownText(value: string): string {
  return joined(
    visibleLine(value)
      .split(/(`[^`]+`)/)
      .flatMap((part, at): Piece[] =>
        at % 2 === 1
          ? [{ isCode: true, text: part.slice(1, -1) }]
          : part.split(/(\s+)/).map((text) => ({ isCode: isTaken(text), text })),
      ),
  )
}

/**
 * Whether GitHub would turn a word into a mention, link, issue, commit, formula or emoji.
 * Backslashes do not prevent that, so such words become code.
 */
function isTaken(word: string): boolean {
  return /@|:\/\/|www\.|#\d|GH-\d|\$|:[\w+-]+:|\b(?=[a-f]*\d)[\da-f]{7,40}\b/i.test(word)
}

/**
 * Writes pieces as Markdown. Adjacent pieces of code become one span, because their backticks would
 * run together.
 */
function joined(pieces: readonly Piece[]): string {
  const merged: Piece[] = []
  for (const piece of pieces) {
    if (piece.text === '') continue
    const last = merged.at(-1)
    if (last?.isCode === piece.isCode)
      merged[merged.length - 1] = { ...piece, text: last.text + piece.text }
    else merged.push(piece)
  }
  return merged
    .map(({ isCode, text }) => (isCode ? codeSpan(text) || text : escapedText(text)))
    .join('')
}

function escapedText(text: string): string {
  return text.replace(/[\\`*_[\]<>~&]/g, '\\$&')
}

/**
 * Escapes Markdown for a table cell. GitHub splits cells at `|` before it parses code spans. A `|`
 * after an even number of backslashes ends a cell.
 */
export function cell(markdown: string): string {
  return markdown.replace(
    /(\\*)\|/g,
    (_, slashes: string) => `${slashes}${slashes.length % 2 === 0 ? '\\' : '\\\\'}|`,
  )
}

/**
 * A code block for any text. Its lines are also made safe for terminals and CI logs, which ignore
 * the fence.
 */
export function fenced(contents: string, language: string): string {
  const shown = inert(contents.split('\n').map(visibleLine).join('\n'))
  const fence = fenceFor(shown, '`')
  return `${fence}${language}\n${shown}\n${fence}`
}
