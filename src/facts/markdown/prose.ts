import type {
  Blockquote,
  Definition,
  Image,
  Link,
  Nodes,
  Paragraph,
  Parent,
  PhrasingContent,
  Root,
  RootContent,
  Text,
} from 'mdast'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { gfmTable } from 'micromark-extension-gfm-table'
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { linkScheme } from '../entry/code.js'

/** A link to another error in the catalog, by its code. */
export interface ErrorLink extends Parent {
  type: 'errorLink'
  code: string
  /** The URL as written in the source. It is used to locate a finding. */
  target: string
  /** Whether the link is written as `<err:…>`, so that its text is only the code. */
  bare: boolean
  children: PhrasingContent[]
}

export const calloutKinds = ['note', 'tip', 'important', 'warning', 'caution'] as const
export type CalloutKind = (typeof calloutKinds)[number]

export interface Callout extends Parent {
  type: 'callout'
  kind: CalloutKind
  children: Blockquote['children']
}

declare module 'mdast' {
  interface RootContentMap {
    errorLink: ErrorLink
    callout: Callout
  }
  interface PhrasingContentMap {
    errorLink: ErrorLink
  }
  interface BlockContentMap {
    callout: Callout
  }
}

// CommonMark with tables, strikethrough and task lists. The code below converts raw HTML to text.
const parser = unified()
  .use(remarkParse)
  .data({
    micromarkExtensions: [gfmTable(), gfmStrikethrough({ singleTilde: false }), gfmTaskListItem()],
    fromMarkdownExtensions: [
      gfmTableFromMarkdown(),
      gfmStrikethroughFromMarkdown(),
      gfmTaskListItemFromMarkdown(),
    ],
  })
  .freeze()

/** Whether text may contain a link. `check` skips other text. */
export function mayHoldLink(text: string): boolean {
  if (text.includes('<')) return true
  const open = text.indexOf('[')
  return open !== -1 && text.includes(']', open + 1)
}

/**
 * Whether text means the same in every Markdown dialect. All lines must start with a letter and
 * contain only letters, digits, spaces and some punctuation.
 */
export function isPlainProse(text: string): boolean {
  return (
    /^[A-Za-z](?:[A-Za-z0-9,;('"?/ -]|(?<![;-])\)|[.:](?=\s|$)|\n\n?(?=[A-Za-z]))*\n?$/.test(
      text,
    ) && !/^(?:import|export)\b|\bwww\b| {2}| $/m.test(text)
  )
}

/**
 * Parses Markdown into a tree of text and structure. Raw HTML becomes text, and references are
 * resolved. Links to codes become `errorLink` nodes, and `> [!NOTE]` quotes become callouts.
 */
export function parseProse(text: string): Root {
  const known = recent.get(text)
  if (known) return known
  const tree = isPlainProse(text) ? plainTree(text) : parse(text)
  if (recent.size >= mostRecent) recent.clear()
  recent.set(text, tree)
  return tree
}

/**
 * Parses many one-line strings at once and caches the trees. Parsing them one by one would take 50%
 * more time. This works because between blank lines, a line that starts with a letter or a code
 * span is always a paragraph.
 */
export function parseTogether(texts: readonly string[]): void {
  const lines = texts.filter(
    (text) =>
      /^(?:[A-Za-z]|`(?!``))[^\r\n]*\n?$/.test(text) && !recent.has(text) && !isPlainProse(text),
  )
  if (lines.length < 2) return
  const { children } = parse(lines.map((line) => line.replace(/\n$/, '')).join('\n\n'))
  if (recent.size + lines.length > mostRecent) recent.clear()
  for (const [at, line] of lines.entries())
    recent.set(line, { type: 'root', children: children.slice(at, at + 1) })
}

// Several outputs write the same text one after the other, so the most recent trees are cached.
// Cached trees must not be changed.
const recent = new Map<string, Root>()
const mostRecent = 500

function plainTree(text: string): Root {
  return {
    type: 'root',
    children: text
      .trim()
      .split('\n\n')
      .map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] })),
  }
}

function parse(text: string): Root {
  const tree = parser.parse(text)
  const definitions = new Map<string, Definition>()
  visit(tree, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier))
      definitions.set(node.identifier, node)
  })
  settle(tree, definitions)
  return tree
}

/** Calls `look` with every node of a tree, parents first. */
export function visit(node: Nodes, look: (node: Nodes) => void): void {
  look(node)
  if ('children' in node) for (const child of node.children) visit(child as Nodes, look)
}

/** The visible text of a tree, without its structure. */
export function plainText(node: Nodes): string {
  if (node.type === 'errorLink' && node.bare) return node.code
  if ('value' in node) return node.value
  if (node.type === 'image') return node.alt ?? ''
  if (node.type === 'break') return ' '
  if (!('children' in node)) return ''
  const separator =
    node.type === 'root' ||
    node.type === 'list' ||
    node.type === 'blockquote' ||
    node.type === 'callout'
      ? ' '
      : ''
  return (node.children as Nodes[]).map(plainText).join(separator)
}

/** Returns the code in the URL of a link, or undefined if it leads to something else. */
export function codeOfUrl(url: string): string | undefined {
  return url.startsWith(linkScheme) && url.length > linkScheme.length ? url : undefined
}

function settle(node: Nodes, definitions: ReadonlyMap<string, Definition>): void {
  if (!('children' in node)) return
  const children = node.children as RootContent[]
  const settled: RootContent[] = []
  for (const child of children) {
    if (child.type === 'definition') {
      if (node.type === 'listItem') node.spread = false
      continue
    }
    // A list stays loose, even if only a removed definition made it loose.
    if (child.type === 'list' && child.children.some((item) => item.spread)) child.spread = true
    const next = settleNode(child, node, definitions)
    settle(next as Nodes, definitions)
    const last = settled.at(-1)
    if (next.type === 'text' && last?.type === 'text') last.value += next.value
    else settled.push(next)
  }
  node.children = settled as never
}

function settleNode(
  node: RootContent,
  parent: Nodes,
  definitions: ReadonlyMap<string, Definition>,
): RootContent {
  switch (node.type) {
    case 'html': {
      const text: Text = { type: 'text', value: node.value }
      return isFlow(parent) ? ({ type: 'paragraph', children: [text] } satisfies Paragraph) : text
    }
    case 'linkReference': {
      const { url = '', title } = definitions.get(node.identifier) ?? {}
      return settleLink({ type: 'link', url, title: title ?? null, children: node.children })
    }
    case 'imageReference': {
      const { url = '', title } = definitions.get(node.identifier) ?? {}
      return { type: 'image', url, title: title ?? null, alt: node.alt ?? null } satisfies Image
    }
    case 'link':
      return settleLink(node)
    case 'blockquote':
      return calloutOf(node) ?? node
    default:
      return node
  }
}

function settleLink(node: Link): Link | ErrorLink {
  const code = codeOfUrl(node.url)
  if (code === undefined) return node
  const [only] = node.children
  const bare = node.children.length === 1 && only?.type === 'text' && only.value === node.url
  return { type: 'errorLink', code, target: node.url, bare, children: node.children }
}

function calloutOf(node: Blockquote): Callout | undefined {
  const [first, ...rest] = node.children
  const [text, ...others] = first?.type === 'paragraph' ? first.children : []
  if (text?.type !== 'text') return undefined
  const match = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)/.exec(text.value)
  if (match === null) return undefined
  const [marker, kind = ''] = match
  const value = text.value.slice(marker.length)
  const children = [...(value === '' ? [] : [{ ...text, value }]), ...others]
  if (children[0]?.type === 'break') children.shift()
  const opening: Paragraph[] = children.length > 0 ? [{ type: 'paragraph', children }] : []
  return {
    type: 'callout',
    kind: kind.toLowerCase() as CalloutKind,
    children: [...opening, ...rest],
  }
}

function isFlow(parent: Nodes): boolean {
  return (
    parent.type === 'root' ||
    parent.type === 'blockquote' ||
    parent.type === 'listItem' ||
    parent.type === 'callout'
  )
}

/**
 * Returns the code that a link in prose leads to. Links add `err:` to codes that do not start with
 * it, so this removes `err:` unless it is part of the code.
 */
export function linkedCode(
  link: Pick<ErrorLink, 'code'>,
  known: { has(code: string): boolean },
): string {
  return known.has(link.code) ? link.code : link.code.slice(linkScheme.length)
}
