import { fenceFor, longestRun } from '../facts/markdown/fence.js'
import { inert, visibleLine } from './plain.js'

// Text from a catalog in Markdown that GitHub renders.

/** A code span that is one whatever is in it. */
export function codeSpan(value: string): string {
  const shown = visibleLine(value)
  if (shown.trim() === '') return ''
  const ticks = '`'.repeat(longestRun(shown, '`') + 1)
  // One space at both ends is dropped by a parser.
  const pad = /^`|`$|^ .* $/.test(shown) ? ' ' : ''
  return `${ticks}${pad}${shown}${pad}${ticks}`
}

/** A piece of a sentence: code as it is to be read, or words. */
interface Piece {
  readonly isCode: boolean
  readonly text: string
}

/**
 * A sentence with `values` in it. Nothing of it can become markup, a link, or a mention of
 * somebody.
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
 * Whether GitHub makes something of a word: a mention, a link, an issue, a commit, a formula, an
 * emoji. No backslash helps.
 */
function isTaken(word: string): boolean {
  return /@|:\/\/|www\.|#\d|GH-\d|\$|:[\w+-]+:|\b(?=[a-f]*\d)[\da-f]{7,40}\b/i.test(word)
}

/** Code beside code is one span: the marks of two would run together. */
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
 * A cell of a table. A bar counts before code does, and one behind an even number of backslashes
 * ends a cell.
 */
export function cell(markdown: string): string {
  return markdown.replace(
    /(\\*)\|/g,
    (_, slashes: string) => `${slashes}${slashes.length % 2 === 0 ? '\\' : '\\\\'}|`,
  )
}

/**
 * A fence that holds whatever is in it. It stops no terminal and no CI, so its lines are made inert
 * as well.
 */
export function fenced(contents: string, language: string): string {
  const shown = inert(contents.split('\n').map(visibleLine).join('\n'))
  const fence = fenceFor(shown, '`')
  return `${fence}${language}\n${shown}\n${fence}`
}
