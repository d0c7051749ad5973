import type { Root } from 'mdast'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import type { MdxJsxAttribute, MdxJsxExpressionAttribute } from 'mdast-util-mdx'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { gfmTable } from 'micromark-extension-gfm-table'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { isScalar, parseDocument, visit as visitYaml } from 'yaml'
import type { RegionKind } from './context.js'
import { type Contexts, type Found, type Nodes, note } from './found-contexts.js'
import { holdsCode, openStretches, placeOfAttribute, targetContexts } from './live-places.js'
import { hasValue, type Probe } from './probe.js'
import { isInCell, linePrefix, textContexts } from './text-contexts.js'
import type { ParseError } from './unreadable.js'
import { runsCode } from './url.js'

const gfm = {
  micromarkExtensions: [gfmTable(), gfmStrikethrough({ singleTilde: false })],
  fromMarkdownExtensions: [gfmTableFromMarkdown(), gfmStrikethroughFromMarkdown()],
}
const mdx = unified().use(remarkParse).use(remarkMdx).data(gfm)
const md = unified().use(remarkParse).data(gfm)

/**
 * Finds the contexts in a Markdown template with the parser for the generated pages. Each value is
 * a word in the probe, and the place of this word in the tree is the place of the value. Throws the
 * parser's error if the text is not valid.
 */
export function markdownContexts(probe: Probe, isMdx: boolean): Contexts {
  const contexts: Contexts = { values: new Map(), regions: [], ordinals: probe.ordinals, under: 1 }
  const matter = /^---\n([\s\S]*?\n)?---(?:\n|$)/.exec(probe.text)
  const bodyStart = matter?.[0].length ?? 0
  if (matter) frontmatterContexts(matter[1] ?? '', 4, contexts)
  // Replace the frontmatter with spaces instead of removing it, so that offsets stay the same.
  const body = probe.text.slice(0, bodyStart).replace(/[^\n]/g, ' ') + probe.text.slice(bodyStart)
  const tree = (isMdx ? mdx() : md()).parse(body) as Root
  walk(tree, [], probe.text, contexts)
  if (!isMdx)
    for (const { start, end } of openStretches(tree, body.length))
      note(contexts, body.slice(start, end), { problem: 'raw HTML' })
  return contexts
}

function frontmatterContexts(text: string, offset: number, contexts: Contexts): void {
  const document = parseDocument(text, { uniqueKeys: false })
  const [error] = document.errors
  if (error) {
    const [start, end] = error.pos.map((at) => ({ offset: offset + at })) as [
      { offset: number },
      { offset: number },
    ]
    const [line = ''] = error.message.split('\n')
    const message = line.replace(/(?: at line \d+, column \d+)?:$/, '')
    throw Object.assign(new Error(message), { place: { start, end } }) satisfies ParseError
  }
  visitYaml(document, {
    Scalar(key, node) {
      if (!isScalar(node) || typeof node.value !== 'string' || !node.range || !hasValue(node.value))
        return
      const written = text.slice(node.range[0], node.range[1])
      const problem = problemOfScalar(written, key === 'key')
      note(
        contexts,
        node.value,
        problem === undefined ? { context: { kind: 'part' } } : { problem },
      )
      const marks = /^["']/.test(written) ? 1 : 0
      if (problem === undefined)
        contexts.regions.push({
          encoding: { kind: 'yaml', marks },
          start: offset + node.range[0],
          end: offset + node.range[1],
        })
    },
  })
  for (const comment of text.matchAll(/^\s*#.*$/gm))
    note(contexts, comment[0], { context: { kind: 'comment', close: undefined } })
}

/**
 * Returns why a YAML scalar can't contain a value, or undefined if it can. The source text of the
 * scalar is rewritten as JSON, so it must not contain YAML escapes.
 */
function problemOfScalar(written: string, isKey: boolean): string | undefined {
  if (isKey) return 'a key of the frontmatter'
  if (/^[|>]/.test(written)) return 'a block scalar of the frontmatter'
  return /^"[\s\S]*\\|^'[\s\S]*''[\s\S]*'$/.test(written)
    ? 'frontmatter with an escape beside it'
    : undefined
}

function walk(node: Nodes, above: readonly Nodes[], probe: string, contexts: Contexts): void {
  const { regions } = contexts
  const start = node.position?.start.offset ?? 0
  const end = node.position?.end.offset ?? 0
  const set = (text: string, found: Found) => note(contexts, text, found)
  const region = (kind: RegionKind, marks: number) =>
    regions.push({ encoding: { kind, marks }, start, end })
  switch (node.type) {
    case 'text':
      if (hasValue(node.value)) textContexts(node.value, above, probe, node, contexts)
      return
    case 'heading':
      contexts.under = node.depth
      break
    case 'inlineCode':
      if (!hasValue(node.value)) return
      set(node.value, { context: { kind: 'part' } })
      region(
        isInCell(above) ? 'inline-code-cell' : 'inline-code',
        /^`+/.exec(probe.slice(start))?.[0].length ?? 1,
      )
      return
    case 'code': {
      const fenced = /^(?:```|~~~)/.test(probe.slice(start))
      set(`${node.lang ?? ''} ${node.meta ?? ''}`, { context: { kind: 'info' } })
      set(
        node.value,
        fenced
          ? { context: { kind: 'code', prefix: linePrefix(probe, start, contexts) } }
          : { problem: 'an indented code block' },
      )
      if (fenced && hasValue(probe.slice(start, end))) region('fence', 0)
      return
    }
    case 'html':
      set(
        node.value,
        /^<!--/.test(node.value) ? { problem: 'an HTML comment' } : { problem: 'raw HTML' },
      )
      return
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      if (/^\s*\/\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.test(node.value))
        set(node.value, { context: { kind: 'comment', close: '*/' } })
      else expressionContexts(node, contexts)
      return
    case 'mdxjsEsm':
      set(node.value, { problem: 'an import or export' })
      return
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      for (const attribute of node.attributes)
        attributeContexts(attribute, node.name, probe, contexts)
      if (!holdsCode(node.name)) break
      set(probe.slice(node.children[0]?.position?.start.offset ?? end, end), {
        problem: `the content of \`<${node.name}>\``,
      })
      return
    case 'link':
      for (const [word, found] of targetContexts(node.url)) set(word, found)
      // In `<https://…>`, the text is also the target.
      if (probe[start] !== '[') return
      set(node.title ?? '', { problem: "a link's title" })
      break
    case 'image':
      for (const [word, found] of targetContexts(node.url)) set(word, found)
      set(`${node.alt ?? ''} ${node.title ?? ''}`, { problem: 'an image' })
      return
    case 'definition':
      set(`${node.url} ${node.label ?? ''} ${node.title ?? ''}`, { problem: 'a definition' })
      return
  }
  if ('children' in node)
    for (const child of node.children) walk(child as Nodes, [...above, node], probe, contexts)
}

function attributeContexts(
  attribute: MdxJsxAttribute | MdxJsxExpressionAttribute,
  element: string | null,
  probe: string,
  contexts: Contexts,
): void {
  const { value } = attribute
  const text = typeof value === 'string' ? value : (value?.value ?? '')
  if (!hasValue(text)) return
  const place =
    attribute.type === 'mdxJsxAttribute' ? placeOfAttribute(element, attribute.name) : undefined
  const [from = 0, to = 0] = [attribute.position?.start.offset, attribute.position?.end.offset]
  const written = probe.slice(from, to)
  const problem =
    typeof place === 'object' ? place.problem : problemOfAttribute(value, written, place)
  if (problem !== undefined) note(contexts, text, { problem })
  else if (attribute.type === 'mdxJsxExpressionAttribute') expressionContexts(attribute, contexts)
  else if (typeof value !== 'string') expressionContexts(value, contexts)
  else {
    const opening = /^[^=]*=\s*/.exec(written)?.[0].length ?? 0
    note(contexts, text, { context: { kind: 'part' } })
    contexts.regions.push({
      encoding: { kind: place ? 'url-attribute' : 'attribute', marks: 1 },
      start: from + opening,
      end: to,
    })
  }
}

function problemOfAttribute(
  value: unknown,
  written: string,
  place: 'url' | undefined,
): string | undefined {
  if (typeof value !== 'string') return place && 'an expression for a URL'
  if (place && runsCode(value)) return 'a URL that runs code'
  return /&#?\w+;/.test(written) ? 'an attribute with a character reference beside it' : undefined
}

/**
 * Records the values in an expression. `{{json x}}` is allowed in an expression, but not in a
 * string or comment inside it.
 */
function expressionContexts(
  expression: { value: string; data?: { estree?: unknown } | undefined } | null | undefined,
  contexts: Contexts,
): void {
  if (!expression || !hasValue(expression.value)) return
  const names = new Set(identifiersOf(expression.data?.estree))
  for (const word of expression.value.match(/zq\d+zq/g) ?? [])
    note(contexts, word, {
      problem: names.has(word) ? 'an expression' : 'a string or a comment in an expression',
    })
}

function identifiersOf(tree: unknown): string[] {
  if (typeof tree !== 'object' || tree === null) return []
  const { type, name } = tree as { type?: string; name?: string }
  return type === 'Identifier' && name !== undefined
    ? [name]
    : Object.values(tree).flatMap(identifiersOf)
}
