import { HtmlRenderer, Node, Parser } from 'commonmark'
import { parseFragment } from 'parse5'
import { compileTemplate } from '../../src/emit/template/compile.js'
import { Prose } from '../../src/emit/template/context.js'
import { parseProse, plainText } from '../../src/facts/markdown/prose.js'
import { proseProblem } from '../../src/facts/markdown/prose-limits.js'
import { type ProseDialect, proseWriter } from '../../src/facts/markdown/write.js'
import { type Element, type HtmlNode, skeleton, textOf, topLevel } from './html.js'
import { mdxDialect, writingOf } from './page.js'
import { evaluateReader, type Reader } from './readers.js'
import type { Failure } from './verify.js'

/**
 * Returns the HTML of the CommonMark reference implementation, but with raw HTML shown as text. A
 * block of raw HTML becomes a paragraph.
 */
export function expectedHtml(markdown: string): string {
  const document = new Parser().parse(markdown)
  const walker = document.walker()
  for (let step = walker.next(); step; step = walker.next()) {
    const { node, entering } = step
    if (!entering || (node.type !== 'html_block' && node.type !== 'html_inline')) continue
    const text = new Node('text')
    text.literal = node.literal
    if (node.type === 'html_inline') node.insertAfter(text)
    else {
      const paragraph = new Node('paragraph')
      paragraph.appendChild(text)
      node.insertAfter(paragraph)
    }
    node.unlink()
    walker.resumeAt(node.type === 'html_inline' ? text : text.parent!, true)
  }
  return new HtmlRenderer().render(document)
}

/**
 * Removes differences that readers don't notice: whitespace between blocks, and links that GFM
 * finds in text.
 */
export function normalHtml(html: string): string {
  const write = (node: HtmlNode): string => {
    if (node.nodeName === '#text') return textOf(node)
    if (!('tagName' in node)) return ''
    const inner = node.childNodes.map(write).join('')
    const href = node.attrs.find(({ name }) => name === 'href')?.value ?? ''
    if (
      node.tagName === 'a' &&
      node.attrs.length === 1 &&
      /^(?:https?:|mailto:)/i.test(href) &&
      isAutolink(href, textOf(node))
    )
      return inner
    if (node.tagName === 'span' && /^(?:import|export)$/.test(inner)) return inner
    return `<${node.tagName}${node.attrs
      .map(({ name, value }) => ` ${name}=${value}`)
      .sort()
      .join('')}>${inner}</${node.tagName}>`
  }
  const text = parseFragment(html).childNodes.map(write).join('')
  return text
    .replace(/\s+/g, ' ')
    .replace(/ ?(<\/?(?:p|ul|ol|li|blockquote|h\d|pre|hr|br|div)\b[^>]*>) ?/g, '$1')
    .trim()
}

function isAutolink(href: string, text: string): boolean {
  const plain = (url: string) =>
    url.replace(/^(?:https?:\/\/|mailto:)/i, '').replace(/%[0-9A-F]{2}|[^\w./:@-]/gi, '')
  return plain(href) === plain(text) || decodes(href) === decodes(text)
}

function decodes(url: string): string {
  try {
    return decodeURI(url)
  } catch {
    return url
  }
}

/** Renders a Markdown field. Returns how its HTML differs from CommonMark, or undefined. */
export async function commonmarkFailure(
  markdown: string,
  dialect: ProseDialect,
  reader: Reader,
): Promise<string | undefined> {
  const written = proseWriter(dialect, (link) => ({ code: link.code, url: '/target' })).blocks(
    markdown,
  )
  try {
    const { html, code } = await reader(written)
    if (code.length > 0) return `code ${code[0]}`
    const [got, want] = [normalHtml(html), normalHtml(expectedHtml(markdown))]
    return got === want ? undefined : `${got}\nexpected ${want}\nwritten ${written}`
  } catch (cause) {
    return `${(cause as Error).message}\nwritten ${written}`
  }
}

const template = `{{#each strings}}
<Card>
{{this}}
</Card>

<Card>
  {{this}}
</Card>

* {{this}}

> {{this}}

1. a

   * {{this}}

<Card>a {{this}} b</Card>

## {{this}}

| a | {{this}} |
|---|---|
| {{this}} | b |

{{/each}}
`
const slotCount = 8
const file = 'page.mdx.hbs'

/**
 * Inserts Markdown fields at several places of a template. Finds fields that become code, and
 * fields that do not look the same at all places.
 */
export async function fieldFailures(
  strings: readonly string[],
  reader = evaluateReader('mdx', true),
): Promise<Failure[]> {
  const { template: compiled } = compileTemplate(
    file,
    new Map([[file, { file, text: template, own: true }]]),
  )
  const render = (some: readonly string[]) =>
    compiled!.render({ strings: some.map((string) => new Prose(string)) }, writingOf(mdxDialect))
  const batch = async (some: readonly string[]): Promise<Failure[]> => {
    try {
      const { html, code } = await reader(render(some))
      const odd = code.find((one) => one !== '<Card>' && one !== '<Callout kind>')
      if (odd !== undefined) throw new Error(`code ${odd}`)
      const elements = topLevel(html)
      if (elements.length !== some.length * slotCount)
        throw new Error(`${elements.length} blocks, expected ${some.length * slotCount}`)
      return some.flatMap((string, at) => {
        const problem = fieldProblem(string, elements.slice(at * slotCount, (at + 1) * slotCount))
        return problem === undefined
          ? []
          : [{ page: 'Markdown fields', context: problem[0], string, problem: problem[1] }]
      })
    } catch (cause) {
      if (some.length === 1)
        return [
          {
            page: 'Markdown fields',
            context: 'the page',
            string: some[0]!,
            problem: (cause as Error).message,
          },
        ]
      const middle = some.length >> 1
      return [...(await batch(some.slice(0, middle))), ...(await batch(some.slice(middle)))]
    }
  }
  const failures: Failure[] = []
  const sound = strings.filter((string) => proseProblem(string) === undefined)
  for (let at = 0; at < sound.length; at += 20)
    failures.push(...(await batch(sound.slice(at, at + 20))))
  return failures
}

function fieldProblem(
  string: string,
  elements: readonly Element[],
): [context: string, problem: string] | undefined {
  // The only paragraph of a list item has no <p>.
  const shape = (element: Element | undefined) =>
    element?.childNodes
      .flatMap((node) =>
        'tagName' in node ? [skeleton(node as Element).replaceAll('<p>', '')] : [],
      )
      .join('')
      .replaceAll('</>', '')
  const [first, indented, item, quote, nested, middle, heading, table] = elements as [
    Element,
    Element,
    Element,
    Element,
    Element,
    Element,
    Element,
    Element,
  ]
  const blocks: [string, Element | undefined][] = [
    ['JSX child, indented', indented],
    ['list item', onlyChild(item)],
    ['quote', quote],
  ]
  for (const [context, element] of blocks) {
    if (shape(element) !== shape(first))
      return [context, `structure ${shape(element)}, expected ${shape(first)}`]
    if (
      bare(seen(element!)) !== bare(seen(first)) ||
      codeIn(element!).join() !== codeIn(first).join()
    )
      return [
        context,
        `text ${JSON.stringify(seen(element!))}, expected ${JSON.stringify(seen(first))}`,
      ]
  }
  const plain = plainText(parseProse(string))
  if (
    bare(seen(nested)) !== bare(`a${seen(first)}`) ||
    codeIn(nested).join() !== codeIn(first).join()
  )
    return ['nested list item', `text ${JSON.stringify(seen(nested))}`]
  for (const [context, text, want] of [
    ['paragraph middle', seen(middle), `a ${plain} b`],
    ['heading', seen(heading), plain],
    ['table', seen(table), `a${plain}${plain}b`],
  ] as const) {
    if (bare(text) !== bare(want))
      return [context, `text ${JSON.stringify(text)}, expected ${JSON.stringify(want)}`]
  }
  return undefined
}

const bare = (text: string) => text.replace(/\s+/g, '')

/** Returns the text of an element, including the alternative text of its images. */
function seen(element: Element): string {
  if (element.tagName === 'img')
    return element.attrs.find(({ name }) => name === 'alt')?.value ?? ''
  return element.childNodes.map((node) => ('tagName' in node ? seen(node) : textOf(node))).join('')
}

/** Returns the text of each code block in an element, with its white space. */
function codeIn(element: Element): string[] {
  return element.tagName === 'pre' ? [textOf(element)] : children(element).flatMap(codeIn)
}

const children = (element: Element | undefined) =>
  element?.childNodes.filter((node): node is Element => 'tagName' in node) ?? []
const onlyChild = (element: Element | undefined) => children(element)[0]
