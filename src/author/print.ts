import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import type { Path } from '../model/source.js'
import { isCompact, width } from './layout.js'
import { blockText, type Context, inlineText, isBlockText } from './scalar.js'

/** Thrown for a node without a canonical form, such as a tag or a key that is not a string. */
export class Unprintable extends Error {}

/** Where a node is printed: the indentation of its parent, the start column, and the path. */
interface Place {
  readonly indent: number
  readonly column: number
  readonly path: Path
}

type Collection = YAMLMap | YAMLSeq

/** Prints the map of a document in canonical style, including comments and a final line end. */
export function printRoot(root: YAMLMap, path: Path = []): string {
  if (propsOf(root) !== '') throw new Unprintable()
  return `${comments(root.commentBefore, 0)}${itemLines(root, 0, path)}\n`
}

/**
 * Prints a value after `key:` in a map at `indent`, including the space or line end before the
 * value.
 */
export function printValue(node: Node | null, place: Place): string {
  if (node === null) return ''
  const inner = place.indent + 2
  const before = comments(node.commentBefore, inner)
  if (isBlock(node, place))
    return `${propsOf(node)}\n${before}${itemLines(node, inner, place.path)}`
  return before === ''
    ? ` ${printText(node, place)}`
    : `\n${before}${' '.repeat(inner)}${printText(node, place)}`
}

/** Prints a value on one line, without comments. */
export function printFlow(node: Node | null, context: Context): string {
  if (node === null) return ''
  if (isAlias(node)) return `*${node.source}`
  const props = propsOf(node).trimStart()
  const start = props === '' ? '' : `${props} `
  if (isScalar(node))
    return (
      start +
      (typeof node.value === 'string'
        ? (visibleEscapes(node) ?? inlineText(node.value, context))
        : (node.source ?? String(node.value)))
    )
  if (isSeq(node))
    return `${start}[${node.items.map((item) => printFlow(item as Node, 'flow')).join(', ')}]`
  if (!isMap(node)) throw new Unprintable()
  const pairs = node.items.map((pair) =>
    `${keyText(pair)}: ${printFlow(pair.value as Node | null, 'flow')}`.trimEnd(),
  )
  return start + (pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`)
}

/** Prints the items of a block collection on separate lines, with the comments around them. */
function itemLines(node: Collection, indent: number, path: Path): string {
  const space = ' '.repeat(indent)
  const printed = isMap(node)
    ? node.items.map((pair) => {
        const text = keyText(pair)
        const place = {
          indent,
          column: indent + text.length + 2,
          path: [...path, String((pair.key as Scalar).value)],
        }
        return {
          head: pair.key as Node,
          text: `${text}:${printValue(pair.value as Node | null, place)}`,
        }
      })
    : node.items.map((item, at) => ({
        head: item as Node,
        text: `-${printItem(item as Node, indent, [...path, at])}`,
      }))
  const items = printed.map(
    ({ head, text }, at) =>
      `${at > 0 && head.spaceBefore ? '\n' : ''}${comments(head.commentBefore, indent)}${space}${text}`,
  )
  return `${items.join('\n')}${node.comment ? `\n${comments(node.comment, indent).trimEnd()}` : ''}`
}

/** Prints a list item after its dash. A collection starts on the same line as the dash. */
function printItem(item: Node, indent: number, path: Path): string {
  const place = { indent, column: indent + 2, path }
  if (!isBlock(item, place)) return ` ${printText(item, place)}`
  if (propsOf(item) !== '') throw new Unprintable()
  return ` ${itemLines(item, indent + 2, path).trimStart()}`
}

function printText(node: Node, { indent }: Place): string {
  const inner = indent + 2
  if (isScalar(node) && typeof node.value === 'string' && visibleEscapes(node) === undefined) {
    const block =
      folded(node, inner) ??
      (isBlockText(node.value) ? blockText(node.value, ' '.repeat(inner)) : undefined)
    if (block)
      return `${`${propsOf(node)} `.trimStart()}${block.header}${trailing(node.comment, inner)}\n${block.lines}`
  }
  return `${printFlow(node, 'block')}${trailing(node.comment, inner)}`
}

// Tabs, no-break spaces, controls and zero-width marks are only visible as escapes.
const unseen =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff]/

/** Returns the source of a quoted string if it escapes invisible characters. */
function visibleEscapes({ value, srcToken }: Scalar): string | undefined {
  if (srcToken?.type !== 'double-quoted-scalar' || !unseen.test(String(value))) return undefined
  const { source } = srcToken
  return unseen.test(source) || source.includes('\n') ? undefined : source
}

/** Whether to print a node as a collection on several lines. */
function isBlock(node: Node, { column, path }: Place): node is Collection {
  if (!(isMap(node) || isSeq(node)) || node.items.length === 0) return false
  return !isCompact(path) || !fitsOneLine(node) || column + printFlow(node, 'block').length > width
}

/** Whether a collection contains no comments and no multi-line strings. */
function fitsOneLine(node: Collection): boolean {
  const fits = (item: unknown): boolean => {
    const { comment, commentBefore } = (item ?? {}) as Partial<Node>
    if (comment || commentBefore) return false
    if (isScalar(item)) return typeof item.value !== 'string' || !item.value.includes('\n')
    return !(isMap(item) || isSeq(item)) || fitsOneLine(item)
  }
  return isMap(node)
    ? node.items.every(({ key, value }) => fits(key) && fits(value))
    : node.items.every(fits)
}

function keyText({ key }: Pair): string {
  if (!isScalar(key) || key.anchor !== undefined) throw new Unprintable()
  return typeof key.value === 'string'
    ? inlineText(key.value, 'flow')
    : (key.source ?? String(key.value))
}

function propsOf(node: Node): string {
  if (isAlias(node)) return ''
  const { anchor, tag, srcToken } = node as Scalar
  if (
    tag !== undefined &&
    srcToken !== undefined &&
    !/^tag:yaml\.org,2002:(?:map|seq|str)$/.test(tag)
  )
    throw new Unprintable()
  return anchor === undefined ? '' : ` &${anchor}`
}

function comments(text: string | null | undefined, indent: number): string {
  return text ? `${commentLines(text, indent).join('\n')}\n` : ''
}

/** Prints a comment on the same line as a value. */
function trailing(text: string | null | undefined, indent: number): string {
  return text ? ` ${commentLines(text, indent).join('\n').trimStart()}` : ''
}

function commentLines(text: string, indent: number): string[] {
  return text.split('\n').map((line) => (line === '' ? '' : `${' '.repeat(indent)}#${line}`))
}

/** Prints a folded string with its original line breaks at a new indentation. */
function folded(node: Scalar, indent: number): { header: string; lines: string } | undefined {
  const token = node.srcToken
  if (token?.type !== 'block-scalar') return undefined
  const [header = ''] = token.props.flatMap((prop) =>
    prop.type === 'block-scalar-header' ? [prop.source] : [],
  )
  const first = token.source.split('\n').find((line) => line.trim() !== '')
  // If the header is longer than `>`, it depends on the indentation or the lines below. Print such
  // a string again.
  if (!header.startsWith('>') || /[\d+]/.test(header) || first === undefined) return undefined
  const depth = first.search(/[^ ]/)
  const lines = token.source
    .split('\n')
    .map((line) =>
      line.length <= depth && line.trim() === '' ? '' : ' '.repeat(indent) + line.slice(depth),
    )
  while (lines.at(-1) === '') lines.pop()
  return { header, lines: lines.join('\n') }
}
