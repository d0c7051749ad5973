import { type EvaluateOptions, evaluate } from '@mdx-js/mdx'
import { type Comment, parse as parseModule } from 'acorn'
import { HtmlRenderer, Parser } from 'commonmark'
import Handlebars from 'handlebars'
import type { Nodes } from 'mdast'
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { createElement } from 'react'
import * as runtime from 'react/jsx-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import remarkGfm from 'remark-gfm'
import { parse as parseYaml } from 'yaml'
import { compileTemplate } from '../../src/emit/template/compile.js'
import { Sentence, type Writing } from '../../src/emit/template/context.js'
import { type ProseDialect, proseWriter } from '../../src/facts/markdown/write.js'

export type HtmlNode = DefaultTreeAdapterTypes.ChildNode
export type Element = DefaultTreeAdapterTypes.Element

/**
 * One place in a template, and how to read back what stands there. It comes out as one top-level
 * element.
 */
export interface Slot {
  readonly context: string
  /** `{{this}}` is the string. */
  readonly template: string
  /** What a reader should see of a string here, where that is more than the string. */
  readonly around?: readonly [before: string, after: string]
  /** The same, where that takes more than two texts. */
  readonly seen?: (string: string) => string
  /** Where the string is in the element; its text by default. */
  readonly read?: (element: Element) => string
  /** White space counts. */
  readonly exact?: boolean
  /** Another thing to check in place of the text. */
  readonly check?: (element: Element) => string | undefined
}

export interface Problem {
  /** Which of the strings. */
  readonly at: number
  readonly context: string
  readonly problem: string
}

/** A template that puts strings into contexts, and what must be true of what it renders. */
export interface Page {
  readonly name: string
  readonly contexts: readonly string[]
  /** The template's name, which says its syntax. */
  readonly file: string
  readonly template: string
  readonly dialect: ProseDialect
  /** What the view holds for a string, if that is not the string. */
  readonly wrap?: ((string: string) => unknown) | undefined
  /** What is wrong with a rendered page. Throws where the page is broken as a whole. */
  problems(rendered: string, strings: readonly string[]): Promise<Problem[]>
  /** The same page with one context. */
  only(context: string): Page
}

const callout = (kind: string, body: string) => `<Callout kind="${kind}">\n${body}\n</Callout>`
export const mdxDialect: ProseDialect = { mdx: true, callout }
/** As Mintlify's, which prints pages anew and would undo a character reference. */
export const spanDialect: ProseDialect = {
  mdx: true,
  callout,
  keyword: (word) => `<span>${word}</span>`,
}
export const mdDialect: ProseDialect = {
  mdx: false,
  callout: (_, body) => body.replace(/^/gm, '> '),
}

export function writingOf(dialect: ProseDialect): Writing {
  return { dialect, prose: proseWriter(dialect, (link) => ({ code: link.code, url: '/target' })) }
}

/**
 * What a browser makes of white space, and no more: a no-break space is a character like any other.
 */
export const collapse = (text: string): string =>
  text.replace(/[ \t\n\f\r]+/g, ' ').replace(/^ | $/g, '')

// Contexts
// ------------------------------------------------------------------------------------------------

const card = (element: Element) => attribute(element, 'data-title')
const body = (element: Element) => textOf(element).replace(/\n$/, '')

const textSlots: readonly Slot[] = [
  { context: 'paragraph', template: '{{this}}' },
  { context: 'paragraph start', template: '{{this}} after', around: ['', ' after'] },
  { context: 'paragraph middle', template: 'before {{this}} after', around: ['before ', ' after'] },
  { context: 'paragraph end', template: 'before {{this}}', around: ['before ', ''] },
  { context: 'line start', template: 'before\n{{this}}\nafter', around: ['before\n', '\nafter'] },
  { context: 'inside a word', template: '(a{{this}}b)', around: ['(a', 'b)'] },
  { context: 'next to digits', template: 'No 1{{this}}2', around: ['No 1', '2'] },
  { context: 'heading', template: '## {{this}}' },
  { context: 'heading middle', template: '### a {{this}} b', around: ['a ', ' b'] },
  { context: 'list item', template: '* {{this}}' },
  { context: 'ordered list item', template: '1. {{this}} after', around: ['', ' after'] },
  { context: 'nested list item', template: '* a\n\n  1. {{this}}', around: ['a\n', ''] },
  { context: 'quote', template: '> {{this}}' },
  { context: 'quote in a list', template: '* > {{this}}' },
  { context: 'strong', template: 'a **{{this}}** b', around: ['a ', ' b'] },
  { context: 'strong start', template: '**{{this}}**' },
  { context: 'emphasis', template: 'a _{{this}}_ b', around: ['a ', ' b'] },
  { context: 'link text', template: 'a [{{this}}](/target) b', around: ['a ', ' b'] },
  {
    context: 'link destination',
    template: 'a [b]({{this}}) c',
    check: (element) =>
      /^\s*(?:javascript|data|vbscript):/i.test(attribute(find(element, 'a'), 'href'))
        ? 'a link that runs code'
        : textOf(element) === 'a b c'
          ? undefined
          : `text ${JSON.stringify(textOf(element))}`,
  },
  { context: 'inline code', template: 'a `{{this}}` b', around: ['a ', ' b'] },
  { context: 'inline code middle', template: '`x {{this}} y`', around: ['x ', ' y'] },
  { context: 'fence', template: '```js\n{{this}}\n```', read: body, exact: true },
  {
    context: 'fence middle',
    template: '~~~\nbefore\n{{this}}\nafter\n~~~',
    read: body,
    exact: true,
    around: ['before\n', '\nafter'],
  },
  {
    context: 'fence in a list',
    template: '1. a\n\n   ```js\n   {{this}}\n   ```',
    read: (element) => textOf(find(element, 'code')).replace(/\n$/, ''),
    exact: true,
  },
  {
    context: 'fence in a quote',
    template: '> ```js\n> {{this}}\n> ```',
    read: (element) => textOf(find(element, 'code')).replace(/\n$/, ''),
    exact: true,
  },
  {
    context: 'info of a fence',
    template: '```js {{this}}\ncode\n```',
    check: (element) =>
      textOf(element) === 'code\n' ? undefined : `text ${JSON.stringify(textOf(element))}`,
  },
]

const tableSlots: readonly Slot[] = [
  {
    context: 'table cell',
    template: '| {{this}} | b |\n|---|---|\n| x {{this}} | {{this}} |',
    read: (element) =>
      cells(element)
        .filter((_, at) => at !== 1)
        .join('\u0000')
        .replace('\u0000x ', '\u0000'),
    seen: (string) => Array(3).fill(collapse(string)).join('\u0000'),
    check: (element) =>
      cells(element).length === 4 ? undefined : `${cells(element).length} cells`,
  },
  {
    context: 'inline code in a table',
    template: '| a | b |\n|---|---|\n| `{{this}}` | c |',
    read: (element) => cells(element)[2] ?? '',
    around: ['', ''],
  },
  { context: 'deleted text', template: 'a ~~{{this}}~~ b', around: ['a ', ' b'] },
]

const jsxSlots: readonly Slot[] = [
  { context: 'JSX child', template: '<Card>\n  {{this}}\n</Card>' },
  { context: 'JSX child on its line', template: '<Card>{{this}}</Card>' },
  {
    context: 'JSX child in a paragraph',
    template: 'a <Card>b {{this}}</Card> c',
    around: ['a b ', ' c'],
  },
  { context: 'nested JSX child', template: '<Card>\n  <Card>\n    * {{this}}\n  </Card>\n</Card>' },
  { context: 'attribute', template: '<Card title="{{this}}" />', read: card, exact: true },
  {
    context: 'attribute middle',
    template: "<Card title='a {{this}} b'>\n  c\n</Card>",
    read: card,
    exact: true,
    around: ['a ', ' b'],
  },
  {
    context: 'JSON in an expression',
    template: '<Card title={ {{json this}} } />',
    read: card,
    exact: true,
  },
  {
    context: 'MDX comment',
    template: '<Card>\n  a {/* {{this}} */}\n</Card>',
    check: (element) =>
      collapse(textOf(element)) === 'a' ? undefined : `text ${JSON.stringify(textOf(element))}`,
  },
]

// HTML
// ----------------------------------------------------------------------------------------------------

function isElement(node: HtmlNode): node is Element {
  return 'tagName' in node
}

export function textOf(node: HtmlNode): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}

function attribute(element: Element, name: string): string {
  return element.attrs.find((one) => one.name === name)?.value ?? ''
}

function find(element: Element, tag: string): Element {
  const below = (node: Element): Element | undefined =>
    node.tagName === tag ? node : node.childNodes.filter(isElement).map(below).find(Boolean)
  const found = below(element)
  if (found === undefined) throw new Error(`no <${tag}>`)
  return found
}

function cells(table: Element): string[] {
  return table.childNodes
    .filter(isElement)
    .flatMap((node) =>
      node.tagName === 'td' || node.tagName === 'th' ? [collapse(textOf(node))] : cells(node),
    )
}

/**
 * The tags of an element, without those that text may bring: the links of GFM and the span around a
 * keyword.
 */
export function skeleton(element: Element, links = false): string {
  const inner = element.childNodes
    .filter(isElement)
    .map((child) => skeleton(child, links))
    .join('')
  // `v-pre` tells Vue to leave an element alone.
  const attrs = element.attrs.filter(({ name }) => name !== 'v-pre')
  if (
    (!links &&
      element.tagName === 'a' &&
      /^(?:https?:|mailto:|xmpp:|ftp:)/i.test(attribute(element, 'href'))) ||
    (element.tagName === 'span' && attrs.length === 0 && spanned.test(textOf(element)))
  )
    return inner
  return `<${element.tagName}${attrs.map(({ name }) => ` ${name}`).join('')}>${inner}</>`
}

/** The top-level elements of HTML. Text outside of them is a mistake. */
export function topLevel(html: string): Element[] {
  const nodes = parseFragment(html).childNodes
  const stray = nodes.find((node) => !isElement(node) && textOf(node).trim() !== '')
  if (stray) throw new Error(`text outside of any block: ${JSON.stringify(textOf(stray))}`)
  return nodes.filter(isElement)
}

// Readers
// -------------------------------------------------------------------------------------------------

/** A page as its readers get it: HTML, and the nodes that are code rather than text. */
interface Reading {
  readonly html: string
  readonly code: readonly string[]
}

export type Reader = (text: string) => Promise<Reading>

export const components = {
  Card: ({ title, children }: { title?: string; children?: never }) =>
    createElement('x-card', { 'data-title': title }, children),
  Callout: ({ kind, children }: { kind?: string; children?: never }) =>
    createElement('x-callout', { 'data-kind': kind }, children),
}

/**
 * The text that a span of ours stands around: what would be a keyword, or half of an emoji or a
 * formula.
 */
const spanned = /^(?:import|export|[:$#\]]|\{+)$/

/**
 * What of a tree would run, or be drawn as something else: expressions, JSX, modules, directives,
 * formulas. The spans of `spanned` and a cell's `<code>` are ours.
 */
export function codeOf(node: Nodes): string[] {
  const below = 'children' in node ? node.children.flatMap((child) => codeOf(child as Nodes)) : []
  switch (node.type) {
    case 'mdxjsEsm':
      return [`module ${node.value}`]
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return [`{${node.value}}`]
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement': {
      const own =
        node.attributes.length === 0 &&
        ((node.name === 'span' &&
          node.children.length === 1 &&
          node.children[0]?.type === 'text' &&
          spanned.test(node.children[0].value)) ||
          (node.name === 'code' &&
            node.children.every(
              ({ type }) => type === 'text' || type === 'link' || type === 'mdxJsxTextElement',
            )))
      return own
        ? below
        : [
            `<${node.name}${node.attributes.map((one) => (one.type === 'mdxJsxAttribute' ? ` ${one.name}` : ' {}')).join('')}>`,
            ...below,
          ]
    }
    default:
      return /^(?:(?:container|leaf|text)Directive|math|inlineMath)$/.test(node.type)
        ? [node.type, ...below]
        : below
  }
}

export function evaluateReader(format: 'mdx' | 'md', gfm: boolean): Reader {
  return async (text) => {
    let code: string[] = []
    const look = () => (tree: Nodes) => {
      code = codeOf(tree)
    }
    const remarkPlugins: EvaluateOptions['remarkPlugins'] = [look, ...(gfm ? [remarkGfm] : [])]
    const { default: content } = await evaluate(text, {
      ...(runtime as unknown as EvaluateOptions),
      format,
      remarkPlugins,
    })
    const html = renderToStaticMarkup(createElement(content, { components } as never)).replace(
      /<link rel="preload"[^>]*>/g,
      '',
    )
    return { html, code }
  }
}

/** A second opinion on pages without MDX: the reference implementation of CommonMark. */
export const commonmarkReader: Reader = async (text) => ({
  html: new HtmlRenderer().render(new Parser().parse(text)),
  code: [],
})

// Pages
// ---------------------------------------------------------------------------------------------------

/** Where a title or a summary can stand: with a code span in it. */
export const sentenceSlots: readonly Slot[] = [
  { context: 'code in a paragraph', template: '{{this}}', around: ['a ', ' b'] },
  {
    context: 'code in the middle of a paragraph',
    template: 'before {{this}} after',
    around: ['before a ', ' b after'],
  },
  { context: 'code in a heading', template: '## {{this}}', around: ['a ', ' b'] },
  { context: 'code in a list item', template: '* {{this}}', around: ['a ', ' b'] },
  { context: 'code in a quote', template: '> {{this}}', around: ['a ', ' b'] },
]

/** A text in which the string is marked as code, as CommonMark marks it. */
export function sentenceOf(string: string): Sentence {
  const longest = Math.max(0, ...(string.match(/`+/g) ?? []).map((run) => run.length))
  const [ticks, before, after] = [
    '`'.repeat(longest + 1),
    string.startsWith('`') ? ' ' : '',
    string.endsWith('`') ? ' ' : '',
  ]
  return new Sentence(`a ${ticks}${before}${string}${after}${ticks} b`)
}

export function markdownPage(
  name: string,
  dialect: ProseDialect,
  slots: readonly Slot[],
  reader: Reader,
  /** Undoes the typography of a site, on what is seen and on what was put. */
  undo: (text: string) => string = (text) => text,
  wrap?: Page['wrap'],
): Page {
  const template = `{{#each strings}}\n${slots.map((slot) => slot.template).join('\n\n')}\n\n{{/each}}\n`
  const page: Page = {
    name,
    contexts: slots.map(({ context }) => context),
    file: dialect.mdx ? 'page.mdx.hbs' : 'page.md.hbs',
    template,
    dialect,
    wrap,
    async problems(rendered, strings) {
      const expected = await sample()
      const { html, code } = await reader(rendered)
      const elements = topLevel(html)
      const wanted = strings.flatMap((string) =>
        expected.code.map((one) =>
          one.startsWith('{/*') ? one.replace('word', () => collapseAll(uncomment(string))) : one,
        ),
      )
      const got = code.map((one) =>
        one.startsWith('{/*') ? `{/* ${collapseAll(uncomment(one.slice(3, -3)))} */}` : one,
      )
      const odd = got.findIndex((one, at) => one !== wanted[at])
      if (odd >= 0 || got.length !== wanted.length)
        throw new Error(
          `code ${JSON.stringify(got[odd] ?? got.at(-1))}, expected ${JSON.stringify(wanted[odd])}`,
        )
      if (elements.length !== strings.length * slots.length)
        throw new Error(`${elements.length} blocks, expected ${strings.length * slots.length}`)
      return strings.flatMap((string, at) =>
        slots.flatMap((slot, nth): Problem[] => {
          const element = elements[at * slots.length + nth]!
          const problem = slotProblem(slot, element, string, expected.skeletons[nth]!, undo)
          return problem === undefined ? [] : [{ at, context: slot.context, problem }]
        }),
      )
    },
    only: (context) =>
      markdownPage(
        name,
        dialect,
        slots.filter((slot) => slot.context === context),
        reader,
        undo,
        wrap,
      ),
  }
  let sampled: Promise<{ code: readonly string[]; skeletons: string[] }> | undefined
  /** The page of a word: its structure is that of every string. */
  const sample = () => {
    sampled ??= reader(renderer(page)(['word'])).then(({ html, code }) => ({
      code,
      skeletons: topLevel(html).map((element, at) =>
        skeleton(element, slots[at]!.context === 'link destination'),
      ),
    }))
    return sampled
  }
  return page
}

function slotProblem(
  slot: Slot,
  element: Element,
  string: string,
  shape: string,
  undo: (text: string) => string,
): string | undefined {
  const actual = skeleton(element, slot.context === 'link destination')
  // MDX takes an element that is alone on its line for a block.
  const alone = spanned.test(collapse(string)) && actual === shape.replace('<p></>', '')
  // Pages that are read without their raw HTML have lost the `<code>` that stands in for a code
  // span.
  const bare =
    slot.context === 'inline code in a table' && actual === shape.replace('<code></>', '')
  if (actual !== shape && !alone && !bare) return `structure ${actual}, expected ${shape}`
  try {
    const problem = slot.check?.(element)
    if (problem !== undefined) return problem
    if (slot.check && !slot.read) return undefined
    const [before, after] = slot.around ?? ['', '']
    const seen = (slot.read ?? textOf)(element)
    const put = slot.seen
      ? slot.seen(string)
      : `${before}${slot.exact ? (slot.context.startsWith('fence') ? string.replace(/\n$/, '') : string) : collapse(string)}${after}`
    const [got, want] = slot.exact ? [seen, put] : [undo(collapse(seen)), undo(collapse(put))]
    return got === want
      ? undefined
      : `text ${JSON.stringify(got)}, expected ${JSON.stringify(want)}`
  } catch (cause) {
    return (cause as Error).message
  }
}

const frontmatterTemplate = `---
# {{first}}
title: {{first}}
strings:
{{#each strings}}
  - plain: {{this}}
    middle: a {{this}} b
    double: "a {{this}}"
    single: '{{this}} b'
    # {{this}} is a comment
{{/each}}
---

word
`

export const frontmatterPage: Page = {
  name: 'frontmatter',
  contexts: ['frontmatter'],
  file: 'page.mdx.hbs',
  template: frontmatterTemplate,
  dialect: mdxDialect,
  async problems(rendered, strings) {
    const [, matter, rest] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(rendered) ?? []
    if (rest !== '\nword\n') throw new Error(`page ${JSON.stringify(rest)}`)
    const data = parseYaml(matter!, { logLevel: 'error' }) as {
      title: string
      strings: Record<string, string>[]
    }
    const want = {
      title: strings[0],
      strings: strings.map((string) => ({
        plain: string,
        middle: `a ${string} b`,
        double: `a ${string}`,
        single: `${string} b`,
      })),
    }
    if (
      Object.keys(data).join() !== 'title,strings' ||
      data.title !== want.title ||
      data.strings.length !== strings.length
    )
      throw new Error(`front matter ${JSON.stringify(data).slice(0, 200)}`)
    return strings.flatMap((_, at) =>
      JSON.stringify(data.strings[at]) === JSON.stringify(want.strings[at])
        ? []
        : [
            {
              at,
              context: 'frontmatter',
              problem: `front matter ${JSON.stringify(data.strings[at])}`,
            },
          ],
    )
  },
  only: () => frontmatterPage,
}

const codeContexts = [
  'doc comment',
  'line comment',
  'block comment',
  'string in double quotes',
  'string in single quotes',
  'template literal',
  'JSON in code',
]
const codeTemplate = `{{#each strings}}
/** before {{this}} after */
// {{this}}
/*
 *{{this}}
 */
;["{{this}}", 'a {{this}} b', \`a \${ "x" } \${{this}}{{this}}{c}\`, {{json this}}];
{{/each}}
`

export const codePage: Page = {
  name: 'code',
  contexts: codeContexts,
  file: 'constants.ts.hbs',
  template: codeTemplate,
  dialect: mdxDialect,
  async problems(rendered, strings) {
    const comments: Comment[] = []
    const { body } = parseModule(rendered, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      onComment: comments,
    })
    const arrays = body.flatMap((one) =>
      one.type === 'ExpressionStatement' && one.expression.type === 'ArrayExpression'
        ? [one.expression.elements]
        : [],
    )
    if (
      body.length !== strings.length * 2 ||
      arrays.length !== strings.length ||
      comments.length !== 3 * strings.length
    )
      throw new Error(`${body.length} statements and ${comments.length} comments`)
    return strings.flatMap((string, at) => {
      const [doc, line, block] = comments
        .slice(at * 3, at * 3 + 3)
        .map(({ type, value }) =>
          collapseAll(uncomment(type === 'Block' ? value.replace(/^\s*\*/, '') : value)),
        )
      const values = arrays[at]!.map((element) => {
        if (element?.type === 'Literal') return element.value
        if (element?.type === 'TemplateLiteral')
          return element.quasis.map((quasi) => quasi.value.cooked).join('|')
        return undefined
      })
      const comment = collapseAll(uncomment(string))
      const got = [doc, line, block, ...values]
      const want = [
        collapseAll(`before ${comment} after`),
        comment,
        comment,
        string,
        `a ${string} b`,
        `a | $${string}${string}{c}`,
        string,
      ]
      return got.flatMap((one, nth) =>
        one === want[nth]
          ? []
          : [
              {
                at,
                context: codeContexts[nth]!,
                problem: `${JSON.stringify(one)}, expected ${JSON.stringify(want[nth])}`,
              },
            ],
      )
    })
  },
  only: () => codePage,
}

/** The escapes of a comment, undone. Text that holds them itself is changed alike on both sides. */
function uncomment(text: string): string {
  return text.replace(/\\(?=[/@])/g, '')
}

/** A comment is on one line whatever its text holds. */
function collapseAll(text: string): string {
  return text.replace(/[\s\u0085]+/g, ' ').trim()
}

/**
 * The contexts that 20 000 strings are put into: each that text can be escaped for in a way of its
 * own.
 */
const coreContexts = new Set([
  'paragraph',
  'paragraph start',
  'paragraph middle',
  'inside a word',
  'heading',
  'list item',
  'quote',
  'strong start',
  'link text',
  'inline code',
  'fence',
  'fence in a list',
  'table cell',
  'inline code in a table',
  'JSX child',
  'JSX child on its line',
  'attribute',
  'MDX comment',
])
export const mdSlots = [...textSlots, ...tableSlots]
export const gfmSlots = [...textSlots, ...tableSlots, ...jsxSlots]

export const corePage = markdownPage(
  'MDX with GFM, core',
  mdxDialect,
  gfmSlots.filter(({ context }) => coreContexts.has(context)),
  evaluateReader('mdx', true),
)
// commonmark.js drops white space from blank lines of a fence in a list, and takes U+2028 for a
// line end where a fence may start.
export const commonmarkPage = markdownPage(
  'CommonMark',
  mdDialect,
  textSlots.filter(
    ({ context }) => context !== 'fence in a list' && context !== 'inline code middle',
  ),
  commonmarkReader,
)

/** Every page, by the readers that it has. */
export const pages: readonly Page[] = [
  markdownPage('MDX', mdxDialect, [...textSlots, ...jsxSlots], evaluateReader('mdx', false)),
  markdownPage('MDX with GFM', mdxDialect, gfmSlots, evaluateReader('mdx', true)),
  markdownPage(
    'Markdown with GFM',
    mdDialect,
    [...textSlots, ...tableSlots],
    evaluateReader('md', true),
  ),
  commonmarkPage,
  frontmatterPage,
  codePage,
]

type Render = (strings: readonly string[]) => string

/** A page by errbook's templates. */
export function renderer(page: Page): Render {
  const { template, findings } = compileTemplate(
    page.file,
    new Map([[page.file, { file: page.file, text: page.template, own: true }]]),
  )
  if (template === undefined)
    throw new Error(
      findings.map(({ message, at }) => `${message} ${JSON.stringify(at?.range)}`).join('\n'),
    )
  const writing = writingOf(page.dialect)
  const { wrap = (string: string) => string } = page
  return (strings) => template.render({ strings: strings.map(wrap), first: strings[0] }, writing)
}

/** The same page with the escapes off. */
export function rawRenderer(page: Page): Render {
  const handlebars = Handlebars.create()
  handlebars.registerHelper('json', (value) => JSON.stringify(value))
  const template = handlebars.compile(page.template, { noEscape: true })
  return (strings) => template({ strings, first: strings[0] })
}
