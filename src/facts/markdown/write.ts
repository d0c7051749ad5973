import type { Code, InlineCode, Nodes, Parents, PhrasingContent, Root } from 'mdast'
import { gfmStrikethroughToMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableToMarkdown } from 'mdast-util-gfm-table'
import { gfmTaskListItemToMarkdown } from 'mdast-util-gfm-task-list-item'
import {
  defaultHandlers,
  type Info,
  type Options,
  type State,
  toMarkdown,
} from 'mdast-util-to-markdown'
import { takeTitle } from './fence-title.js'
import {
  type Callout,
  type CalloutKind,
  type ErrorLink,
  isPlainProse,
  parseProse,
  plainText,
  visit,
} from './prose.js'
import { escapeProseText, inlineCodeInCell, type MarkdownDialect, writeTitle } from './text.js'

/** A Markdown dialect with support for parts of prose that CommonMark does not define. */
export interface ProseDialect extends MarkdownDialect {
  callout(kind: CalloutKind, body: string): string
  /**
   * Rewrites the language of a fence and the rest of its line (without the title), if the site has
   * its own format.
   */
  fence?(info: Fence): Fence
  /** Wraps a fence with a title, if the site shows titles only in a wrapper. */
  aroundTitled?(written: string): string
}

/** The language of a fence and the rest of its line. */
export interface Fence {
  readonly lang?: string | null | undefined
  readonly meta?: string | null | undefined
}

/**
 * Returns the target of a link to an error in this output. Undefined if the output does not have
 * that error.
 */
export type ErrorLinks = (
  link: ErrorLink,
) => { readonly code: string; readonly url: string } | undefined

/** Writes prose for one output. */
export interface ProseWriter {
  /**
   * Writes blocks, without a newline at the end. If `under` is given, the highest heading is one
   * level below that depth.
   */
  blocks(text: string, under?: number): string
  /** Writes the content of one paragraph or table cell. All blocks are put on the same line. */
  inline(text: string, cell?: boolean): string
}

declare module 'mdast-util-to-markdown' {
  interface ConstructNameMap {
    callout: 'callout'
  }
}

/**
 * Returns a writer of prose in a Markdown dialect. All text is escaped, so that it can't add
 * structure.
 */
export function proseWriter(dialect: ProseDialect, links: ErrorLinks): ProseWriter {
  const options = writerOptions(dialect, links)
  const write = (tree: Root) =>
    simpleParagraphs(tree, dialect) ?? toMarkdown(tree, options).replace(/\n$/, '')
  return {
    blocks: (text, under) =>
      isSameInAnyDialect(text) ? text.trimEnd() : write(withHeadingsBelow(under, parseProse(text))),
    inline: (text, cell = false) => {
      if (isSameInAnyDialect(text)) return text.trimEnd().replace(/\n+/g, ' ')
      const children = parseProse(text).children.flatMap((block, at): PhrasingContent[] => [
        ...(at > 0 ? [{ type: 'text', value: ' ' } as const] : []),
        ...(block.type === 'paragraph'
          ? block.children
          : [{ type: 'text', value: plainText(block as Nodes) } as const]),
      ])
      const simple = cell ? undefined : simpleParagraph(children, dialect)
      if (simple !== undefined) return simple.replaceAll('\n', ' ')
      const content = children.map(withoutBreaks)
      const line = toMarkdown(
        cell ? { type: 'tableCell', children: content } : { type: 'paragraph', children: content },
        options,
      )
      return line.replace(/\n$/, '').replaceAll('\n', ' ')
    },
  }
}

/** Moves all headings by the same number of levels, so that the highest is one below `under`. */
function withHeadingsBelow(under: number | undefined, tree: Root): Root {
  const depths: number[] = []
  if (under !== undefined) visit(tree, (node) => node.type === 'heading' && depths.push(node.depth))
  const by = (under ?? 0) + 1 - Math.min(...depths)
  return depths.length === 0 || by === 0 ? tree : (moved(tree, by) as Root)
}

function moved(node: Nodes, by: number): Nodes {
  const depth = node.type === 'heading' ? { depth: Math.min(6, node.depth + by) } : {}
  return 'children' in node
    ? ({
        ...node,
        ...depth,
        children: (node.children as Nodes[]).map((child) => moved(child, by)),
      } as Nodes)
    : node
}

/**
 * Returns a copy with spaces instead of line breaks. The original tree is cached, so it must not
 * change.
 */
function withoutBreaks(node: PhrasingContent): PhrasingContent {
  if (node.type === 'break') return { type: 'text', value: ' ' }
  return 'children' in node
    ? ({ ...node, children: node.children.map(withoutBreaks) } as PhrasingContent)
    : node
}

/**
 * Writes paragraphs that contain only text and code spans, like most prose with markup. The result
 * is the same as from the printer, but faster. Undefined for anything else.
 */
function simpleParagraphs({ children }: Root, dialect: MarkdownDialect): string | undefined {
  const paragraphs: string[] = []
  for (const block of children) {
    const written =
      block.type === 'paragraph' ? simpleParagraph(block.children, dialect) : undefined
    if (written === undefined) return undefined
    paragraphs.push(written)
  }
  return paragraphs.join('\n\n')
}

/** Code that needs only one backtick at each end. */
const simpleCode = /^[^`\s](?:[^`\r\n]*[^`\s])?$/

function simpleParagraph(
  children: readonly PhrasingContent[],
  dialect: MarkdownDialect,
): string | undefined {
  let written = ''
  for (const [at, node] of children.entries()) {
    if (node.type === 'text')
      written += escapeProseText(node.value, dialect, {
        first: at === 0,
        last: at === children.length - 1,
        start: at === 0,
      })
    else if (node.type === 'inlineCode' && simpleCode.test(node.value))
      written += `\`${node.value}\`${dialect.afterCode?.(node.value) ?? ''}`
    else return undefined
  }
  return written
}

/** Whether text needs no escapes in any dialect, like most prose. */
function isSameInAnyDialect(text: string): boolean {
  return isPlainProse(text)
}

// Merged here, because the printer would otherwise merge the extensions each time.
const gfm = [gfmTableToMarkdown(), gfmStrikethroughToMarkdown(), gfmTaskListItemToMarkdown()]
const gfmHandlers = Object.assign({}, ...gfm.map(({ handlers }) => handlers)) as NonNullable<
  Options['handlers']
>
const gfmUnsafe = gfm.flatMap(({ unsafe }) => unsafe ?? [])

/**
 * A placeholder for a title that is already escaped. No text in a catalog contains this character.
 */
const titlePlace = '\ufdd5'

function writerOptions(dialect: ProseDialect, links: ErrorLinks): Options {
  return {
    bullet: '*',
    fences: true,
    resourceLink: true,
    incrementListMarker: true,
    rule: '-',
    unsafe: gfmUnsafe,
    handlers: {
      ...gfmHandlers,
      text: (node, parent, _state, info) => {
        const siblings = (parent as { children?: unknown[] } | undefined)?.children
        const first = siblings?.[0] === node
        return escapeProseText(node.value, dialect, {
          first,
          last: siblings?.at(-1) === node,
          start: first || info.before === '\n',
        })
      },
      inlineCode: Object.assign(
        (node: InlineCode, parent: Parents | undefined, state: State) =>
          state.stack.includes('tableCell')
            ? inlineCodeInCell(node.value.replaceAll('\n', ' '), dialect)
            : `${defaultHandlers.inlineCode(node, parent, state)}${dialect.afterCode?.(node.value) ?? ''}`,
        { peek: () => '`' },
      ),
      code: (node: Code, parent: Parents | undefined, state: State, info: Info) => {
        const { title, before, after } = takeTitle(node.meta ?? '')
        const others = {
          lang: node.lang,
          meta: [before, after].filter((part) => part !== '').join(' ') || null,
        }
        const { lang, meta } = dialect.fence?.(others) ?? others
        const place = title && titlePlace
        const whole =
          (before === '' ? [place, meta] : [meta, place]).filter(Boolean).join(' ') || null
        const fence = defaultHandlers
          .code({ ...node, lang: lang ?? null, meta: whole }, parent, state, info)
          .replace(titlePlace, () => (title ? writeTitle(title, dialect) : titlePlace))
        return title ? (dialect.aroundTitled?.(fence) ?? fence) : fence
      },
      errorLink: (node: ErrorLink, _parent, state, info) => {
        const target = links(node)
        const children: PhrasingContent[] = node.bare
          ? [{ type: 'inlineCode', value: target?.code ?? node.code }]
          : node.children
        if (target === undefined)
          return state.containerPhrasing({ type: 'paragraph', children }, info)
        return state.handle({ type: 'link', url: target.url, children }, undefined, state, info)
      },
      callout: (node: Callout, _parent, state, info) =>
        dialect.callout(
          node.kind,
          state.containerFlow({ type: 'blockquote', children: node.children }, info),
        ),
    } as NonNullable<Options['handlers']>,
  }
}
