import { isDeepStrictEqual } from 'node:util'
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { append } from '../facts/append.js'
import { type Shape, shapeAt } from '../facts/entry/texts.js'
import { applySplices, type Splice } from '../facts/splice.js'
import { composeYaml } from '../facts/yaml-nodes.js'
import type { Path } from '../model/source.js'
import { rankOf } from './order.js'
import { inlineText } from './scalar.js'
import { flowYaml, mapYaml } from './write.js'

/**
 * One change of a document: `set` puts a value at a path, `append` an item at the end of a list,
 * `replace` puts a word in place of some occurrences of another in a text. What is missing on the
 * way is made.
 * `remove` takes an item out of a list, and the list with its last one.
 */
export type Edit =
  | { readonly set: Path; readonly to: unknown }
  | { readonly append: Path; readonly item: unknown }
  | { readonly remove: readonly [key: string, item: number] }
  | {
      readonly replace: Path
      readonly word: string
      readonly by: string
      readonly nths: readonly number[]
    }

const pathOf = (edit: Exclude<Edit, { remove: unknown }>): Path =>
  'set' in edit ? edit.set : 'append' in edit ? edit.append : edit.replace

/** A document of a stream, and what its keys are called and in which order. */
export interface Target {
  readonly document: number
  readonly shape: Shape
}

/** The edits of one document of a stream. */
export interface TargetEdits extends Target {
  readonly edits: readonly Edit[]
}

/**
 * A YAML text with edits made at the places of its nodes; every other byte stays, comments, quotes
 * and line ends among them. Undefined where that can't be done so that the text then says what it
 * should and nothing else, as with a value that an alias shares.
 */
export function editYaml(text: string, edits: readonly Edit[], target: Target): string | undefined {
  return editDocuments(text, [{ ...target, edits }])
}

/**
 * The same for several documents of a text, which is parsed and compared once for all of them where
 * that can be.
 */
export function editDocuments(text: string, targets: readonly TargetEdits[]): string | undefined {
  const single = targets.flatMap(({ edits, ...target }) =>
    edits.map((edit): TargetEdits => ({ ...target, edits: [edit] })),
  )
  if (single.length === 0) return text
  const together = single.length > 1 ? editAtOnce(text, targets) : undefined
  if (together !== undefined) return together
  // Edits that meet at one place: each on what the one before it has left.
  return single.reduce<string | undefined>(
    (now, one) => (now === undefined ? undefined : editAtOnce(now, [one])),
    text,
  )
}

function editAtOnce(text: string, targets: readonly TargetEdits[]): string | undefined {
  const documents = composeYaml(text, { keepSourceTokens: true })
  const splices: Splice[] = []
  for (const { document, shape, edits } of targets) {
    const root = documents[document]?.contents as Node | null | undefined
    if (!isMap(root)) return undefined
    for (const edit of edits) {
      const made = splicesOf(text, root, edit, shape)
      if (made === undefined) return undefined
      append(splices, made)
    }
  }
  const sorted = splices.toSorted((a, b) => a.start - b.start || a.end - b.end)
  const isAlone = targets.length === 1 && targets[0]!.edits.length === 1
  if (!isAlone && sorted.some((splice, at) => at > 0 && meets(sorted[at - 1]!, splice)))
    return undefined
  const edited = applySplices(text, splices)
  return says(edited, expectedOf(documents, targets)) ? edited : undefined
}

/** Whether two splices of different edits are at one place, so that their order counts. */
function meets(first: Splice, second: Splice): boolean {
  return (
    second.start < first.end ||
    (second.start === first.end && (second.start === second.end || first.start === first.end))
  )
}

/** The splices of an edit: at the last node there is on the way to its path. */
function splicesOf(text: string, root: YAMLMap, edit: Edit, shape: Shape): Splice[] | undefined {
  if ('remove' in edit) return only(removeItem(text, root, edit.remove))
  const path = pathOf(edit)
  let node: Node = root
  for (const [at, step] of path.entries()) {
    const next = childOf(node, step)
    if (next === undefined && !('replace' in edit) && isMap(node) && typeof step === 'string') {
      const value = 'set' in edit ? edit.to : [edit.item]
      const missing = path
        .slice(at + 1)
        .reduceRight<unknown>((inner, key) => ({ [key]: inner }), value)
      return only(addKey(text, node, { key: step, value: missing, path: path.slice(0, at), shape }))
    }
    if (!next) return undefined
    node = next
  }
  if ('set' in edit) return only(replaceScalar(text, node, edit.to))
  if ('append' in edit) return isSeq(node) ? only(appendItem(text, node, edit.item)) : undefined
  return replaceWords(text, node, edit)
}

function only(splice: Splice | undefined): Splice[] | undefined {
  return splice && [splice]
}

/**
 * Words in the source of a scalar: as many of them as in its value, or it is not clear which is
 * which.
 */
function replaceWords(
  text: string,
  node: Node,
  { word, by, nths }: Extract<Edit, { replace: Path }>,
): Splice[] | undefined {
  if (!isScalar(node) || typeof node.value !== 'string') return undefined
  const [start, end] = node.range!
  const places = occurrences(text.slice(start, end), word)
  if (places.length !== occurrences(node.value, word).length)
    return only(replaceScalar(text, node, wordsReplaced(node.value, word, by, nths)))
  return nths.map((nth) => ({
    start: start + places[nth]!,
    end: start + places[nth]! + word.length,
    text: by,
  }))
}

/** Where a word stands in a text. */
export function occurrences(text: string, word: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) found.push(at)
  return found
}

/** A text with some of the occurrences of a word replaced. */
export function wordsReplaced(
  text: string,
  word: string,
  by: string,
  nths: readonly number[],
): string {
  const places = occurrences(text, word)
  return applySplices(
    text,
    nths.map((nth) => ({ start: places[nth]!, end: places[nth]! + word.length, text: by })),
  )
}

/** What a step leads to: null where a key has no value, undefined where there is no such key. */
function childOf(node: Node, step: string | number): Node | null | undefined {
  if (isSeq(node)) return node.items[Number(step)] as Node | undefined
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
  return pair && (pair.value as Node | null)
}

interface NewKey {
  readonly key: string
  readonly value: unknown
  /** Where the map is that it goes into. */
  readonly path: Path
  readonly shape: Shape
}

function addKey(
  text: string,
  map: YAMLMap,
  { key, value, path, shape }: NewKey,
): Splice | undefined {
  const own = shapeAt(shape, path)
  const rank = rankOf(own, key)
  const pairs = map.items as Pair<Node, Node | null>[]
  const before = pairs.findLast(
    (pair) => isScalar(pair.key) && rankOf(own, String(pair.key.value)) <= rank,
  )
  const first = pairs[0]
  if (map.flow) {
    const pair = `${inlineText(key, 'flow')}: ${flowYaml(value)}`
    if (first === undefined) return insertAt(map.range![0] + 1, ` ${pair} `)
    return before
      ? insertAt(endOf(before), `, ${pair}`)
      : insertAt(first.key.range![0], `${pair}, `)
  }
  if (first === undefined) return undefined
  const column = columnOf(text, first.key.range![0])
  const yaml = indented(mapYaml({ [key]: value }, shape, path).trimEnd(), ' '.repeat(column), text)
  if (before === undefined)
    return insertAt(first.key.range![0], `${yaml.trimStart()}${lineEnd(text)}${' '.repeat(column)}`)
  return afterLine(text, endOf(before), yaml)
}

function appendItem(text: string, seq: YAMLSeq, item: unknown): Splice | undefined {
  const last = seq.items.at(-1) as Node | undefined
  if (seq.flow)
    return last
      ? insertAt(endOf(last), `, ${flowYaml(item)}`)
      : insertAt(seq.range![0] + 1, flowYaml(item))
  const token = seq.srcToken
  if (last === undefined || token?.type !== 'block-seq') return undefined
  const space = ' '.repeat(token.indent)
  const yaml =
    typeof item === 'string'
      ? `- ${inlineText(item, 'block')}`
      : mapYaml({ x: [item] }, { members: new Map() })
          .replace(/^x:\n {2}/, '')
          .replace(/^ {2}/gm, '')
  return afterLine(text, endOf(last), indented(yaml.trimEnd(), space, text))
}

function removeItem(
  text: string,
  root: YAMLMap,
  [key, at]: readonly [string, number],
): Splice | undefined {
  const pair = (root.items as Pair<Node, Node | null>[]).find(
    (one) => isScalar(one.key) && one.key.value === key,
  )
  const list = pair?.value
  if (pair === undefined || !isSeq(list)) return undefined
  const [before, item, after] = [at - 1, at, at + 1].map(
    (index) => list.items[index] as Node | undefined,
  )
  if (item === undefined) return undefined
  if (list.items.length === 1)
    return root.flow ? undefined : linesOf(text, pair.key.range![0], endOf(pair))
  if (!list.flow) return linesOf(text, item.range![0], endOf(item))
  return after
    ? { start: item.range![0], end: after.range![0], text: '' }
    : { start: endOf(before!), end: endOf(item), text: '' }
}

/** The lines from one offset to another, whole. */
function linesOf(text: string, from: number, to: number): Splice {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const newline = text.indexOf('\n', to)
  return newline === -1
    ? { start: Math.max(0, start - 1), end: text.length, text: '' }
    : { start, end: newline + 1, text: '' }
}

/** A new text in place of a scalar, in the quotes that the old one had. */
function replaceScalar(text: string, node: Node, value: unknown): Splice | undefined {
  if (!isScalar(node) || typeof value === 'object') return undefined
  const [start, end] = node.range!
  if (typeof value !== 'string') return { start, end, text: String(value) }
  const old = text.slice(start, end)
  if (old.startsWith('"')) return { start, end, text: JSON.stringify(value) }
  if (old.startsWith("'") && !value.includes('\n'))
    return { start, end, text: `'${value.replaceAll("'", "''")}'` }
  // Whether it stands between brackets is not said; a text that is plain there is plain anywhere.
  const inline = inlineText(value, 'flow')
  return {
    start,
    end,
    text: /^[|>]/.test(old) ? `${inline}${/\r?\n$/.exec(old)?.[0] ?? ''}` : inline,
  }
}

function insertAt(offset: number, text: string): Splice {
  return { start: offset, end: offset, text }
}

/**
 * Lines of their own below the line that an offset is on. Block scalars end with their last line
 * already.
 */
function afterLine(text: string, offset: number, lines: string): Splice {
  const end = lineEnd(text)
  if (offset > 0 && text[offset - 1] === '\n') return insertAt(offset, `${lines}${end}`)
  const newline = text.indexOf('\n', offset)
  return newline === -1
    ? insertAt(text.length, `${end}${lines}`)
    : insertAt(newline + 1, `${lines}${end}`)
}

function indented(yaml: string, space: string, text: string): string {
  return yaml.replace(/^(?=.)/gm, space).replaceAll('\n', lineEnd(text))
}

function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1)
}

/** Where the content of a node or pair ends: of a block, that of what is last in it. */
function endOf(item: Node | Pair<Node, Node | null>): number {
  if (!('range' in item)) {
    const { key, value } = item as Pair<Node, Node | null>
    // A key without a value ends after its colon.
    return value === null ? key.range![1] + 1 : Math.max(endOf(value), key.range![1])
  }
  if ((isMap(item) || isSeq(item)) && !item.flow && item.items.length > 0)
    return endOf(item.items.at(-1) as Node)
  return (item as Node).range![1]
}

/** What the documents say once edits are made, one after the other. */
function expectedOf(
  documents: readonly Document.Parsed[],
  targets: readonly TargetEdits[],
): unknown[] {
  const values = documents.map((one) => one.toJS({ maxAliasCount: 100 }) as unknown)
  for (const { document, edits } of targets) {
    const at = { value: structuredClone(values[document]) }
    for (const edit of edits) make(edit, at)
    values[document] = at.value
  }
  return values
}

function make(edit: Edit, at: { value: unknown }): void {
  if ('remove' in edit) {
    const [name, item] = edit.remove
    const root = at.value as Record<string, unknown[]>
    root[name]!.splice(item, 1)
    if (root[name]!.length === 0) delete root[name]
    return
  }
  const path = pathOf(edit)
  let holder: Record<string | number, unknown> = at
  let key: string | number = 'value'
  for (const step of path) {
    holder[key] ??= {}
    holder = holder[key] as typeof holder
    key = step
  }
  if ('set' in edit) holder[key] = edit.to
  else if ('replace' in edit)
    holder[key] = wordsReplaced(String(holder[key]), edit.word, edit.by, edit.nths)
  else holder[key] = [...((holder[key] as unknown[] | undefined) ?? []), edit.item]
}

function says(text: string, expected: readonly unknown[]): boolean {
  const documents = composeYaml(text)
  if (documents.some(({ errors, warnings }) => errors.length > 0 || warnings.length > 0))
    return false
  return isDeepStrictEqual(
    documents.map((one) => one.toJS({ maxAliasCount: 100 }) as unknown),
    expected,
  )
}
