import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml'
import { composeYaml } from '../facts/yaml-nodes.js'
import type { Address, Path, Position, Source, Span } from '../model/source.js'

/**
 * Turns an address into a span. Positions are kept nowhere else: the file is parsed again for the few
 * findings that need it, so that ten thousand sound entries hold no syntax trees.
 */
export function locate(address: Address): Span {
  const { source } = address
  const [start, end] = address.range ?? (source.program ? [0, 0] : rangeOf(address))
  return { file: source.file, start: positionAt(source.text, start), end: positionAt(source.text, Math.max(start, end)) }
}

type Range = readonly [number, number]

function rangeOf({ source, document = 0, path = [], on = 'value', text }: Address): Range {
  const root = composeYaml(source.text)[document]?.contents as Node | null | undefined
  const found = walk(root, path)
  // A missing key is shown at its parent's key, and at the root at the first line.
  const whole = found.missing || on === 'key' ? (found.key ?? firstKey(root)) : (found.value ?? found.key ?? firstKey(root))
  if (text === undefined) return whole
  const occurrence = nthIndexOf(source.text.slice(whole[0], whole[1]), text.value, text.nth)
  return occurrence === -1 ? whole : [whole[0] + occurrence, whole[0] + occurrence + text.value.length]
}

interface Found {
  readonly key: Range | undefined
  readonly value: Range | undefined
  readonly missing: boolean
}

function walk(root: Node | null | undefined, path: Path): Found {
  let node = root
  let key: Range | undefined
  for (const step of path) {
    const pair = isMap(node) ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step)) : undefined
    if (pair) {
      key = nodeRange((pair as Pair<Node, Node>).key) ?? key
      node = pair.value as Node | null
    } else if (isSeq(node) && node.items[Number(step)] !== undefined) {
      node = node.items[Number(step)] as Node
      key = isMap(node) ? firstKey(node) : (nodeRange(node) ?? key)
    } else return { key, value: undefined, missing: true }
  }
  return { key, value: nodeRange(node), missing: false }
}

function firstKey(root: Node | null | undefined): Range {
  if (isMap(root)) return nodeRange(root.items[0]?.key as Node | null) ?? [0, 0]
  return nodeRange(root) ?? [0, 0]
}

function nodeRange(node: Node | null | undefined): Range | undefined {
  return node?.range ? [node.range[0], node.range[1]] : undefined
}

function nthIndexOf(text: string, needle: string, nth: number): number {
  let at = text.indexOf(needle)
  for (let count = 0; count < nth && at !== -1; count++) at = text.indexOf(needle, at + 1)
  return at
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  const line = before.split(/\r\n|\r|\n/).length
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1
  return { line, column: offset - lineStart + 1 }
}

/** The text as the author wrote it at a path: `0404` where the parser says 404. */
export function sourceTextAt(source: Source, document: number, path: Path): string | undefined {
  if (source.program) return undefined
  const range = walk(composeYaml(source.text)[document]?.contents as Node | null, path).value
  return range && source.text.slice(range[0], range[1])
}
