import type { Definition, Nodes, Paragraph, RootContent, Strong } from 'mdast'
import type { Ledger } from '../ledger.js'
import type { ParsedPage } from './parse.js'

/** A page, its ledger and its link definitions, which are needed to convert the nodes. */
export interface Settling {
  readonly page: ParsedPage
  readonly ledger: Ledger
  readonly definitions: ReadonlyMap<string, Definition>
}

/** Marks a code block that replaces syntax without a Markdown equivalent. */
interface Kept {
  readonly kept: true
}

export function sourceOf(node: Nodes, { text }: ParsedPage): string {
  return node.position ? text.slice(node.position.start.offset, node.position.end.offset) : ''
}

/** Turns the source of a block into a code block. */
export function keep(node: Nodes, { page }: Settling): RootContent {
  const data: Kept = { kept: true }
  const position = node.position && { position: node.position }
  return {
    type: 'code',
    lang: page.mdx ? 'mdx' : 'html',
    meta: null,
    value: sourceOf(node, page),
    data: data as never,
    ...position,
  }
}

export function isKept(node: Nodes): boolean {
  return (node.data as Partial<Kept> | undefined)?.kept === true
}

/** Converts a title to a bold paragraph. */
export function titled(title: string): Paragraph {
  const strong: Strong = { type: 'strong', children: [{ type: 'text', value: title }] }
  return { type: 'paragraph', children: [strong] }
}
