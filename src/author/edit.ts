import { isMap, isScalar, isSeq, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml'
import { append } from '../facts/append.js'
import { columnOf } from '../facts/column-of.js'
import { type Shape, shapeAt } from '../facts/entry/texts.js'
import { applySplices, type Splice } from '../facts/splice.js'
import { composeYaml } from '../facts/yaml-nodes.js'
import type { Path } from '../model/source.js'
import {
  afterLine,
  endOf,
  indented,
  insertAt,
  lineEnd,
  linesOf,
  type ParsedPair,
} from './edit-places.js'
import { expectedOf, says } from './edit-proof.js'
import { occurrences, wordSplices, wordsReplaced } from './edit-words.js'
import { type Edit, pathOf, type Target, type TargetEdits } from './edits.js'
import { rankOf } from './order.js'
import { inlineText } from './scalar.js'
import { flowYaml, mapYaml } from './write.js'

/**
 * Applies edits to YAML source text. All other bytes stay the same, including comments, quotes and
 * line ends. Returns undefined if the result would not have exactly the expected value, for example
 * because an alias shares the edited value.
 */
export function editYaml(text: string, edits: readonly Edit[], target: Target): string | undefined {
  return editDocuments(text, [{ ...target, edits }])
}

/**
 * Like `editYaml`, for several documents in one file. Parses and compares the file only once if
 * possible.
 */
export function editDocuments(text: string, targets: readonly TargetEdits[]): string | undefined {
  const single = targets.flatMap(({ edits, ...target }) =>
    edits.map((edit): TargetEdits => ({ ...target, edits: [edit] })),
  )
  if (single.length === 0) return text
  const together = single.length > 1 ? editAtOnce(text, targets) : undefined
  if (together !== undefined) return together
  // Some edits change the same place, so apply them one by one.
  return single.reduce<string | undefined>(
    (now, one) => (now === undefined ? undefined : editAtOnce(now, [one])),
    text,
  )
}

function editAtOnce(text: string, targets: readonly TargetEdits[]): string | undefined {
  const documents = composeYaml(text, { keepSourceTokens: true })
  const splices: Splice[] = []
  for (const { document, shape, edits } of targets) {
    const root = documents[document]?.contents
    if (!isMap(root)) return undefined
    for (const edit of edits) {
      const made = splicesOf(text, root, edit, shape)
      if (made === undefined) return undefined
      append(splices, made)
    }
  }
  const sorted = splices.toSorted((a, b) => a.start - b.start || a.end - b.end)
  const [first, ...others] = targets
  const isAlone = first?.edits.length === 1 && others.length === 0
  const meetsBefore = (splice: Splice, at: number) => {
    const before = sorted[at - 1]
    return before !== undefined && meets(before, splice)
  }
  if (!isAlone && sorted.some(meetsBefore)) return undefined
  const edited = applySplices(text, splices)
  return says(edited, expectedOf(documents, targets)) ? edited : undefined
}

/** Whether two splices touch the same place. If so, their order matters. */
function meets(first: Splice, second: Splice): boolean {
  return (
    second.start < first.end ||
    (second.start === first.end && (second.start === second.end || first.start === first.end))
  )
}

/** Returns the splices for an edit. They change the last existing node on the path. */
function splicesOf(
  text: string,
  root: YAMLMap.Parsed,
  edit: Edit,
  shape: Shape,
): Splice[] | undefined {
  if ('remove' in edit) return only(removeItem(text, root, edit.remove))
  const path = pathOf(edit)
  let node: ParsedNode = root
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
 * Replaces words in the source of a scalar. If the word occurs more or less often in the source
 * than in the value, it is unclear which occurrences match, so the whole scalar is replaced.
 */
function replaceWords(
  text: string,
  node: ParsedNode,
  edit: Extract<Edit, { replace: Path }>,
): Splice[] | undefined {
  if (!isScalar(node) || typeof node.value !== 'string') return undefined
  const { word, by, nths } = edit
  const [start, end] = node.range
  const places = occurrences(text.slice(start, end), word)
  if (places.length !== occurrences(node.value, word).length)
    return only(replaceScalar(text, node, wordsReplaced(node.value, word, by, nths)))
  return wordSplices(places, edit, start)
}

/**
 * Returns the child node for one step of a path, null if the key has no value, or undefined if the
 * key is missing.
 */
function childOf(node: ParsedNode, step: string | number): ParsedNode | null | undefined {
  if (isSeq(node)) return node.items[Number(step)]
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
  return pair?.value
}

interface NewKey {
  readonly key: string
  readonly value: unknown
  /** The path of the map that gets the new key. */
  readonly path: Path
  readonly shape: Shape
}

function addKey(
  text: string,
  map: YAMLMap.Parsed,
  { key, value, path, shape }: NewKey,
): Splice | undefined {
  const own = shapeAt(shape, path)
  const rank = rankOf(own, key)
  const pairs: ParsedPair[] = map.items
  const before = pairs.findLast(
    (pair) => isScalar(pair.key) && rankOf(own, String(pair.key.value)) <= rank,
  )
  const first = pairs[0]
  if (map.flow) {
    const pair = `${inlineText(key, 'flow')}: ${flowYaml(value)}`
    if (first === undefined) return insertAt(map.range[0] + 1, ` ${pair} `)
    return before ? insertAt(endOf(before), `, ${pair}`) : insertAt(first.key.range[0], `${pair}, `)
  }
  if (first === undefined) return undefined
  const column = columnOf(text, first.key.range[0])
  const yaml = indented(mapYaml({ [key]: value }, shape, path).trimEnd(), ' '.repeat(column), text)
  if (before === undefined)
    return insertAt(first.key.range[0], `${yaml.trimStart()}${lineEnd(text)}${' '.repeat(column)}`)
  return afterLine(text, endOf(before), yaml)
}

function appendItem(text: string, seq: YAMLSeq.Parsed, item: unknown): Splice | undefined {
  const last = seq.items.at(-1)
  if (seq.flow)
    return last
      ? insertAt(endOf(last), `, ${flowYaml(item)}`)
      : insertAt(seq.range[0] + 1, flowYaml(item))
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
  root: YAMLMap.Parsed,
  [key, at]: readonly [string, number],
): Splice | undefined {
  const pair = root.items.find((one) => isScalar(one.key) && one.key.value === key)
  const list = pair?.value
  if (pair === undefined || !isSeq(list)) return undefined
  const [before, item, after] = [at - 1, at, at + 1].map((index) => list.items[index])
  if (item === undefined) return undefined
  if (list.items.length === 1)
    return root.flow ? undefined : linesOf(text, pair.key.range[0], endOf(pair))
  if (!list.flow) return linesOf(text, item.range[0], endOf(item))
  if (after) return { start: item.range[0], end: after.range[0], text: '' }
  return before && { start: endOf(before), end: endOf(item), text: '' }
}

/** Replaces a scalar with a new value, and keeps its quote style. */
function replaceScalar(text: string, node: ParsedNode, value: unknown): Splice | undefined {
  if (!isScalar(node) || typeof value === 'object') return undefined
  const [start, end] = node.range
  if (typeof value !== 'string') return { start, end, text: String(value) }
  const old = text.slice(start, end)
  if (old.startsWith('"')) return { start, end, text: JSON.stringify(value) }
  if (old.startsWith("'") && !value.includes('\n'))
    return { start, end, text: `'${value.replaceAll("'", "''")}'` }
  // The context is unknown here. A string that is plain in flow context is plain everywhere.
  const inline = inlineText(value, 'flow')
  return {
    start,
    end,
    text: /^[|>]/.test(old) ? `${inline}${/\r?\n$/.exec(old)?.[0] ?? ''}` : inline,
  }
}
