import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { columnOf } from '../../facts/column-of.js'
import { type Shape, shapeAt } from '../../facts/entry/texts.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Path, Source } from '../../model/source.js'
import { quote } from '../decode/words.js'
import { commentAfter, commentOn, isGlued } from './comments.js'
import type { DroppedText, Place } from './dropped.js'
import { shorten, shown, words } from './dropped-words.js'

// Finds words in valid YAML that are lost because the parser reads them as a comment, an anchor or
// a tag.

/** Whether a file may have a comment after a value, an anchor or a tag. Most files have none. */
export function mayDropText(text: string): boolean {
  return /\S[ \t]+#|\n[ \t]+#|(?:^|[\s[{,])[&!]/.test(text)
}

interface Search {
  readonly text: string
  /** The shape that defines which fields are prose. If undefined, no field is prose. */
  readonly shape: Shape | undefined
  /** The anchors that aliases in the document use. */
  readonly usedAnchors: ReadonlySet<string>
}

/**
 * Finds the text that the parser dropped from a document. A comment counts as dropped text if it
 * follows unquoted prose, because people would read it as part of the prose. If no space follows
 * the `#`, a comment after any value counts.
 */
export function droppedText(root: Node | null, search: Search): DroppedText[] {
  return inNode(root, { path: [], key: null, indent: -1, inFlow: false }, search)
}

export function droppedFinding(
  { path, range, message, help }: DroppedText,
  source: Source,
  document: number,
): Finding {
  return { code: 'dropped-text', message, help, at: { source, document, path, range } }
}

function inNode(node: Node | null, place: Place, search: Search): DroppedText[] {
  if (isScalar(node))
    return [
      ...between(node, place, search),
      ...before(node, place, search),
      ...after(node, place, search),
    ]
  if (!isCollection(node)) return []
  const inFlow = place.inFlow || node.flow === true
  const indentOf = (begin: Node | null) =>
    begin?.range && !node.flow ? columnOf(search.text, begin.range[0]) : place.indent
  const inside = isMap(node)
    ? node.items.flatMap(({ key, value }) => {
        const name = isScalar(key) ? String(key.value) : ''
        const indent = indentOf(key as Node | null)
        const member: Place = {
          path: [...place.path, name],
          key: key as Node | null,
          indent,
          inFlow,
        }
        return [
          ...inKey(key as Node | null, member, search),
          ...inNode(value as Node | null, member, search),
        ]
      })
    : node.items.flatMap((item, at) => {
        const path = [...place.path, at]
        const member: Place = { path, key: null, indent: indentOf(node), inFlow }
        return inNode(item as Node | null, member, search)
      })
  return node.flow
    ? [...inside, ...inGaps(node, place, search), ...after(node, place, search)]
    : inside
}

/** Reports a key that is cut off by a comment, so that its colon is lost. */
function inKey(key: Node | null, place: Place, { text }: Search): DroppedText[] {
  if (!isScalar(key) || key.type !== 'PLAIN' || !key.range) return []
  const comment = commentOn(text, key.range[1])
  if (
    comment === undefined ||
    /\?[ \t]*$/.test(text.slice(Math.max(0, key.range[0] - 8), key.range[0]))
  )
    return []
  return [
    {
      path: place.path,
      range: comment,
      message: `YAML reads ${shown(text, comment)} as a comment, so ${quote(shorten(String(key.value)))} has no value.`,
      help: 'Quote the key if this is part of it. Otherwise write `:` before the comment.',
    },
  ]
}

/** Reports a comment after a key or dash if the value starts on a later line. */
function between(node: Scalar, place: Place, { text, shape }: Search): DroppedText[] {
  const { path } = place
  const start = node.range?.[0] ?? 0
  const from = markBefore(text, start, place)
  if (from === undefined) return []
  const comment = commentOn(text, from, /[ \t]*[:-]?[ \t]+/y)
  if (comment === undefined || comment[1] > start) return []
  if (!isGlued(text, comment) && shapeAtPath(shape, path)?.prose !== true) return []
  const message = `YAML reads ${shown(text, comment)} as a comment, so it is missing from the text.`
  return [
    {
      path,
      range: comment,
      message,
      help: 'If this is the start of the text, quote the text. If it is a comment, move it above the text.',
    },
  ]
}

/** Reports comments after a comma or the opening bracket of a flow collection. */
function inGaps(node: YAMLMap | YAMLSeq, { path }: Place, { text }: Search): DroppedText[] {
  const parts = isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : node.items
  const ranges = parts
    .map((part) => (part as Node | null)?.range)
    .filter((range) => range !== undefined && range !== null)
  const [opening = 0, closing = 0] = node.range ?? []
  const starts = [...ranges.map(([start]) => start), closing]
  return starts.flatMap((start, at): DroppedText[] => {
    const end = ranges[at - 1]?.[1] ?? opening + 1
    const comma = at === 0 ? end : text.slice(end, start).search(/,/) + end + 1
    const comment = comma > end || at === 0 ? commentOn(text, comma) : undefined
    if (comment === undefined || comment[1] > start || !isGlued(text, comment)) return []
    const message = `YAML reads ${shown(text, comment)} as a comment, so it is missing from the value.`
    return [
      {
        path,
        range: comment,
        message,
        help: 'If this is the start of the text, quote the text. If it is a comment, write a space after `#`.',
      },
    ]
  })
}

/** The end of the key, or the position of the dash, before a value. Undefined in a flow list. */
function markBefore(
  text: string,
  start: number,
  { key, indent, inFlow }: Place,
): number | undefined {
  if (key?.range) return key.range[1]
  return inFlow ? undefined : dashBefore(text, start, indent)
}

/** The position of the dash of an item that starts on a later line. */
function dashBefore(text: string, start: number, indent: number): number | undefined {
  let lineStart = text.lastIndexOf('\n', start - 1) + 1
  while (lineStart > 0) {
    const above = text.lastIndexOf('\n', lineStart - 2) + 1
    const line = text.slice(above, lineStart)
    if (line[indent] === '-' && line.slice(0, indent).trim() === '') return above + indent
    if (!/^[ \t]*(?:#.*)?\r?\n$/.test(line)) return undefined
    lineStart = above
  }
  return undefined
}

/** Reports an unused anchor or the tag `!` before a value. */
export function before(node: Scalar, { path }: Place, search: Search): DroppedText[] {
  const { text } = search
  const start = node.range?.[0] ?? 0
  const mark = droppedMark(node, path, search)
  if (mark === undefined) return []
  const at = text.lastIndexOf(mark, Math.max(0, start - mark.length))
  if (at === -1) return []
  const whole = text.slice(at, node.range?.[1])
  return [
    {
      path,
      range: [at, at + mark.length],
      message: `YAML reads ${quote(mark)} as ${mark === '!' ? 'a tag' : 'an anchor'}, so it is not part of the text.`,
      help: `Quote the text: ${JSON.stringify(shorten(whole))}. Or delete ${quote(mark)}.`,
    },
  ]
}

function droppedMark(
  { anchor, tag }: Scalar,
  path: Path,
  { shape, usedAnchors }: Search,
): string | undefined {
  const isWord = anchor !== undefined && anchor !== '' && !usedAnchors.has(anchor)
  if (isWord && (shapeAtPath(shape, path)?.prose === true || !/^[\w-]+$/.test(anchor)))
    return `&${anchor}`
  return tag === '!' ? '!' : undefined
}

/** Reports a comment after a value. */
export function after(node: Scalar | Node, place: Place, search: Search): DroppedText[] {
  const { text } = search
  const comment = isScalar(node)
    ? commentAfter(node, place, text)
    : commentOn(text, node.range?.[1])
  if (comment === undefined) return []
  const prose = isOpenProse(node, place.path, search.shape)
  // In a flow collection, a comment on its own line is intended.
  const isApart = place.inFlow && text.slice(node.range?.[1], comment[0]).includes('\n')
  if (!isGlued(text, comment) && (!prose || isApart)) return []
  return [{ path: place.path, range: comment, ...words(node, place, comment, { text, prose }) }]
}

/** Whether a value is unquoted prose, or a list that ends with it. */
function isOpenProse(node: Node, path: Path, shape: Shape | undefined): boolean {
  if (isScalar(node))
    return (
      node.type !== 'QUOTE_DOUBLE' &&
      node.type !== 'QUOTE_SINGLE' &&
      shapeAtPath(shape, path)?.prose === true
    )
  const last = isSeq(node) ? node.items.at(-1) : undefined
  return isScalar(last) && isOpenProse(last, [...path, 0], shape)
}

function shapeAtPath(shape: Shape | undefined, path: Path): Shape | undefined {
  return shape && shapeAt(shape, path)
}
