import type { Nodes, Parent, PhrasingContent, Root, RootContent } from 'mdast'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { gfmTable } from 'micromark-extension-gfm-table'
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { proseProblem, proseRefusal } from '../../../facts/markdown/prose-limits.js'
import type { Finding } from '../../../model/diagnostic.js'
import { limits } from '../../../model/limits.js'
import type { Source } from '../../../model/source.js'
import { type Marked, markContainers, markOf } from './containers.js'

/** A JSX element or a container, with its name, its text attributes and its contents. */
export interface Component extends Parent {
  type: 'component'
  name: string
  props: Readonly<Record<string, string>>
  /** Names for the children, in order, as in `items={['npm', 'pnpm']}`. */
  items: readonly string[]
  children: RootContent[]
}

declare module 'mdast' {
  interface RootContentMap {
    component: Component
  }
}

/** A page as a tree. Code on the page is never evaluated. */
export interface ParsedPage {
  readonly root: Root
  /** The text that the positions of the tree refer to. */
  readonly text: string
  readonly mdx: boolean
  lineOf(line: number): number
}

const gfm = {
  micromarkExtensions: [gfmTable(), gfmStrikethrough({ singleTilde: false }), gfmTaskListItem()],
  fromMarkdownExtensions: [
    gfmTableFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
  ],
}
const markdownParser = unified()
  .use(remarkParse)
  .data({
    micromarkExtensions: [...gfm.micromarkExtensions],
    fromMarkdownExtensions: [...gfm.fromMarkdownExtensions],
  })
  .freeze()
const mdxParser = unified()
  .use(remarkParse)
  .data({
    micromarkExtensions: [...gfm.micromarkExtensions],
    fromMarkdownExtensions: [...gfm.fromMarkdownExtensions],
  })
  .use(remarkMdx)
  .freeze()

const tooManyBraces = {
  code: 'text-too-large',
  message: `This page has more than ${limits.pageBraces} closing braces outside code blocks.`,
  help: 'Split it, or do not import it.',
} as const

/**
 * Whether elements are nested deeper than on any real page. Not recursive, because deep nesting
 * would overflow the stack.
 */
function nestsTooDeep(root: Root): boolean {
  const left: { readonly node: Root | RootContent; readonly depth: number }[] = [
    { node: root, depth: 0 },
  ]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { node, depth } = next
    const inner = (node.type as string).startsWith('mdxJsx') ? depth + 1 : depth
    if (inner > limits.proseDepth) return true
    if ('children' in node)
      for (const child of node.children) left.push({ node: child, depth: inner })
  }
  return false
}

/** `text` is the page with blank lines in place of its frontmatter. */
export function parsePage(
  source: Source,
  text: string,
): { value: ParsedPage | undefined; findings: Finding[] } {
  const problem = proseProblem(text, limits.page)
  if (problem !== undefined)
    return {
      value: undefined,
      findings: [{ ...proseRefusal(problem, 'page'), at: { source, range: [0, 0] } }],
    }
  const wantsMdx = source.file.endsWith('.mdx')
  if (!wantsMdx && !holdsComponents(text)) return { value: plain(text), findings: [] }
  if (outsideFences(text).split('}').length > limits.pageBraces + 1)
    return { value: undefined, findings: [{ ...tooManyBraces, at: { source, range: [0, 0] } }] }
  const marked = markContainers(text, true)
  try {
    const root = mdxParser.parse(marked.text)
    if (nestsTooDeep(root))
      return {
        value: undefined,
        findings: [{ ...proseRefusal('deep', 'page'), at: { source, range: [0, 0] } }],
      }
    return { value: page(root, marked, true), findings: [] }
  } catch (cause) {
    // A `.md` file with components may not be valid MDX.
    return {
      value: plain(text),
      findings: wantsMdx ? [brokenMdx(source, marked, cause as MdxMessage)] : [],
    }
  }
}

function plain(text: string): ParsedPage {
  const marked = markContainers(text, false)
  return page(markdownParser.parse(marked.text), marked, false)
}

function page(root: Root, marked: Marked, mdx: boolean): ParsedPage {
  root.children = components(root.children, marked) as Root['children']
  return { root, text: marked.text, mdx, lineOf: marked.lineOf }
}

/**
 * Whether a Markdown file contains components of a docs site outside code blocks and code spans.
 */
function holdsComponents(text: string): boolean {
  const prose = outsideFences(text).replace(/`[^`\n]*`/g, '')
  const opened = /^[ \t]*<[A-Z][A-Za-z.]*(?:\s|\/?>)/m.exec(prose)
  // If there is no `>` after the first tag, there is no `>` after later tags either.
  return opened !== null && (opened[0].endsWith('>') || prose.includes('>', opened.index))
}

/** Returns the lines of a page that are not in code blocks. */
function outsideFences(text: string): string {
  let fence: string | undefined
  const outside = text.split('\n').filter((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === undefined) {
      fence = mark
      return mark === undefined
    }
    if (mark?.startsWith(fence) && /^\s*[`~]+\s*$/.test(line)) fence = undefined
    return false
  })
  return outside.join('\n')
}

interface MdxMessage {
  readonly reason?: string
  readonly place?: {
    readonly line?: number
    readonly column?: number
    readonly start?: { readonly line: number; readonly column: number }
  }
}

function brokenMdx(
  source: Source,
  { lineOf }: Marked,
  { reason = 'it can’t be parsed', place }: MdxMessage,
): Finding {
  // The position of the opening tag is more helpful than the position where the parser stopped.
  const [, named, opened = '1:1'] = /^(.*?) \((\d+:\d+)-\d+:\d+\)/.exec(reason) ?? []
  const [row = 1, cell = 1] = opened.split(':').map(Number)
  const { line = row, column = cell } = named === undefined ? (place?.start ?? place ?? {}) : {}
  const above = source.text.split('\n').slice(0, lineOf(line) - 1)
  const start = Math.min(
    above.reduce((sum, text) => sum + text.length + 1, 0) + column - 1,
    Math.max(0, source.text.length - 1),
  )
  const [problem = ''] = (named ?? reason).split('\n')
  return {
    code: 'broken-page',
    message: `Invalid MDX: ${problem.replace(/[.\s]+$/, '')}.`,
    help: 'The page was imported as plain Markdown, with its tags as text. Fix the MDX and import the page again.',
    at: { source, range: [start, Math.min(source.text.length, start + 1)] },
  }
}

/**
 * Turns elements and marked containers into components at every level. A paragraph with only
 * elements becomes those elements.
 */
function components(nodes: readonly RootContent[], marked: Marked): RootContent[] {
  const result: RootContent[] = []
  const blocks = nodes.flatMap(unravel)
  let next = 0
  for (const [at, node] of blocks.entries()) {
    if (at < next) continue
    const mark =
      'value' in node && (node.type === 'html' || (node.type as string) === 'mdxFlowExpression')
        ? markOf(node.value)
        : undefined
    if (mark?.kind === 'open') {
      const end = blocks.findIndex(
        (other, index) =>
          index > at &&
          'value' in other &&
          markOf(other.value)?.kind === 'close' &&
          markOf(other.value)?.index === mark.index,
      )
      const last = end === -1 ? blocks.length - 1 : end
      const { name, title } = marked.containers[mark.index]!
      const inner = blocks.slice(at + 1, end === -1 ? undefined : end)
      result.push({
        type: 'component',
        name: `:::${name}`,
        props: title === '' ? {} : { title },
        items: [],
        children: components(inner, marked),
        ...positionOf(node, blocks[last]),
      })
      next = last + 1
      continue
    }
    if (mark?.kind === 'close') continue
    if ('children' in node)
      (node as Parent).children = components(node.children as RootContent[], marked) as never
    result.push(node)
  }
  return result
}

/** Returns the range from the start of one node to the end of another. */
export function positionOf(first: Nodes, last: Nodes | undefined): Pick<Parent, 'position'> {
  if (!first.position || !last?.position) return {}
  return { position: { start: first.position.start, end: last.position.end } }
}

interface JsxElement extends Parent {
  type: 'mdxJsxFlowElement' | 'mdxJsxTextElement'
  name: string | null
  attributes: { type: string; name?: string; value?: unknown }[]
}

function unravel(node: RootContent): RootContent[] {
  if ((node.type as string) === 'mdxJsxFlowElement') return [component(node)]
  return (
    (node.type === 'paragraph' ? elementsAlone(node.children)?.map(component) : undefined) ?? [node]
  )
}

function component(node: RootContent): Component {
  const element = node as unknown as JsxElement
  const children = element.children as RootContent[]
  const position = node.position && { position: node.position }
  const phrasing = children.length > 0 && children.every((child) => isPhrasing(child))
  return {
    type: 'component',
    name: element.name ?? '',
    props: propsOf(element),
    items: itemsOf(element),
    children: phrasing
      ? [
          {
            type: 'paragraph',
            children: children as PhrasingContent[],
            ...position,
          },
        ]
      : children,
    ...position,
  }
}

/**
 * Returns the elements of a paragraph if it contains nothing else. Inline elements such as `<code>`
 * count as text.
 */
function elementsAlone(children: readonly PhrasingContent[]): PhrasingContent[] | undefined {
  const solid = children.filter((child) => !(child.type === 'text' && child.value.trim() === ''))
  const isBlock = (child: PhrasingContent) =>
    (child.type as string) === 'mdxJsxTextElement' &&
    /^(?:[A-Z]|summary$)/.test((child as unknown as JsxElement).name ?? '')
  return solid.length > 0 && solid.every(isBlock) ? solid : undefined
}

export function isPhrasing({ type }: { readonly type: string }): boolean {
  return [
    'text',
    'strong',
    'emphasis',
    'delete',
    'inlineCode',
    'link',
    'linkReference',
    'image',
    'imageReference',
    'break',
    'html',
    'mdxJsxTextElement',
    'mdxTextExpression',
  ].includes(type)
}

function itemsOf({ attributes }: JsxElement): string[] {
  const value = attributes.find(({ name }) => name === 'items')?.value as
    | { value?: string }
    | undefined
  const list = /^\s*\[([\s\S]*)\]\s*$/.exec(value?.value ?? '')?.[1] ?? ''
  return [...list.matchAll(/(["'`])((?:(?!\1|\\|\$\{)[\s\S])*)\1/g)].map(([, , item = '']) => item)
}

/** Returns the attributes that are strings or literal expressions. Skips other expressions. */
export function propsOf({ attributes }: Pick<JsxElement, 'attributes'>): Record<string, string> {
  return Object.fromEntries(
    attributes.flatMap(({ type, name, value }): [string, string][] => {
      if (type !== 'mdxJsxAttribute' || name === undefined) return []
      if (value === null || value === undefined) return [[name, 'true']]
      if (typeof value === 'string') return [[name, value]]
      const [, , text] =
        /^\s*(["'`])((?:(?!\1|\\|\$\{)[\s\S])*)\1\s*$/.exec(
          (value as { value?: string }).value ?? '',
        ) ?? []
      return text === undefined ? [] : [[name, text]]
    }),
  )
}
