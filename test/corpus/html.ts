import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { spanned } from './readers.js'

export type HtmlNode = DefaultTreeAdapterTypes.ChildNode
export type Element = DefaultTreeAdapterTypes.Element

/**
 * Collapses whitespace like a browser, but keeps a no-break space, which is a regular character.
 */
export const collapse = (text: string): string =>
  text.replace(/[ \t\n\f\r]+/g, ' ').replace(/^ | $/g, '')

function isElement(node: HtmlNode): node is Element {
  return 'tagName' in node
}

export function textOf(node: HtmlNode): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}

export function attribute(element: Element, name: string): string {
  return element.attrs.find((one) => one.name === name)?.value ?? ''
}

export function find(element: Element, tag: string): Element {
  const below = (node: Element): Element | undefined =>
    node.tagName === tag ? node : node.childNodes.filter(isElement).map(below).find(Boolean)
  const found = below(element)
  if (found === undefined) throw new Error(`no <${tag}>`)
  return found
}

export function cells(table: Element): string[] {
  return table.childNodes
    .filter(isElement)
    .flatMap((node) =>
      node.tagName === 'td' || node.tagName === 'th' ? [collapse(textOf(node))] : cells(node),
    )
}

/**
 * Returns the nested tags of an element, except tags that text may contain. These are GFM links and
 * the span around a keyword.
 */
export function skeleton(element: Element, links = false): string {
  const inner = element.childNodes
    .filter(isElement)
    .map((child) => skeleton(child, links))
    .join('')
  // `v-pre` only tells Vue to skip an element, so it doesn't matter here.
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

/** Returns the top-level elements of HTML. Throws if there is text outside of them. */
export function topLevel(html: string): Element[] {
  const nodes = parseFragment(html).childNodes
  const stray = nodes.find((node) => !isElement(node) && textOf(node).trim() !== '')
  if (stray) throw new Error(`text outside of any block: ${JSON.stringify(textOf(stray))}`)
  return nodes.filter(isElement)
}
