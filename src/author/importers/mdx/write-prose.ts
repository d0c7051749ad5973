import type { BlockContent, Nodes, PhrasingContent, Root, RootContent } from 'mdast'
import { gfmStrikethroughToMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableToMarkdown } from 'mdast-util-gfm-table'
import { gfmTaskListItemToMarkdown } from 'mdast-util-gfm-task-list-item'
import { type Options, toMarkdown } from 'mdast-util-to-markdown'
import { type Callout, type ErrorLink, parseProse, visit } from '../../../facts/markdown/prose.js'
import type { ParsedPage } from './parse.js'

const options: Options = {
  bullet: '-',
  fences: true,
  resourceLink: false,
  incrementListMarker: true,
  rule: '-',
  extensions: [gfmTableToMarkdown(), gfmStrikethroughToMarkdown(), gfmTaskListItemToMarkdown()],
  handlers: {
    callout: (
      node: Callout,
      _parent: unknown,
      state: { containerFlow(node: unknown, info: unknown): string },
      info: unknown,
    ) => {
      const body = state.containerFlow({ type: 'blockquote', children: node.children }, info)
      return `> [!${node.kind.toUpperCase()}]\n${body.replace(/^/gm, '> ').replace(/(?<! ) +$/gm, '')}`
    },
  } as never,
}

/**
 * Writes blocks as Markdown that parses to the same tree. Uses the original source if it parses to
 * that tree, else prints the block again. `altered` contains the blocks that can't be preserved.
 */
export function writeBlocks(
  nodes: readonly RootContent[],
  page: ParsedPage,
): { text: string; altered: ReadonlySet<number> } {
  // Try all blocks at once first, because parsing takes most of the time of an import.
  const asTheyAre = nodes.map((node) => ownSource(node, page) ?? printed(node)).join('\n\n')
  if (isSame(asTheyAre, nodes)) return { text: asTheyAre, altered: new Set() }
  const written = nodes.map((node) => writeBlock(node, page))
  const text = written.map((block) => block.text).join('\n\n')
  const altered = new Set(written.flatMap(({ same }, at) => (same ? [] : [at])))
  if (altered.size > 0 || isSame(text, nodes)) return { text, altered }
  // Each block alone parses correctly, but all together do not. For example, two lists in a row
  // become one list.
  const whole = toMarkdown({ type: 'root', children: nodes as Root['children'] }, options).trimEnd()
  return { text: whole, altered: isSame(whole, nodes) ? altered : new Set(nodes.keys()) }
}

function writeBlock(node: RootContent, page: ParsedPage): { text: string; same: boolean } {
  const source = ownSource(node, page)
  if (source !== undefined && isSame(source, [node])) return { text: source, same: true }
  const text = printed(node)
  return { text, same: isSame(text, [node]) }
}

function printed(node: RootContent): string {
  return toMarkdown({ type: 'root', children: [node] as Root['children'] }, options).trimEnd()
}

/** Returns the contents of one paragraph as Markdown on one line. */
export function writeInline(children: readonly PhrasingContent[]): string {
  return toMarkdown({ type: 'paragraph', children: [...children] }, options)
    .trim()
    .replaceAll('\n', ' ')
}

/** Returns the source lines of a block, without the indentation of the parent block. */
function ownSource(node: RootContent, { text }: ParsedPage): string | undefined {
  const { position, type } = node
  if (position === undefined || type === 'callout' || type === 'component') return undefined
  const { offset = 0, column } = position.start
  const source = text.slice(offset, position.end.offset)
  // The level of a heading may have changed.
  if (type === 'heading') return source.replace(/^#+/, '#'.repeat(node.depth))
  // The title of a code block may have changed.
  const lines = source.split('\n')
  const [opening = '', ...others] = lines
  if (type === 'code' && !opening.includes(node.meta ?? '')) return undefined
  if (column === 1) return source.trimEnd()
  const indent = ' '.repeat(column - 1)
  if (!others.every((line) => line.trim() === '' || line.startsWith(indent))) return undefined
  return lines
    .map((line, at) => (at === 0 ? line : line.slice(indent.length)))
    .join('\n')
    .trimEnd()
}

function isSame(text: string, nodes: readonly RootContent[]): boolean {
  return shape(parseProse(`${text}\n`).children as RootContent[]) === shape(nodes)
}

/**
 * Returns the content of nodes as a string for comparison. Ignores positions and the style of lists
 * and code.
 */
function shape(nodes: readonly Nodes[]): string {
  return JSON.stringify(nodes.map(plain))
}

function plain(node: Nodes): unknown {
  const children = 'children' in node ? joined(node.children as Nodes[]).map(plain) : []
  switch (node.type) {
    case 'text':
      return ['text', node.value.replace(/(?<![ \t])[ \t]*\n[ \t]*/g, '\n')]
    case 'inlineCode':
      return ['code', node.value]
    case 'code':
      return ['fence', node.lang ?? '', node.meta ?? '', node.value]
    case 'errorLink':
      return ['link', (node as ErrorLink).code, children]
    case 'link':
      return ['link', node.url, children]
    case 'image':
      return ['image', node.url, node.alt ?? '']
    case 'heading':
      return ['heading', node.depth, children]
    case 'list':
      return ['list', node.ordered === true, node.ordered ? (node.start ?? 1) : 0, children]
    case 'listItem':
      return ['item', node.checked ?? null, children]
    case 'callout':
      return ['callout', node.kind, children]
    case 'table':
      return ['table', node.align ?? [], children]
    default:
      return [node.type, children]
  }
}

function joined(nodes: readonly Nodes[]): Nodes[] {
  const result: Nodes[] = []
  for (const node of nodes) {
    const last = result.at(-1)
    if (node.type === 'text' && last?.type === 'text')
      result[result.length - 1] = { ...last, value: last.value + node.value }
    else result.push(node)
  }
  return result
}

/** Shifts the headings so that the highest one has level `top`. */
export function withHeadingsFrom(top: number, nodes: readonly RootContent[]): RootContent[] {
  let highest = 7
  for (const node of nodes)
    visit(node, (inner) => {
      if (inner.type === 'heading') highest = Math.min(highest, inner.depth)
    })
  const shift = top - highest
  return shift === 0 || highest === 7
    ? [...nodes]
    : (nodes.map((node) => shifted(node, shift)) as RootContent[])
}

function shifted(node: RootContent, by: number): RootContent {
  if (node.type === 'heading') return { ...node, depth: Math.min(6, node.depth + by) as 1 }
  return 'children' in node
    ? ({
        ...node,
        children: (node.children as RootContent[]).map((child) => shifted(child, by)),
      } as BlockContent)
    : node
}
