import type { Scalar } from 'yaml'
import { columnOf } from '../../facts/column-of.js'
import type { Place } from './dropped.js'

/** The offsets of a comment after a scalar if the comment may be meant as part of the value. */
export function commentAfter(
  node: Scalar,
  { indent }: Place,
  text: string,
): readonly [number, number] | undefined {
  if (!node.range) return undefined
  const [start, end] = node.range
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
    const header = /[|>][-+\d]*/y
    header.lastIndex = start
    const inHeader = header.test(text) ? commentOn(text, header.lastIndex) : undefined
    if (inHeader && isGlued(text, inHeader)) return inHeader
    return commentBelow(text, end, indent)
  }
  // An empty value begins where its comment begins.
  if (start === end) return commentOn(text, start, /[ \t]*/y)
  return (
    commentOn(text, end) ?? (node.type === 'PLAIN' ? commentBelow(text, end, indent) : undefined)
  )
}

/** Whether no space follows the `#`, as in `#42`. */
export function isGlued(text: string, comment: readonly [number, number]): boolean {
  return /^#+[^\s#]/.test(text.slice(...comment))
}

/** The comment on the rest of a line. */
export function commentOn(
  text: string,
  from = 0,
  gap = /[ \t]+/y,
): readonly [number, number] | undefined {
  gap.lastIndex = from
  if (!gap.test(text) || text[gap.lastIndex] !== '#') return undefined
  return [gap.lastIndex, endOfLine(text, gap.lastIndex)]
}

/** The comment on the next non-empty line, if a value could continue there. */
function commentBelow(
  text: string,
  from: number,
  indent: number,
): readonly [number, number] | undefined {
  const gap = /(?:[ \t]*\r?\n)*[ \t]+/y
  gap.lastIndex = from
  if (!gap.test(text) || text[gap.lastIndex] !== '#' || columnOf(text, gap.lastIndex) <= indent)
    return undefined
  return [gap.lastIndex, endOfLine(text, gap.lastIndex)]
}

/** The offset at which the line ends. */
export function endOfLine(text: string, from: number): number {
  const rest = /[^\r\n]*/y
  rest.lastIndex = from
  rest.test(text)
  return rest.lastIndex
}
