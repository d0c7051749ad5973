import { isMap, isSeq, Lexer, type Node, type Scalar, type YAMLMap } from 'yaml'
import { byCodePoint } from '../facts/by-code-point.js'
import type { Shape } from '../facts/entry/texts.js'
import { composeYaml } from '../facts/yaml-nodes.js'
import { sortKeys } from './order.js'
import { printRoot, Unprintable } from './print.js'

/**
 * Formats a catalog file in the canonical order and style. Returns undefined if that would change a
 * value or lose a comment. `load` must not report any findings for the text.
 */
export function formatYaml(text: string, shape: Shape): string | undefined {
  const source = text.replaceAll('\r\n', '\n')
  const formatted = settled(source, shape)
  if (formatted === undefined) return undefined
  if (
    saidBy(source) === undefined ||
    saidBy(formatted) !== saidBy(source) ||
    commentsOf(formatted) !== commentsOf(source)
  )
    return undefined
  return text.includes('\r\n') ? formatted.replaceAll('\n', '\r\n') : formatted
}

/**
 * Formats until nothing changes. One pass is not always enough, because a moved comment can lose
 * the blank line next to it in the next pass.
 */
function settled(text: string, shape: Shape): string | undefined {
  let before: string | undefined = text
  for (let pass = 0; pass < 4 && before !== undefined; pass++) {
    const after = print(before, shape)
    if (after === before) return after
    before = after
  }
  return undefined
}

function print(text: string, shape: Shape): string | undefined {
  const printed: string[] = []
  for (const { contents, directives, commentBefore, comment } of composeYaml(text, {
    keepSourceTokens: true,
  })) {
    if (!isMap(contents) || directives?.yaml.explicit) return undefined
    const root = contents as unknown as YAMLMap
    const head = headOf(root, commentBefore)
    sortKeys(root, shape)
    gatherComments(root)
    try {
      printed.push(`${head}${printRoot(root)}${lines(comment)}`)
    } catch (cause) {
      if (!(cause instanceof Unprintable)) throw cause
      return undefined
    }
  }
  return printed.join('---\n')
}

/**
 * Returns the comments at the top of a document. They stay at the top even if another key comes
 * first.
 */
function headOf(root: YAMLMap, commentBefore: string | null): string {
  const first = root.items[0]?.key as Scalar | undefined
  const top = [commentBefore, root.commentBefore]
    .map((text) => text?.replace(/(?<!\n)\n+$/, ''))
    .filter((text) => text)
  const own = first?.commentBefore
  root.commentBefore = null
  if (first) first.commentBefore = null
  const head = top.map((text) => `${lines(text)}\n`).join('')
  return head + lines(own)
}

/**
 * A comment can't go between a dash and its content, so a comment on the first key moves above the
 * dash.
 */
function gatherComments(node: Node | null): void {
  if (isMap(node)) for (const { value } of node.items) gatherComments(value as Node)
  if (!isSeq(node)) return
  for (const item of node.items as Node[]) {
    gatherComments(item)
    const first = firstIn(item)
    if (first?.commentBefore) {
      item.commentBefore = [item.commentBefore, first.commentBefore]
        .filter((text) => text)
        .join('\n')
      first.commentBefore = null
    }
  }
}

/** Returns the first key of a map, or the first item of a list. */
function firstIn(node: Node): Node | undefined {
  if (isMap(node)) return node.items[0]?.key as Node | undefined
  return isSeq(node) ? (node.items[0] as Node | undefined) : undefined
}

function lines(text: string | null | undefined): string {
  if (!text) return ''
  return `${text
    .split('\n')
    .map((line) => (line === '' ? '' : `#${line}`))
    .join('\n')}\n`
}

/**
 * Returns the value of a file as JSON with sorted keys, or undefined if an alias comes before its
 * anchor.
 */
function saidBy(text: string): string | undefined {
  const documents = composeYaml(text)
  if (documents.some(({ errors, warnings }) => errors.length > 0 || warnings.length > 0))
    return undefined
  try {
    return JSON.stringify(
      documents.map((document) => sorted(document.toJS({ maxAliasCount: 100 }))),
    )
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause
    return undefined
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, sorted(item)])
  return entries.sort(([a], [b]) => byCodePoint(a, b))
}

function commentsOf(text: string): string {
  return [...new Lexer().lex(text)]
    .filter((token) => token.startsWith('#'))
    .map((token) => token.trimEnd())
    .sort()
    .join('\n')
}
