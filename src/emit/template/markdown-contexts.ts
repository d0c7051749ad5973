import type { Nodes as MdastNodes, Root } from 'mdast'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import type { MdxJsxAttribute } from 'mdast-util-mdx'
import { gfmTable } from 'micromark-extension-gfm-table'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { isScalar, parseDocument, visit as visitYaml } from 'yaml'
import type { Context, RegionKind } from './context.js'
import { hasValue, type Probe, valuesIn } from './probe.js'

/** What a probe shows: where its values stand, and which stretches are encoded as a whole. */
export interface Contexts {
  readonly values: Map<number, { context: Context } | { problem: string }>
  readonly regions: { readonly kind: RegionKind; readonly start: number; readonly end: number }[]
}

type Nodes = MdastNodes | (Omit<MdxJsxAttribute, 'value'> & { value?: unknown })

const mdx = unified()
  .use(remarkParse)
  .use(remarkMdx)
  .data({ micromarkExtensions: [gfmTable()], fromMarkdownExtensions: [gfmTableFromMarkdown()] })
const md = unified()
  .use(remarkParse)
  .data({ micromarkExtensions: [gfmTable()], fromMarkdownExtensions: [gfmTableFromMarkdown()] })

/**
 * Finds the contexts of a Markdown template with the parser that will read its pages: each value is a
 * word in the probe, and where that word turns up in the tree is where the value will stand. Throws what
 * the parser throws for text that is not Markdown of this kind.
 */
export function markdownContexts(probe: Probe, isMdx: boolean): Contexts {
  const contexts: Contexts = { values: new Map(), regions: [] }
  const matter = /^---\n([\s\S]*?\n)?---(?:\n|$)/.exec(probe.text)
  const bodyStart = matter?.[0].length ?? 0
  if (matter) frontmatterContexts(matter[1] ?? '', 4, contexts)
  // Blanked rather than cut, so that offsets stay those of the probe.
  const body = probe.text.slice(0, bodyStart).replace(/[^\n]/g, ' ') + probe.text.slice(bodyStart)
  const tree = (isMdx ? mdx() : md()).parse(body) as Root
  walk(tree, [], probe.text, contexts)
  return contexts
}

function frontmatterContexts(text: string, offset: number, { values, regions }: Contexts): void {
  visitYaml(parseDocument(text, { uniqueKeys: false }), {
    Scalar(key, node) {
      if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return
      for (const value of valuesIn(node.value)) {
        if (key === 'key') values.set(value, { problem: 'a key of the frontmatter' })
        else values.set(value, { context: { kind: 'part' } })
      }
      if (key !== 'key' && hasValue(node.value)) regions.push({ kind: 'yaml', start: offset + node.range[0], end: offset + node.range[1] })
    },
  })
  for (const comment of text.matchAll(/^\s*#.*$/gm)) for (const value of valuesIn(comment[0])) values.set(value, { context: { kind: 'comment', close: undefined } })
}

function walk(node: Nodes, above: readonly Nodes[], probe: string, contexts: Contexts): void {
  const { values, regions } = contexts
  const start = node.position?.start.offset ?? 0
  const end = node.position?.end.offset ?? 0
  const set = (text: string, found: { context: Context } | { problem: string }) => {
    for (const value of valuesIn(text)) values.set(value, found)
  }
  const region = (kind: RegionKind) => regions.push({ kind, start, end })
  switch (node.type) {
    case 'text':
      if (hasValue(node.value)) textContexts(node.value, above, probe, start, contexts)
      return
    case 'inlineCode':
      if (!hasValue(node.value)) return
      set(node.value, { context: { kind: 'part' } })
      region(above.some((parent) => parent.type === 'tableCell') ? 'inline-code-cell' : 'inline-code')
      return
    case 'code': {
      const fenced = /^(?:```|~~~)/.test(probe.slice(start))
      set(`${node.lang ?? ''} ${node.meta ?? ''}`, { context: { kind: 'info' } })
      set(node.value, fenced ? { context: { kind: 'code', prefix: linePrefix(probe, start) } } : { problem: 'an indented code block' })
      if (fenced && hasValue(probe.slice(start, end))) region('fence')
      return
    }
    case 'html':
      set(node.value, /^<!--/.test(node.value) ? { problem: 'an HTML comment' } : { problem: 'raw HTML' })
      return
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      set(node.value, /^\s*\/\*[\s\S]*\*\/\s*$/.test(node.value) ? { context: { kind: 'comment', close: '*/' } } : { problem: 'an expression' })
      return
    case 'mdxjsEsm':
      set(node.value, { problem: 'an import or export' })
      return
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      for (const attribute of node.attributes) {
        if (attribute.type === 'mdxJsxAttribute' && typeof attribute.value === 'string' && hasValue(attribute.value)) {
          set(attribute.value, { context: { kind: 'part' } })
          const [from = 0, to = 0] = [attribute.position?.start.offset, attribute.position?.end.offset]
          regions.push({ kind: 'attribute', start: from + probe.slice(from, to).indexOf('=') + 1, end: to })
        } else set(typeof attribute.value === 'string' ? attribute.value : (attribute.value?.value ?? ''), { problem: 'an expression' })
      }
      break
    case 'link':
      set(node.url, { context: { kind: 'url' } })
      set(node.title ?? '', { problem: "a link's title" })
      break
    case 'image':
      set(node.url, { context: { kind: 'url' } })
      set(`${node.alt ?? ''} ${node.title ?? ''}`, { problem: 'an image' })
      return
    case 'definition':
      set(`${node.url} ${node.label ?? ''} ${node.title ?? ''}`, { problem: 'a definition' })
      return
  }
  if ('children' in node) for (const child of node.children) walk(child as Nodes, [...above, node], probe, contexts)
}

function textContexts(text: string, above: readonly Nodes[], probe: string, start: number, { values }: Contexts): void {
  const parent = above.at(-1)
  const alone = parent?.type === 'paragraph' && parent.children.length === 1 && /^zq\d+zq$/.test(text)
  const holder = above.at(-2)?.type
  const block = alone && (holder === 'root' || holder === 'listItem' || holder === 'blockquote' || holder === 'mdxJsxFlowElement') ? linePrefix(probe, start) : undefined
  const glued = above.find((node) => (node.type === 'strong' || node.type === 'emphasis' || node.type === 'delete') && isGlued(node, probe))
  for (const value of valuesIn(text)) {
    if (glued) values.set(value, { problem: `${glued.type} text that touches a word` })
    else values.set(value, { context: { kind: 'text', start: maybeFirstOfLine(probe, value), block } })
  }
}

/** Whether the delimiters around this touch a letter: then what the value starts or ends with decides whether they count. */
function isGlued(node: Nodes, probe: string): boolean {
  const before = probe[(node.position?.start.offset ?? 0) - 1] ?? ' '
  const after = probe[node.position?.end.offset ?? 0] ?? ' '
  return /[\p{L}\p{N}]/u.test(before) || /[\p{L}\p{N}]/u.test(after)
}

/** Whether nothing but list markers, quotes and other values precedes a value on its line. */
function maybeFirstOfLine(probe: string, value: number): boolean {
  return [...probe.matchAll(new RegExp(`zq${value}zq`, 'g'))].some(({ index }) => {
    const line = probe.slice(probe.lastIndexOf('\n', index - 1) + 1, index)
    return /^(?:[\s>]|[-*+](?=\s)|\d+[.)](?=\s)|zq\d+zq)*$/.test(line)
  })
}

/** What further lines of a block start with: the quotes of its line, and spaces for its list markers. */
function linePrefix(probe: string, offset: number): string {
  const line = probe.slice(probe.lastIndexOf('\n', offset - 1) + 1, offset)
  return line.replace(/[^\s>]/g, ' ')
}
