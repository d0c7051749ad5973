import type { Nodes as MdastNodes, Root } from 'mdast'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import type { MdxJsxAttribute, MdxJsxExpressionAttribute } from 'mdast-util-mdx'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { gfmTable } from 'micromark-extension-gfm-table'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { isScalar, parseDocument, visit as visitYaml } from 'yaml'
import { type Context, digits, type Encoding, mergeContexts, type RegionKind } from './context.js'
import { holdsCode, openStretches, placeOfAttribute, targetContexts } from './live-places.js'
import { hasValue, type Probe, valuesIn } from './probe.js'
import type { ParseError } from './unreadable.js'
import { runsCode } from './url.js'

/** What a probe shows: where its values stand, and which stretches are encoded as a whole. */
export interface Contexts {
  readonly values: Map<number, Found>
  readonly regions: { readonly encoding: Encoding; readonly start: number; readonly end: number }[]
  readonly ordinals: ReadonlySet<number>
  /**
   * The depth of the heading that was read last. The title of a page may stand in the frontmatter.
   */
  under: number
}

type Found = { readonly context: Context } | { readonly problem: string }

type Nodes = MdastNodes | (Omit<MdxJsxAttribute, 'value'> & { value?: unknown })

const gfm = {
  micromarkExtensions: [gfmTable(), gfmStrikethrough({ singleTilde: false })],
  fromMarkdownExtensions: [gfmTableFromMarkdown(), gfmStrikethroughFromMarkdown()],
}
const mdx = unified().use(remarkParse).use(remarkMdx).data(gfm)
const md = unified().use(remarkParse).data(gfm)

/**
 * Finds the contexts of a Markdown template with the parser that will read its pages: each value is
 * a word in the probe, and where that word turns up in the tree is where the value will stand.
 * Throws what the parser throws for text that is not Markdown of this kind.
 */
export function markdownContexts(probe: Probe, isMdx: boolean): Contexts {
  const contexts: Contexts = { values: new Map(), regions: [], ordinals: probe.ordinals, under: 1 }
  const matter = /^---\n([\s\S]*?\n)?---(?:\n|$)/.exec(probe.text)
  const bodyStart = matter?.[0].length ?? 0
  if (matter) frontmatterContexts(matter[1] ?? '', 4, contexts)
  // Blanked rather than cut, so that offsets stay those of the probe.
  const body = probe.text.slice(0, bodyStart).replace(/[^\n]/g, ' ') + probe.text.slice(bodyStart)
  const tree = (isMdx ? mdx() : md()).parse(body) as Root
  walk(tree, [], probe.text, contexts)
  if (!isMdx)
    for (const { start, end } of openStretches(tree, body.length))
      note(contexts, body.slice(start, end), { problem: 'raw HTML' })
  return contexts
}

/**
 * A body of `each` stands in the probe twice: what is found for a value must hold for both rounds.
 */
function note({ values }: Contexts, text: string, found: Found): void {
  for (const value of valuesIn(text)) {
    const before = values.get(value)
    if (before === undefined || 'problem' in found) values.set(value, found)
    else if ('context' in before) {
      const context = mergeContexts(before.context, found.context)
      values.set(
        value,
        context ? { context } : { problem: 'a place that depends on a block before it' },
      )
    }
  }
}

function frontmatterContexts(text: string, offset: number, contexts: Contexts): void {
  const document = parseDocument(text, { uniqueKeys: false })
  const [error] = document.errors
  if (error) {
    const [start, end] = error.pos.map((at) => ({ offset: offset + at })) as [
      { offset: number },
      { offset: number },
    ]
    const message = error.message.split('\n')[0]!.replace(/(?: at line \d+, column \d+)?:$/, '')
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
 * A scalar is written anew as JSON, from the text as it stands: it may hold no mark-up of YAML's
 * own.
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
      // `<https://…>`: its text is its target.
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

/** `{{json x}}` may stand where an expression may, which is not in a string that is part of one. */
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
  return type === 'Identifier' ? [name!] : Object.values(tree).flatMap(identifiersOf)
}

function textContexts(
  text: string,
  above: readonly Nodes[],
  probe: string,
  node: Nodes,
  contexts: Contexts,
): void {
  const parent = above.at(-1)
  const start = node.position?.start.offset ?? 0
  const alone =
    parent?.type === 'paragraph' && parent.children.length === 1 && /^zq\d+zq$/.test(text)
  const holder = above.at(-2)?.type
  const block =
    alone &&
    (holder === 'root' ||
      holder === 'listItem' ||
      holder === 'blockquote' ||
      holder === 'mdxJsxFlowElement')
      ? linePrefix(probe, start, contexts)
      : undefined
  const glued = above.find(
    (node) =>
      (node.type === 'strong' || node.type === 'emphasis' || node.type === 'delete') &&
      isGlued(node, probe),
  )
  const written = probe.slice(start, node.position?.end.offset)
  for (const { 0: word, index } of written.matchAll(/zq\d+zq/g)) {
    const before = probe.slice(probe.lastIndexOf('\n', start + index - 1) + 1, start + index)
    const problem = glued
      ? `${glued.type} text that touches a word`
      : (problemOfNeighbours(written, word, index, before) ?? problemOfBlock(above, probe))
    note(
      contexts,
      word,
      problem === undefined
        ? {
            context: {
              kind: 'text',
              start: maybeFirst(before),
              block,
              under: contexts.under,
              cell: isInCell(above),
              glued: isGluedAt(above, probe, start + index, word),
            },
          }
        : { problem },
    )
  }
}

/**
 * What a template's own text would make of a value next to it, or a value of the template's own
 * text.
 */
function problemOfNeighbours(
  written: string,
  word: string,
  index: number,
  before: string,
): string | undefined {
  const after = written.slice(index + word.length)
  const own = written.slice(0, index)
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(own)) return 'text behind a backslash'
  if (/&#?\w*$/.test(own)) return 'text behind `&`'
  if (/(?:https?:\/\/|www\.)\S*$/i.test(own)) return 'a bare URL'
  if (/(?:^|[^\\])[*_~]$/.test(own) || /^[*_~]/.test(after))
    return 'text that touches a `*`, `_` or `~` of its own'
  if (/(?:^|[^\\])\[$/.test(own) && after.startsWith(']')) return 'brackets of its own'
  if (/^\s*(?:i(?:m(?:p(?:or?)?)?)?|e(?:x(?:p(?:or?)?)?)?)$/.test(before))
    return 'a word that it may make `import` or `export`'
  return undefined
}

/** A backtick or a tag that the template leaves open could find its other half in a value. */
function problemOfBlock(above: readonly Nodes[], probe: string): string | undefined {
  const isOpen = (node: Nodes): boolean => {
    if (node.type === 'text')
      return /(?:^|[^\\])`|<[a-z/!?]/i.test(
        probe.slice(node.position?.start.offset, node.position?.end.offset),
      )
    return 'children' in node && (node.children as Nodes[]).some(isOpen)
  }
  const block = above.find(
    (node) => node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell',
  )
  return block && isOpen(block) ? 'text beside a backtick or a `<` of its own' : undefined
}

/**
 * Whether marks that a value brings would mean something else here, or nothing: beside a word,
 * beside other marks, in a link.
 */
function isGluedAt(above: readonly Nodes[], probe: string, at: number, word: string): boolean {
  const before = Array.from(probe.slice(0, at).slice(-2)).at(-1) ?? ' '
  const after = Array.from(probe.slice(at + word.length).slice(0, 2))[0] ?? ' '
  const isApart = (character: string) =>
    /[\s\p{P}$+<=>|^]/u.test(character) && !/[*_~`&\\]/.test(character)
  return (
    before === '!' ||
    !isApart(before) ||
    !isApart(after) ||
    above.some(({ type }) => type === 'link')
  )
}

/**
 * Whether the delimiters around this touch a word: then what the value starts or ends with decides
 * whether they count.
 */
function isGlued(node: Nodes, probe: string): boolean {
  const before = Array.from(probe.slice(0, node.position?.start.offset).slice(-2)).at(-1) ?? ' '
  const after = Array.from(probe.slice(node.position?.end.offset).slice(0, 2))[0] ?? ' '
  return [before, after].some((character) => !/[\s\p{P}\p{S}]/u.test(character))
}

function isInCell(above: readonly Nodes[]): boolean {
  return above.some((parent) => parent.type === 'tableCell')
}

/** Whether nothing but marks, digits and other values precedes a value on its line. */
function maybeFirst(before: string): boolean {
  // Behind a bracket, a cell's border or a heading's mark, nothing is the first of its line.
  return !/[[|("]|#\s/.test(before) && /^(?:[^\p{L}]|zq\d+zq)*$/u.test(before)
}

/**
 * What further lines of a block start with: the quotes of its line, and spaces for its list
 * markers.
 */
function linePrefix(probe: string, offset: number, { ordinals }: Contexts): string {
  const start = probe.lastIndexOf('\n', offset - 1) + 1
  const ordinal = [...ordinals].find((at) => at >= start && at < offset)
  const line = probe.slice(start, offset)
  if (ordinal === undefined) return line.replace(/[^\s>]/g, ' ')
  const marker = line.slice(ordinal - start).replace(/^\d+/, digits)
  return `${line.slice(0, ordinal - start)}${marker}`.replace(
    new RegExp(`[^\\s>${digits}]`, 'g'),
    ' ',
  )
}
