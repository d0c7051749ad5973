import { isDeepStrictEqual } from 'node:util'
import * as jsonc from 'jsonc-parser'
import {
  type Document,
  isMap,
  isScalar,
  type Pair,
  type ParsedNode,
  parseDocument,
  type YAMLMap,
} from 'yaml'
import { append } from '../../facts/append.js'
import { columnOf } from '../../facts/column-of.js'
import { applySplices, overlap, type Splice } from '../../facts/splice.js'
import { pairsByKey } from '../../facts/yaml-nodes.js'
import type { Api } from '../../model/api.js'
import { Patch, patched } from './patch.js'
import { spliceJson } from './splice-json.js'
import { yamlStyle, yamlText } from './yaml-file.js'

type ParsedPair = Pair<ParsedNode, ParsedNode>

/**
 * Applies a patch to the text of an API description, in YAML or JSON. All other bytes stay the
 * same. If this is impossible, reprints the whole file and keeps its comments.
 */
export function splice({ source, document, value }: Api, patch: Patch): string {
  if (patch.members.size === 0) return source.text
  const wanted = patched(value, patch)
  if (isJson(source.text)) return spliceJson(source.text, patch, wanted)
  const root = document.contents as YAMLMap.Parsed
  const splices = (root.flow ? flowEdits : editsOf)(source.text, root, value, patch)
  const text = overlap(splices) ? undefined : applySplices(source.text, splices)
  return text !== undefined && isDeepStrictEqual(readBack(text), wanted)
    ? text
    : reprint(document, patch)
}

function isJson(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false
  const errors: jsonc.ParseError[] = []
  jsonc.parse(text, errors)
  return errors.length === 0
}

function readBack(text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent', merge: true })
  return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: -1 })
}

function editsOf(text: string, map: YAMLMap.Parsed, value: unknown, patch: Patch): Splice[] {
  const edits: Splice[] = []
  const added: Record<string, unknown> = {}
  const gone: ParsedPair[] = []
  const pairs = pairsByKey()(map)
  for (const [key, member] of patch.members) {
    const pair = pairs.get(key) as ParsedPair | undefined
    const before = (value as Record<string, unknown> | null | undefined)?.[key]
    const after = member instanceof Patch ? patched(before, member) : member?.value
    const isGone =
      after === undefined || (member instanceof Patch && Object.keys(after as object).length === 0)
    if (pair === undefined) {
      if (!isGone) added[key] = after
    } else if (isGone) gone.push(pair)
    else if (member instanceof Patch && isMap(pair.value) && pair.value.items.length > 0)
      append(
        edits,
        (pair.value.flow ? flowEdits : editsOf)(text, pair.value as YAMLMap.Parsed, before, member),
      )
    else edits.push(replacement(text, pair, map, key, after))
  }
  const going = new Set(gone)
  const last = (map.items as ParsedPair[]).findLast((pair) => !going.has(pair))
  const isAdding = Object.keys(added).length > 0
  // If all members are removed, the new members replace the first removed member.
  const [taken] = last === undefined && isAdding ? gone : []
  if (taken) {
    const [start, end] = rangeOf(text, taken)
    edits.push({ start, end, text: rendered(text, map, added, start) })
  } else if (last && isAdding) edits.push(insertion(text, map, last, added))
  append(
    edits,
    gone.filter((pair) => pair !== taken).map((pair) => removal(text, pair)),
  )
  return edits
}

/** Returns the edits for a map in braces. Its other members keep their quotes and spaces. */
function flowEdits(text: string, map: YAMLMap.Parsed, value: unknown, patch: Patch): Splice[] {
  const edits: Splice[] = []
  const added: Record<string, unknown> = {}
  const gone = new Set<unknown>()
  const pairs = pairsByKey()(map)
  for (const [key, member] of patch.members) {
    const pair = pairs.get(key) as ParsedPair | undefined
    const before = (value as Record<string, unknown> | null | undefined)?.[key]
    const after = member instanceof Patch ? patched(before, member) : member?.value
    const isGone =
      after === undefined || (member instanceof Patch && Object.keys(after as object).length === 0)
    if (isGone) gone.add(pair)
    else if (pair === undefined) added[key] = after
    else if (member instanceof Patch && isMap(pair.value) && pair.value.items.length > 0)
      append(edits, flowEdits(text, pair.value as YAMLMap.Parsed, before, member))
    else {
      const [start, end] = rangeOf(text, pair)
      edits.push({ start, end, text: inBraces({ [key]: after }) })
    }
  }
  const all = map.items as ParsedPair[]
  const kept = all.filter((pair) => !gone.has(pair))
  // This edit must come before removals at the same place.
  if (Object.keys(added).length > 0) {
    const last = kept.at(-1)
    const at = last ? rangeOf(text, last)[1] : map.range[0] + 1
    edits.push({ start: at, end: at, text: last ? `, ${inBraces(added)}` : ` ${inBraces(added)} ` })
  }
  const [firstKept] = kept
  if (firstKept === undefined) {
    const [start, end] = [all[0], all.at(-1)]
    if (start === undefined || end === undefined) return edits
    return [...edits, { start: rangeOf(text, start)[0], end: rangeOf(text, end)[1], text: '' }]
  }
  const first = all.indexOf(firstKept)
  for (const [at, pair] of all.entries()) {
    if (!gone.has(pair)) continue
    const [previous, next] = [all[at - 1], all[at + 1]]
    // Remove the comma before the member, or the comma after it if no earlier member remains.
    if (previous && at > first)
      edits.push({ start: rangeOf(text, previous)[1], end: rangeOf(text, pair)[1], text: '' })
    else if (next) edits.push({ start: rangeOf(text, pair)[0], end: next.key.range[0], text: '' })
  }
  return edits
}

/** Returns members as text to insert between braces. */
function inBraces(members: Record<string, unknown>): string {
  return yamlText(members, { flow: true }).trim().slice(1, -1).trim()
}

/** Returns the range of a member, from its key to the end of its value. */
function rangeOf(text: string, pair: ParsedPair): [number, number] {
  const [start, keyEnd] = pair.key.range
  const end = Math.max(keyEnd, pair.value?.range?.[1] ?? 0)
  const written = text.slice(start, end).trimEnd()
  // If the key has no value, the range ends after its colon.
  return [
    start,
    start +
      (written.length > 0 && !pair.value?.range
        ? Math.max(written.length, text.slice(start).indexOf(':') + 1)
        : written.length),
  ]
}

function removal(text: string, pair: ParsedPair): Splice {
  const [start, end] = rangeOf(text, pair)
  const line = text.lastIndexOf('\n', start - 1) + 1
  const next = text.indexOf('\n', end)
  return { start: line, end: next === -1 ? text.length : next + 1, text: '' }
}

function replacement(
  text: string,
  pair: ParsedPair,
  map: YAMLMap.Parsed,
  key: string,
  value: unknown,
): Splice {
  const [start, end] = rangeOf(text, pair)
  return { start, end, text: rendered(text, map, { [key]: value }, start) }
}

function insertion(
  text: string,
  map: YAMLMap.Parsed,
  last: ParsedPair,
  members: Record<string, unknown>,
): Splice {
  const first = map.items[0] as ParsedPair
  const [, end] = rangeOf(text, last)
  const at = lineEndFrom(text, end)
  const [start] = first.key.range
  const column = columnOf(text, start)
  return {
    start: at,
    end: at,
    text: `${endOf(text)}${' '.repeat(column)}${rendered(text, map, members, start)}`,
  }
}

/** Returns the end of the line at an offset, before the line break. */
function lineEndFrom(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset)
  if (newline === -1) return text.length
  return text[newline - 1] === '\r' ? newline - 1 : newline
}

/** Returns members as YAML, with the indentation and quotes that the file uses. */
function rendered(
  text: string,
  map: YAMLMap.Parsed,
  members: Record<string, unknown>,
  at: number,
): string {
  const singleQuote = map.items.some(({ key }) => isScalar(key) && key.type === 'QUOTE_SINGLE')
  const lines = yamlText(members, { singleQuote, indent: stepOf(text) })
    .trimEnd()
    .split('\n')
  const indent = ' '.repeat(columnOf(text, at))
  return lines
    .map((line, number) => (number === 0 || line === '' ? line : indent + line))
    .join(endOf(text))
}

function endOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/**
 * Returns the number of spaces per level, taken from the first indented line that is not a comment
 * or a list item.
 */
function stepOf(text: string): number {
  return /\n( +)[^\s#-]/.exec(text)?.[1]?.length ?? 2
}

/** Prints the whole file with the printer of the YAML library. */
function reprint(document: Document.Parsed, patch: Patch): string {
  const copy = document.clone()
  const walk = (map: YAMLMap, at: Patch): void => {
    for (const [key, member] of at.members) {
      const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
      if (member instanceof Patch && isMap(pair?.value)) walk(pair.value as YAMLMap, member)
      else if (member === undefined) map.delete(pair?.key ?? key)
      else {
        const value = copy.createNode(
          member instanceof Patch ? patched(undefined, member) : member.value,
          { aliasDuplicateObjects: false },
        )
        if (pair) pair.value = value
        else map.set(key, value)
      }
    }
  }
  walk(copy.contents as YAMLMap, patch)
  return copy.toString(yamlStyle)
}
