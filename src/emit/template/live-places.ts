import type { Nodes, Root } from 'mdast'
import { visit } from '../../facts/markdown/prose.js'
import type { Context } from './context.js'
import { runsCode } from './url.js'

/** The places of a page where even escaped text would run as code or change styles. */

/** Whether the content of an element is code. */
export function holdsCode(element: string | null | undefined): boolean {
  return /^(?:.*\.)?(?:script|style)$/i.test(element ?? '')
}

/**
 * Returns `url` for an attribute with a URL, and a problem for an attribute with code, styles or
 * HTML. Undefined for other attributes.
 */
export function placeOfAttribute(
  element: string | null,
  name: string,
): 'url' | { readonly problem: string } | undefined {
  const isNative = /^[a-z][^.]*$/.test(element ?? '')
  if (isNative ? /^on/i.test(name) : /^on[A-Z:]/.test(name))
    return { problem: `the code of \`${name}\`` }
  if (/^style$/i.test(name)) return { problem: 'the style sheet of `style`' }
  if (/^(?:srcdoc|innerHTML|outerHTML|dangerouslySetInnerHTML|set:html|v-html)$/i.test(name))
    return { problem: `the HTML of \`${name}\`` }
  if (
    !/(?:^|[:a-z])(?:href|src|url|uri)$/i.test(name) &&
    !urlAttributes.test(name) &&
    !(element === 'object' && name === 'data')
  )
    return undefined
  return /^(?:.*\.)?(?:script|object|embed)$/i.test(element ?? '')
    ? { problem: `the URL of \`<${element}>\`` }
    : 'url'
}

const urlAttributes = /^(?:action|formaction|to|link|poster|cite|ping|background|manifest)$/i

/** Returns the contexts of the values in the target of a link. A value must not set the scheme. */
export function targetContexts(
  url: string,
): [word: string, found: { readonly context: Context } | { readonly problem: string }][] {
  return [...url.matchAll(/zq\d+zq/g)].map(({ 0: word, index }) => {
    const before = url.slice(0, index)
    if (runsCode(url)) return [word, { problem: 'a URL that runs code' }]
    const isLead = !/[/?#:]/.test(before)
    if (isLead && /^[^/?#]*:/.test(url.slice(index)))
      return [word, { problem: 'the scheme of a URL' }]
    return [word, { context: { kind: 'url', inner: isLead && index > 0 } }]
  })
}

const tag = /<([a-z][^\s/>]*)(?:"[^"]*"|'[^']*'|[^"'>])*>/gi
const openTag = /<[a-z][^\s/>]*(?:"[^"]*"|'[^']*'|[^"'>])*(?:["'][^>]*)?$/i

/**
 * Returns the ranges after raw HTML with an unclosed tag or code element. A range ends where the
 * tag or element is closed, or at the end of the page.
 */
export function openStretches(
  tree: Root,
  end: number,
): { readonly start: number; readonly end: number }[] {
  const stretches: { start: number; end: number }[] = []
  const nodes: { value: string; start: number; end: number }[] = []
  visit(tree as Nodes, (node) => {
    if (node.type !== 'html' || node.position === undefined) return
    const { offset: start = 0 } = node.position.start
    const { offset: end = 0 } = node.position.end
    nodes.push({ value: node.value, start, end })
  })
  let open: { start: number; close: RegExp } | undefined
  for (const node of nodes) {
    if (open?.close.test(node.value)) {
      stretches.push({ start: open.start, end: node.end })
      open = undefined
    }
    if (open !== undefined) continue
    const { start } = node
    const last = [...node.value.matchAll(tag)].filter(([, name]) => holdsCode(name)).at(-1)
    const isOpen = last && !new RegExp(`</${last[1]}`, 'i').test(node.value.slice(last.index))
    if (isOpen) open = { start, close: new RegExp(`</${last[1]}`, 'i') }
    else if (openTag.test(node.value.replace(tag, ''))) open = { start, close: /(?!)/ }
  }
  return open ? [...stretches, { start: open.start, end }] : stretches
}
