import type { Code, Nodes, PhrasingContent, Root } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx'
import { partOf, saysRight } from '../../src/author/importers/mdx/headings.js'
import { readPage } from '../page.js'

/** One block of a page as a reader sees it. */
export interface Seen {
  readonly line: number
  readonly kind: string
  readonly text: string
  /** The language and title of a code block, or the targets of links. */
  readonly more: string
  /** The part of the page, known from the last heading. Empty before the first heading. */
  readonly part: string
}

/** Returns the name of a linked page for the last segment of its path, in lower case. */
export type PageName = (name: string) => string

/** Returns the blocks of a page, in order. This reader shares no code with the importer. */
export function blocksOfPage(contents: string, pageName: PageName = (name) => name): Seen[] {
  const { tree, lineOf } = parse(contents)
  const blocks: Seen[] = []
  let part = ''
  let depth = 0
  const definitions = new Map(
    tree.children.flatMap((node) =>
      node.type === 'definition' ? [[node.identifier, node.url] as const] : [],
    ),
  )
  const targets = (node: Nodes): string[] => {
    if (node.type === 'link' || node.type === 'image') return [target(node.url, pageName)]
    if (node.type === 'linkReference' || node.type === 'imageReference')
      return [target(definitions.get(node.identifier) ?? '', pageName)]
    return 'children' in node ? (node.children as Nodes[]).flatMap(targets) : []
  }
  const add = (node: Nodes, kind: string, text: string, more = '') =>
    blocks.push({ line: lineOf(node), kind, text, more, part })
  const walk = (node: Nodes, inside: string): void => {
    const type = node.type as string
    if (type === 'heading') {
      const heading = node as Extract<Nodes, { type: 'heading' }>
      const text = shown(heading).replace(/ *(?:\{#[\w-]+\}|\[#[\w-]+\])$/, '')
      // The start of a step is its title.
      if (inside === 'step') {
        add(node, inside, text)
        return
      }
      // The title of a page does not start a part.
      if (heading.depth === 1 && depth === 0 && meaningOf(text) === undefined) {
        add(node, 'heading', text)
        return
      }
      const meaning = meaningOf(text)
      // Code under its own heading belongs to that heading. A heading with the same meaning
      // continues the part.
      const isCode =
        depth > 1 && part.startsWith('other') && (partOf(text) === 'example' || saysRight(text))
      const nested = heading.depth > depth && (isCode || meaning === part)
      if ((meaning !== undefined && !nested) || heading.depth <= depth || depth === 0) {
        part = meaning ?? `other: ${text}`
        depth = heading.depth
      }
      add(node, 'heading', meaning === undefined || meaning === 'retired' ? text : meaning)
    } else if (isElement(node)) walkElement(node, inside)
    else if (type === 'paragraph') {
      const paragraph = node as Extract<Nodes, { type: 'paragraph' }>
      const elements = paragraph.children.filter(
        (child) => !(child.type === 'text' && child.value.trim() === ''),
      ) as Nodes[]
      if (
        elements.length > 0 &&
        elements.every((child) => isElement(child) && /^(?:[A-Z]|summary$)/.test(child.name ?? ''))
      )
        for (const element of elements) walk(element, inside)
      else walkParagraph(paragraph, inside)
    } else if (type === 'code') {
      const { lang, meta, value } = node as Code
      add(
        node,
        'code',
        codeText(value, lang),
        `${(lang ?? '').replace('{', ' {')} ${titleIn(meta ?? '')}`.trim(),
      )
    } else if (type === 'table') add(node, 'table', shown(node), targets(node).join(' '))
    else if (type === 'thematicBreak') add(node, 'rule', '')
    else if (type === 'html' && !/^<!--[\s\S]*-->$/.test((node as { value: string }).value.trim()))
      add(node, 'html', shown(node))
    else if (type === 'list') {
      const { ordered } = node as Extract<Nodes, { type: 'list' }>
      for (const item of (node as Extract<Nodes, { type: 'list' }>).children)
        for (const child of item.children) walk(child as Nodes, ordered ? 'step' : 'item')
    } else if ('children' in node) for (const child of node.children) walk(child as Nodes, inside)
  }
  const walkParagraph = (node: Extract<Nodes, { type: 'paragraph' }>, inside: string): void => {
    const text = shown(node).replace(/^\[![A-Z]+\] ?/, '')
    const [first, ...others] = node.children
    const words = first?.type === 'strong' ? shown(first).replace(/:$/, '') : ''
    const label =
      words !== '' && (others.length === 0 || text.startsWith(`${words}: `))
        ? meaningOf(words)
        : undefined
    // A bold line or label with the name of a part counts as a heading.
    if (label !== undefined && (others.length === 0 || label !== 'what' || /cause/i.test(words))) {
      part = label
      add(node, 'heading', label)
      if (others.length > 0)
        add(node, inside, text.slice(words.length + 2), targets(node).join(' '))
    } else if (text !== '') add(node, inside, text, targets(node).join(' '))
  }
  const walkElement = (node: Element, inside: string): void => {
    const name = (node.name ?? '').toLowerCase().replace(/^.*\./, '')
    const { title, label, value, href, description, text, items } = attributesOf(node)
    const words =
      name === 'callout' ||
      name === 'aside' ||
      /^(?:link)?card$|^step$|^accordion$|^tab(?:item)?$/.test(name)
        ? (title ?? label ?? value)
        : undefined
    const kind = name === 'step' ? 'step' : href === undefined ? inside : 'item'
    if (words !== undefined)
      add(node, kind, words, href === undefined ? '' : target(href, pageName))
    if (description !== undefined) add(node, kind, description)
    if (name === 'img')
      add(
        node,
        inside,
        attributesOf(node).alt ?? '',
        target(attributesOf(node).src ?? '', pageName),
      )
    if (name === 'badge' && text !== undefined) add(node, inside, text)
    const names =
      name === 'tabs' ? [...(items ?? '').matchAll(/'([^']*)'/g)].map(([, item]) => item!) : []
    const [only, ...others] = node.children as Nodes[]
    // If a tab contains only one code block, its label is the title of the code block.
    if (
      words !== undefined &&
      name.startsWith('tab') &&
      only?.type === 'code' &&
      others.length === 0
    ) {
      blocks.pop()
      walk(
        /\btitle=/.test(only.meta ?? '')
          ? only
          : { ...only, meta: only.meta ? `title="${words}" ${only.meta}` : words },
        inside,
      )
      return
    }
    if (node.children.length > 0 && (node.children as Nodes[]).every(isPhrasing)) {
      walkParagraph(
        {
          type: 'paragraph',
          children: node.children as PhrasingContent[],
          position: node.position!,
        },
        kind,
      )
      return
    }
    const isSteps = name === 'steps' && (node.children[0]?.type as string) === 'heading'
    let at = 0
    for (const child of node.children as Nodes[]) {
      if (isElement(child) && names.length > 0) {
        const { value: said } = attributesOf(child)
        if (said === undefined) add(child, inside, names[at] ?? '')
        at++
      }
      walk(child, isSteps ? 'step' : kind)
    }
  }
  walk(tree, 'paragraph')
  return blocks
}

function isPhrasing({ type }: Nodes): boolean {
  return [
    'text',
    'strong',
    'emphasis',
    'inlineCode',
    'link',
    'image',
    'break',
    'mdxTextExpression',
  ].includes(type)
}

type Element = MdxJsxFlowElement | MdxJsxTextElement

function isElement(node: Nodes): node is Element {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement'
}

function attributesOf({ attributes }: Element): Partial<Record<string, string>> {
  return Object.fromEntries(
    attributes.map((attribute) => {
      const { value } = attribute
      return [
        'name' in attribute ? attribute.name : '',
        typeof value === 'object' && value !== null ? value.value : (value ?? undefined),
      ]
    }),
  )
}

/**
 * Returns the tree of a page, and the line of a node in the file. A container is replaced by its
 * content, under its title if it has one.
 */
function parse(contents: string): { tree: Root; lineOf: (node: Nodes) => number } {
  const frontmatter = /^---\n[\s\S]*?\n---\n/.exec(contents)?.[0] ?? ''
  const offset = frontmatter.split('\n').length - 1
  const lines = contents
    .slice(frontmatter.length)
    .split('\n')
    .flatMap((text, at) => {
      const [whole, indent, title] = /^(\s*):::+ *(?:[\w-]+ *\[?(.*?)\]?)?$/.exec(text) ?? []
      const shown = whole === undefined ? [text] : title ? ['', `${indent}**${title}**`, ''] : ['']
      return shown.map((line) => ({ line, number: at + 1 + offset }))
    })
  const body = lines.map(({ line }) => line).join('\n')
  const lineOf = ({ position }: Nodes) => lines[(position?.start.line ?? 1) - 1]?.number ?? 0
  try {
    // Only in MDX, because braces have no meaning in Markdown.
    if (/^\{\/\*|^<[A-Z]/m.test(body))
      return {
        tree: readPage(/^import .* from '@theme/m.test(body) ? asMdx(body) : body).tree,
        lineOf,
      }
  } catch {
    // A page that can't be parsed as MDX is Markdown.
  }
  return { tree: readPage(body, { mdx: false }).tree, lineOf }
}

/** Converts HTML comments and heading IDs to MDX, like Docusaurus before it compiles a page. */
function asMdx(body: string): string {
  return body.replace(/^<!--(.*)-->$/gm, '{/*$1*/}').replace(/ \{#[\w-]+\}$/gm, '')
}

/**
 * Returns the target of a link. A link to a page of the site is reduced to the name of the page, so
 * extension, folder and heading do not matter.
 */
function target(url: string, pageName: PageName): string {
  return /^[a-z]+:|^#/i.test(url)
    ? url
    : pageName(
        url
          .replace(/#.*$/, '')
          .replace(/\/(?:(?:readme|index)\.mdx?)?$/i, '')
          .replace(/\.(?:mdx?|html?)$/, '')
          .replace(/^.*\//, '')
          .toLowerCase(),
      )
}

/** Returns the title of a code block, in the syntax of any platform. */
function titleIn(meta: string): string {
  return meta.replace(/^(?:title|filename)="(.*)"$/, '$1').replace(/^\[(.*)\]$/, '$1')
}

/** JSON is compared without the order of members and whitespace. */
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
    // Readers don't see these tags. Pages use spans to stop a platform from interpreting a mark.
    if (inner.type === 'html') {
      const badge = /^<Badge [^>]*text="([^"]*)"/.exec(inner.value)?.[1]
      return (
        badge ??
        (inner.value.startsWith('<!--') || /^<\/?(?:span|su[bp]|kbd|small|u)>$/.test(inner.value)
          ? ''
          : inner.value)
      )
    }
    if (isElement(inner) && inner.name === 'Badge' && inner.children.length === 0)
      return attributesOf(inner).text ?? ''
    if ('value' in inner)
      return (inner.type as string) === 'mdxTextExpression' ? expression(inner.value) : inner.value
    if (inner.type === 'break') return ' '
    if (inner.type === 'image') return inner.alt ?? ''
    return 'children' in inner
      ? (inner.children as Nodes[])
          .map(text)
          .join(inner.type === 'table' || inner.type === 'tableRow' ? ' ' : '')
      : ''
  }
  return text(node).replace(/\s+/g, ' ').trim()
}

function expression(value: string): string {
  return /^\s*\/\*[\s\S]*\*\/\s*$/.test(value) ? '' : `{${value}}`
}

/**
 * Returns the part of a page that a heading belongs to, so that headings with the same meaning are
 * equal. Description, causes and examples count as one part.
 */
function meaningOf(heading: string): string | undefined {
  const part = partOf(heading)
  if (part === 'description' || part === 'causes' || part === 'example') return 'what'
  return part === 'related' ? 'links' : part
}
