import { isMap, isSeq, type Pair, type ParsedNode } from 'yaml'
import type { Splice } from '../facts/splice.js'

/** A parsed key-value pair, including the source ranges of its key and value. */
export type ParsedPair = Pair<ParsedNode, ParsedNode | null>

/** Deletes all lines that the range from `from` to `to` touches. */
export function linesOf(text: string, from: number, to: number): Splice {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const newline = text.indexOf('\n', to)
  return newline === -1
    ? { start: Math.max(0, start - 1), end: text.length, text: '' }
    : { start, end: newline + 1, text: '' }
}

export function insertAt(offset: number, text: string): Splice {
  return { start: offset, end: offset, text }
}

/**
 * Inserts `lines` below the line that contains the offset. If the offset is at the start of a line,
 * for example after a block scalar, inserts them at the offset.
 */
export function afterLine(text: string, offset: number, lines: string): Splice {
  const end = lineEnd(text)
  if (offset > 0 && text[offset - 1] === '\n') return insertAt(offset, `${lines}${end}`)
  const newline = text.indexOf('\n', offset)
  return newline === -1
    ? insertAt(text.length, `${end}${lines}`)
    : insertAt(newline + 1, `${lines}${end}`)
}

export function indented(yaml: string, space: string, text: string): string {
  return yaml.replace(/^(?=.)/gm, space).replaceAll('\n', lineEnd(text))
}

export function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/**
 * Returns the offset where the content of a node or pair ends. A block collection ends with its
 * last item.
 */
export function endOf(item: ParsedNode | ParsedPair): number {
  if (!('range' in item)) {
    const { key, value } = item
    // A key without a value ends after its colon.
    return value === null ? key.range[1] + 1 : Math.max(endOf(value), key.range[1])
  }
  const last = (isMap(item) || isSeq(item)) && !item.flow ? item.items.at(-1) : undefined
  return last ? endOf(last) : item.range[1]
}
