import type { InlineCode, Nodes, Parents, PhrasingContent, Root } from 'mdast'
import { gfmStrikethroughToMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableToMarkdown } from 'mdast-util-gfm-table'
import { gfmTaskListItemToMarkdown } from 'mdast-util-gfm-task-list-item'
import { defaultHandlers, type Options, type State, toMarkdown } from 'mdast-util-to-markdown'
import { escapeProseText, inlineCodeInCell, type MarkdownDialect } from './markdown-text.js'
import { type CalloutKind, type Callout, type ErrorLink, isPlainProse, parseProse, plainText, visit } from './prose.js'

/** A dialect, and how it draws what prose may hold beyond CommonMark. */
export interface ProseDialect extends MarkdownDialect {
  callout(kind: CalloutKind, body: string): string
}

/** Where a link to an error leads on this output, or undefined where the output does not show that error. */
export type ErrorLinks = (link: ErrorLink) => { readonly code: string; readonly url: string } | undefined

/** Writes prose for one output. */
export interface ProseWriter {
  /** Blocks, without a newline at the end. */
  blocks(text: string): string
  /** One paragraph's content, or a table cell's. Blocks that follow the first are set behind it. */
  inline(text: string, cell?: boolean): string
}

declare module 'mdast-util-to-markdown' {
  interface ConstructNameMap {
    callout: 'callout'
  }
}

/** Prose → Markdown of a dialect. Structure comes from the tree alone; text is escaped where it stands. */
export function proseWriter(dialect: ProseDialect, links: ErrorLinks): ProseWriter {
  const options = writerOptions(dialect, links)
  const write = (tree: Root) => toMarkdown(tree, options).replace(/\n$/, '')
  return {
    blocks: (text) => (isSameInAnyDialect(text) ? text.trimEnd() : write(parseProse(text))),
    inline: (text, cell = false) => {
      if (isSameInAnyDialect(text)) return text.trimEnd()
      const children = parseProse(text).children.flatMap((block, at): PhrasingContent[] => [...(at > 0 ? [{ type: 'text', value: ' ' } as const] : []), ...(block.type === 'paragraph' ? block.children : [{ type: 'text', value: plainText(block as Nodes) } as const])])
      for (const child of children) visit(child, (node) => void (node.type === 'break' && Object.assign(node, { type: 'text', value: ' ' })))
      const line = toMarkdown(cell ? { type: 'tableCell', children } : { type: 'paragraph', children }, options)
      return line.replace(/\n$/, '').replaceAll('\n', ' ')
    },
  }
}

/** Text that no dialect escapes: most of what people write. */
function isSameInAnyDialect(text: string): boolean {
  return isPlainProse(text)
}

function writerOptions(dialect: ProseDialect, links: ErrorLinks): Options {
  return {
    bullet: '*',
    fences: true,
    resourceLink: true,
    incrementListMarker: true,
    rule: '-',
    extensions: [
      gfmTableToMarkdown(),
      gfmStrikethroughToMarkdown(),
      gfmTaskListItemToMarkdown(),
      {
        handlers: {
          text: (node, parent, _state, info) => {
            const siblings = (parent as { children?: unknown[] } | undefined)?.children
            const first = siblings?.[0] === node
            return escapeProseText(node.value, dialect, { first, last: siblings?.at(-1) === node, start: first || info.before === '\n' })
          },
          inlineCode: Object.assign((node: InlineCode, parent: Parents | undefined, state: State) => (state.stack.includes('tableCell') ? inlineCodeInCell(node.value.replaceAll('\n', ' '), dialect) : defaultHandlers.inlineCode(node, parent, state)), { peek: () => '`' }),
          errorLink: (node: ErrorLink, _parent, state, info) => {
            const target = links(node)
            const children: PhrasingContent[] = node.bare ? [{ type: 'inlineCode', value: target?.code ?? node.code }] : node.children
            if (target === undefined) return state.containerPhrasing({ type: 'paragraph', children }, info)
            return state.handle({ type: 'link', url: target.url, children }, undefined, state, info)
          },
          callout: (node: Callout, _parent, state, info) => dialect.callout(node.kind, state.containerFlow({ type: 'blockquote', children: node.children }, info)),
        } as NonNullable<Options['handlers']>,
      },
    ],
  }
}
