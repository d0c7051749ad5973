import * as jsonc from 'jsonc-parser'
import { jsonTooDeepAt } from '../../facts/json-depth.js'
import { applySplices } from '../../facts/splice.js'
import { limits } from '../../model/limits.js'

/** A JSON file as a tree. Undefined if it is invalid, so that nothing can be added. */
export function jsonTree(text: string): jsonc.Node | undefined {
  if (jsonTooDeepAt(text, limits.jsonDepth) !== undefined) return undefined
  const errors: jsonc.ParseError[] = []
  const tree = jsonc.parseTree(text, errors, { disallowComments: true })
  return errors.length > 0 ? undefined : tree
}

/**
 * A JSON text with an item added at the end of a list or object, in the style of the item before
 * it. Every other byte is kept.
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
  // On its own line if the item before it is, or if the object is empty.
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
