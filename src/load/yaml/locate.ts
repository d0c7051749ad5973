import { isMap, isSeq, type Node } from 'yaml'
import { composeYaml, pairsByKey } from '../../facts/yaml-nodes.js'
import type { Address, Path, Position, Source, Span } from '../../model/source.js'

/**
 * Returns a function that looks up the span of an address. Each source is parsed only once, and its
 * syntax tree is released before the next source is parsed.
 */
export function locateAll(addresses: readonly Address[]): (address: Address) => Span {
  const bySource = new Map<Source, Address[]>()
  for (const address of addresses) {
    const others = bySource.get(address.source)
    if (others) others.push(address)
    else bySource.set(address.source, [address])
  }
  const spans = new Map<Address, Span>()
  for (const [source, inSource] of bySource) {
    const places = placesIn(source)
    for (const address of inSource) spans.set(address, places.spanOf(address))
  }
  return (address) => spans.get(address)!
}

interface Places {
  spanOf(address: Address): Span
}

type Range = readonly [number, number]

/** Finds addresses in one source. Creates the syntax tree and line starts on demand. */
function placesIn(source: Source): Places {
  let roots: (Node | null)[] | undefined
  let lines: number[] | undefined
  const pairsOf = pairsByKey()
  const occurrences = new Map<string, number[]>()

  const rangeOf = ({ document = 0, path = [], on = 'value', text }: Address): Range => {
    roots ??= composeYaml(source.text).map(({ contents }) => contents)
    const root = roots[document]
    const found = walk(root, path, pairsOf)
    // A missing key is shown at its parent's key. At the root, it is shown at the first line.
    const whole =
      found.missing || on === 'key'
        ? (found.key ?? firstKey(root))
        : (found.value ?? found.key ?? firstKey(root))
    if (text === undefined) return whole
    const key = `${whole.join()} ${text.value}`
    const starts = occurrences.get(key) ?? startsOf(text.value, source.text.slice(...whole))
    occurrences.set(key, starts)
    const start = starts[text.nth]
    return start === undefined ? whole : [whole[0] + start, whole[0] + start + text.value.length]
  }

  return {
    spanOf(address) {
      const [start, end] = address.range ?? (source.program ? [0, 0] : rangeOf(address))
      lines ??= lineStarts(source.text)
      const length = source.text.length
      return {
        file: source.file,
        start: positionAt(lines, start, length),
        end: positionAt(lines, Math.max(start, end), length),
      }
    },
  }
}

interface Found {
  readonly key: Range | undefined
  readonly value: Range | undefined
  readonly missing: boolean
}

export type PairsOf = ReturnType<typeof pairsByKey>

function walk(root: Node | null | undefined, path: Path, pairsOf: PairsOf): Found {
  let node = root
  let key: Range | undefined
  for (const step of path) {
    const pair = isMap(node) ? pairsOf(node).get(String(step)) : undefined
    if (pair) {
      key = nodeRange(pair.key) ?? key
      node = pair.value
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

function startsOf(word: string, text: string): number[] {
  const starts: number[] = []
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) starts.push(at)
  return starts
}

/** The offset of the first character of each line. */
function lineStarts(text: string): number[] {
  const starts = [0]
  for (const { 0: end, index } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length)
  return starts
}

function positionAt(lines: readonly number[], offset: number, length: number): Position {
  const place = Math.min(offset, length)
  let [low, high] = [0, lines.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (lines[middle]! <= place) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - lines[low]! + 1 }
}

/** The original text at a path, for example `0404` for the parsed value 404. */
export function sourceTextAt(
  source: Source,
  { root, pairsOf }: { readonly root: Node | null | undefined; readonly pairsOf: PairsOf },
  path: Path,
): string | undefined {
  const range = walk(root, path, pairsOf).value
  return range && source.text.slice(range[0], range[1])
}
