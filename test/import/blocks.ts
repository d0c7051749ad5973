import type { Code, Nodes, Root } from 'mdast'
import { partOf } from '../../src/author/importers/mdx/headings.js'
import { readPage } from '../page.js'

/** One block of a page as a reader sees it. */
export interface Seen {
  readonly line: number
  readonly kind: string
  readonly text: string
  /** What a fence is written in and called, where links lead. */
  readonly more: string
  /** The part of the page by what its heading means; '' before any heading. */
  readonly part: string
}

/** The blocks of a page, in order: by a reader of its own, which knows nothing of the importer's. */
export function blocksOfPage(contents: string): Seen[] {
  const { tree, offset } = parse(contents)
  const blocks: Seen[] = []
  let part = ''
  let depth = 0
  const definitions = new Map(tree.children.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url] as const] : [])))
  const targets = (node: Nodes): string[] => {
    if (node.type === 'link' || node.type === 'image') return [target(node.url)]
    if (node.type === 'linkReference' || node.type === 'imageReference') return [target(definitions.get(node.identifier) ?? '')]
    return 'children' in node ? (node.children as Nodes[]).flatMap(targets) : []
  }
  const walk = (node: Nodes, inside: string): void => {
    const type = node.type as string
    const line = (node.position?.start.line ?? 0) + offset
    if (type === 'heading') {
      const heading = node as Extract<Nodes, { type: 'heading' }>
      const text = shown(heading)
      const meaning = meaningOf(text)
      if (meaning !== undefined || heading.depth <= depth || depth === 0) {
        part = meaning ?? `other: ${text}`
        depth = heading.depth
      }
      blocks.push({ line, kind: 'heading', text: meaning === undefined || meaning === 'retired' ? text : meaning, more: '', part })
    } else if (type === 'paragraph') {
      const text = shown(node)
      const [only, ...others] = (node as Extract<Nodes, { type: 'paragraph' }>).children
      const label = only?.type === 'strong' && others.length === 0 ? meaningOf(text) : undefined
      // A bold line that names a part of a page is its heading.
      if (label !== undefined) {
        part = label
        blocks.push({ line, kind: 'heading', text: label, more: '', part })
      } else if (text !== '') blocks.push({ line, kind: inside, text, more: targets(node).join(' '), part })
    } else if (type === 'code') {
      const { lang, meta, value } = node as Code
      blocks.push({
        line,
        kind: 'code',
        text: codeText(value, lang),
        more: `${lang ?? ''} ${(meta ?? '').replace(/^title="(.*)"$/, '$1')}`.trim(),
        part,
      })
    } else if (type === 'table') blocks.push({ line, kind: 'table', text: shown(node), more: targets(node).join(' '), part })
    else if (type === 'thematicBreak') blocks.push({ line, kind: 'rule', text: '', more: '', part })
    else if (type === 'html' && !/^<!--[\s\S]*-->$/.test((node as { value: string }).value.trim()))
      blocks.push({ line, kind: 'html', text: shown(node), more: '', part })
    else if (type === 'list') {
      const { ordered } = node as Extract<Nodes, { type: 'list' }>
      for (const item of (node as Extract<Nodes, { type: 'list' }>).children)
        for (const child of item.children) walk(child as Nodes, ordered ? 'step' : 'item')
    } else if ('children' in node) for (const child of node.children) walk(child as Nodes, inside)
  }
  walk(tree, 'paragraph')
  return blocks
}

function parse(contents: string): { tree: Root; offset: number } {
  const frontmatter = /^---\n[\s\S]*?\n---\n/.exec(contents)?.[0] ?? ''
  const offset = frontmatter.split('\n').length - 1
  // A container is its contents, under its title where it has one.
  const body = contents
    .slice(frontmatter.length)
    .replace(/^:::+ *(?:[\w-]+ *\[?(.*?)\]?)?$/gm, (_, title?: string) => (title ? `**${title}**` : ''))
  try {
    // Only what says it is MDX: in Markdown, a brace is a brace.
    if (/^\{\/\*|^<[A-Z]/m.test(body)) return { tree: readPage(body).tree, offset }
  } catch {
    // A page that is no MDX is Markdown.
  }
  return { tree: readPage(body, { mdx: false }).tree, offset }
}

/** A link to a page beside this one leads to it in whatever spelling: by its path, as HTML, to a place on it. */
function target(url: string): string {
  return /^[a-z]+:|^#/i.test(url)
    ? url
    : url
        .replace(/#.*$/, '')
        .replace(/\.(?:mdx?|html?)$/, '')
        .replace(/^.*\//, '')
        .toLowerCase()
}

/** JSON says the same in whatever order and with whatever spaces. */
function codeText(value: string, lang: string | null | undefined): string {
  if (lang === 'json') {
    try {
      return JSON.stringify(sorted(JSON.parse(value)))
    } catch {
      return value.trimEnd()
    }
  }
  return value.trimEnd()
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}

function shown(node: Nodes): string {
  const text = (inner: Nodes): string => {
    // A bare span is how a page keeps a mark from meaning something on its platform: nothing of it is seen.
    if (inner.type === 'html') return inner.value.startsWith('<!--') || /^<\/?span>$/.test(inner.value) ? '' : inner.value
    if ('value' in inner) return inner.value
    if (inner.type === 'break') return ' '
    if (inner.type === 'image') return inner.alt ?? ''
    return 'children' in inner
      ? (inner.children as Nodes[]).map(text).join(inner.type === 'table' || inner.type === 'tableRow' ? ' ' : '')
      : ''
  }
  return text(node).replace(/\s+/g, ' ').trim()
}

/** Two headings say the same where they mean the same part. Description, causes and examples are one part of a page. */
function meaningOf(heading: string): string | undefined {
  const part = partOf(heading)
  if (part === 'description' || part === 'causes' || part === 'example') return 'what'
  return part
}
