import { parse } from 'parse5'
import type { Element, HtmlNode } from '../corpus/html.js'
import { collapse } from '../corpus/html.js'

/** Classes of elements that a theme adds to a page, such as heading anchors and hidden text. */
const furniture =
  /(?:^|\s)(?:hash-link|header-anchor|sl-anchor-link|subheading-anchor|lang|sr-only|visually-hidden)(?:\s|$)/
const unseen = new Set(['script', 'style', 'template', 'noscript', 'svg', 'button'])
const inline = new Set('a abbr b code del em i mark s small span strong sub sup u'.split(' '))

export interface Document {
  readonly root: Element
  readonly ids: ReadonlySet<string>
  readonly links: readonly string[]
  /** The text of every element, with whitespace collapsed. */
  readonly texts: ReadonlySet<string>
}

export function readHtml(html: string, normal: (text: string) => string): Document {
  const root = parse(html) as unknown as Element
  const ids = new Set<string>()
  const links: string[] = []
  const texts = new Set<string>()
  const visit = (node: HtmlNode): string => {
    if (node.nodeName === '#text') return (node as { value: string }).value
    if (!('childNodes' in node)) return ''
    const element = node as Element
    const attributes = element.attrs ?? []
    const id = attribute(element, 'id')
    if (id) ids.add(id)
    const href = attribute(element, 'href')
    if (element.tagName === 'a' && href !== undefined) links.push(href)
    const inner = element.childNodes
      .map((child, at) => (isGap(child, element.childNodes[at + 1]) ? '' : visit(child)))
      .join('')
    if (
      unseen.has(element.tagName) ||
      attributes.some(({ name, value }) => name === 'class' && furniture.test(value))
    )
      return ''
    if (element.tagName === 'br') return '\n'
    texts.add(normal(collapse(inner)))
    return inline.has(element.tagName) ? inner : `\n${inner}\n`
  }
  visit(root)
  return { root, ids, links, texts }
}

/** Checks whether a node is the space between the text of a link and its icon. */
function isGap(node: HtmlNode, next: HtmlNode | undefined): boolean {
  return (
    node.nodeName === '#text' &&
    next?.nodeName === 'svg' &&
    (node as { value: string }).value.trim() === ''
  )
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs?.find((one) => one.name === name)?.value
}

/** Returns the elements with this class or ID. */
export function elementsOf(root: Element, name: string): Element[] {
  const below = root.childNodes.flatMap((node) => ('tagName' in node ? elementsOf(node, name) : []))
  const own =
    attribute(root, 'id') === name || attribute(root, 'class')?.split(/\s+/).includes(name)
  return own ? [root, ...below] : below
}

/** Returns the targets of the links in an element. */
export function linksIn(element: Element): string[] {
  const href = element.tagName === 'a' ? attribute(element, 'href') : undefined
  return [
    ...(href === undefined ? [] : [href]),
    ...element.childNodes.flatMap((node) => ('tagName' in node ? linksIn(node) : [])),
  ]
}

/** Replaces typographic quotes, dashes and dots with plain ones. */
export function untypeset(text: string): string {
  return text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d\u201e]|``|''/g, '"')
    .replace(/[-\u2013\u2014]+/g, '-')
    .replace(/(?:\u2026|\. ?\. ?\.)/g, '...')
}
