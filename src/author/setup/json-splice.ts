import * as jsonc from 'jsonc-parser'
import { jsonTooDeepAt } from '../../facts/json-depth.js'
import { applySplices } from '../../facts/splice.js'
import { limits } from '../../model/limits.js'

/** Parses a JSON file. Undefined if it is invalid. */
export function jsonTree(text: string): jsonc.Node | undefined {
  if (jsonTooDeepAt(text, limits.jsonDepth) !== undefined) return undefined
  const errors: jsonc.ParseError[] = []
  const tree = jsonc.parseTree(text, errors, { disallowComments: true })
  return errors.length > 0 ? undefined : tree
}

/**
 * Adds an item to the end of a JSON list or object, in the style of the item before it. All other
 * bytes stay the same.
 */
export function appended(
  text: string,
  node: jsonc.Node,
  { key, value }: { readonly key?: string; readonly value: unknown },
): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const step = /\n([ \t]+)"/.exec(text)?.[1] ?? '  '
  const last = node.children?.at(-1)
  const lineOf = (offset: number) => text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  // The new item gets a separate line if the item before it has one, or if the object is empty.
  const own = last ? /^\s*$/.test(lineOf(last.offset)) : node.type === 'object'
  const around = /^\s*/.exec(lineOf(node.offset))?.[0] ?? ''
  const indent = last ? (/^\s*/.exec(lineOf(last.offset))?.[0] ?? '') : around + step
  const json = own
    ? JSON.stringify(value, null, step).replaceAll('\n', `${end}${indent}`)
    : JSON.stringify(value)
  const item = key === undefined ? json : `${JSON.stringify(key)}: ${json}`
  if (last) {
    const at = last.offset + last.length
    const between = own ? `,${end}${indent}` : ', '
    return applySplices(text, [{ start: at, end: at, text: between + item }])
  }
  const inside = { start: node.offset + 1, end: node.offset + node.length - 1 }
  const only = own ? `${end}${indent}${item}${end}${around}` : item
  return applySplices(text, [{ ...inside, text: only }])
}
