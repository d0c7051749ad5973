import type {
  BlockContent,
  Blockquote,
  Definition,
  Html,
  List,
  ListItem,
  Nodes,
  Paragraph,
  PhrasingContent,
  RootContent,
  Strong,
} from 'mdast'
import { calloutKinds, plainText, visit } from '../../../facts/prose.js'
import type { Ledger } from '../ledger.js'
import { meaningOf, titleOf } from './components.js'
import { settleHtml } from './html.js'
import type { Component, ParsedPage } from './parse.js'
import { settlePhrasing } from './phrasing.js'
import { keep, type Settling, sourceOf } from './settling.js'

/**
 * A page's tree in the terms of a catalog's prose: callouts, lists and titles in the place of components,
 * and code in the place of what is neither.
 */
export function settlePage(page: ParsedPage, ledger: Ledger): RootContent[] {
  const definitions = new Map<string, Definition>()
  visit(page.root, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })
  enterBlocks(page.root, page, ledger)
  return settleFlow(page.root.children, { page, ledger, definitions })
}

/** Enters every leaf of a page's tree in the ledger: what a reader sees as one piece. */
function enterBlocks(node: Nodes, page: ParsedPage, ledger: Ledger): void {
  const type = node.type as string
  if (type === 'heading' || type === 'paragraph' || type === 'table') ledger.enter(node, type, plainText(node))
  else if (type === 'code' || type === 'thematicBreak')
    ledger.enter(node, type === 'code' ? type : 'rule', 'value' in node ? node.value : '---')
  else if (type === 'html' && !isComment(node as Html)) ledger.enter(node, 'html', (node as Html).value)
  else if (type === 'mdxFlowExpression' && !isEmptyExpression(sourceOf(node, page))) ledger.enter(node, 'expression', sourceOf(node, page))
  else if (type === 'component' && (node as Component).children.length === 0) ledger.enter(node, 'component', sourceOf(node, page))
  else if ('children' in node) for (const child of node.children) enterBlocks(child as Nodes, page, ledger)
}

function isComment({ value }: Html): boolean {
  return value.replace(/<!--[\s\S]*?-->/g, '').trim() === ''
}

function isEmptyExpression(source: string): boolean {
  return /^\{\s*(?:\/\*[\s\S]*?\*\/\s*)*\}$/.test(source)
}

export function settleFlow(nodes: readonly RootContent[], settling: Settling): RootContent[] {
  return nodes.flatMap((node) => settleBlock(node, settling))
}

function settleBlock(node: RootContent, settling: Settling): RootContent[] {
  const { page, ledger } = settling
  switch (node.type as string) {
    case 'definition':
      return []
    case 'html': {
      if (!isComment(node as Html)) return settleHtml(node as Html, settling)
      ledger.remark(node, 'A comment is left out.')
      return []
    }
    case 'mdxjsEsm': {
      const source = sourceOf(node, page)
      if (!/^export\b/m.test(source)) {
        ledger.remark(node, `\`${source.split('\n')[0]}\` is left out: a catalog imports nothing.`)
        return []
      }
      ledger.remark(node, 'An export is kept as code.')
      return [keep(node, settling)]
    }
    case 'mdxFlowExpression': {
      const source = sourceOf(node, page)
      if (isEmptyExpression(source)) {
        ledger.remark(node, 'A comment is left out.')
        return []
      }
      ledger.changed(node, 'an expression is not evaluated; kept as code')
      return [keep(node, settling)]
    }
    case 'component':
      return settleComponent(node as Component, settling)
    case 'paragraph':
    case 'heading': {
      const settled = withPhrasing(node as Paragraph, settling)
      if (settled.children.some((child) => child.type === 'text' && /\[\^[^\]\s]+\]/.test(child.value)))
        ledger.changed(node, 'a footnote stands as text')
      if (settled.children.some((child) => child.type !== 'text' || child.value.trim() !== '')) return [settled]
      ledger.changed(node, 'tags that hold no text are left out')
      return []
    }
    case 'table': {
      const table = node as Extract<RootContent, { type: 'table' }>
      const children = table.children.map((row) => ({ ...row, children: row.children.map((cell) => withPhrasing(cell, settling)) }))
      return [{ ...table, children }]
    }
    case 'blockquote': {
      const quote = node as Blockquote
      return [alertOf({ ...quote, children: settleFlow(quote.children, settling) as BlockContent[] })]
    }
    case 'list': {
      const list = node as List
      const children = list.children.map((item) => ({ ...item, children: settleFlow(item.children, settling) as BlockContent[] }))
      return [{ ...list, children }]
    }
    case 'thematicBreak':
      return [node]
    default:
      return [node]
  }
}

function withPhrasing<T extends { children: unknown[] }>(node: T, settling: Settling): T {
  return { ...node, children: settlePhrasing(node.children as PhrasingContent[], settling) }
}

/** `> [!NOTE]`, as GitHub has it. */
function alertOf(quote: Blockquote): RootContent {
  const [first, ...rest] = quote.children
  const [text, ...others] = first?.type === 'paragraph' ? first.children : []
  const [whole, kind] = (text?.type === 'text' && /^\[!([A-Za-z]+)\][ \t]*(?:\n|$)/.exec(text.value)) || []
  const known = calloutKinds.find((name) => name === kind?.toLowerCase())
  if (whole === undefined || known === undefined || text?.type !== 'text' || first?.type !== 'paragraph') return quote
  const left = text.value.slice(whole.length)
  const inline: PhrasingContent[] = [...(left === '' ? [] : [{ type: 'text', value: left } as const]), ...others]
  const children = [...(inline.length > 0 ? [{ ...first, children: inline }] : []), ...rest]
  return { type: 'callout', kind: known, children, ...(quote.position && { position: quote.position }) }
}

function settleComponent(node: Component, settling: Settling): RootContent[] {
  const { ledger } = settling
  const meaning = meaningOf(node.name, node.props)
  const title = titleOf(node.props)
  const position = node.position && { position: node.position }
  switch (meaning?.is) {
    case 'callout': {
      const children = settleFlow(node.children, settling) as BlockContent[]
      if (title !== undefined) ledger.remark(node, `The title “${title}” of a callout stands in its text.`)
      const head: BlockContent[] = title === undefined ? [] : [titled(title)]
      return [{ type: 'callout', kind: meaning.kind, children: [...head, ...children], ...position }]
    }
    case 'group':
      if (node.children.length === 0) ledger.lost(node, 'an element with nothing in it')
      return settleFlow(node.children, settling)
    case 'titled': {
      const children = settleFlow(node.children, settling)
      const [code] = children
      // A tab around one fence is the fence's title.
      if (title !== undefined && children.length === 1 && code?.type === 'code') {
        ledger.changed(code, 'the title of its tab is its own')
        return [code.meta ? code : { ...code, meta: `title="${title.replaceAll('"', "'")}"` }]
      }
      if (title === undefined) return children
      ledger.remark(node, `<${node.name}> “${title}” has become a title over its contents.`)
      return [titled(title), ...children]
    }
    case 'steps': {
      const steps = node.children.filter((child) => child.type === 'component' && meaningOf(child.name, child.props)?.is === 'step')
      if (steps.length === 0) return settleFlow(node.children, settling)
      const items = node.children.map((child): ListItem => {
        const isStep = child.type === 'component' && steps.includes(child)
        const name = isStep ? titleOf(child.props) : undefined
        const inner = isStep ? settleFlow(child.children, settling) : settleBlock(child, settling)
        const children = [...(name === undefined ? [] : [titled(name)]), ...(inner as BlockContent[])]
        return { type: 'listItem', spread: false, children, ...(child.position && { position: child.position }) }
      })
      return [
        { type: 'list', ordered: true, start: 1, spread: items.some(({ children }) => children.length > 1), children: items, ...position },
      ]
    }
    case 'step':
      return [...(title === undefined ? [] : [titled(title)]), ...settleFlow(node.children, settling)]
    case 'card':
      return settleCard(node, title, settling)
    case 'image': {
      const { src = '', alt = '' } = node.props
      return [{ type: 'paragraph', children: [{ type: 'image', url: src, alt, title: null }], ...position }]
    }
    case 'nothing':
      ledger.remark(node, `<${node.name}> is left out: it holds no text.`)
      ledger.changed(node, 'an icon is left out')
      return []
    default: {
      ledger.changed(node, `<${node.name.replace(/^:::/, '')}> is no component that is known here; kept as code`)
      return [keep(node, settling)]
    }
  }
}

function settleCard(node: Component, title: string | undefined, settling: Settling): RootContent[] {
  const href = node.props.href ?? node.props.to ?? node.props.link
  const children = settleFlow(node.children, settling)
  if (title === undefined || href === undefined) return [...(title === undefined ? [] : [titled(title)]), ...children]
  const link: Paragraph = {
    type: 'paragraph',
    children: [{ type: 'link', url: href, title: null, children: [{ type: 'text', value: title }] }],
    ...(node.position && { position: node.position }),
  }
  const text = node.props.description
  const more: BlockContent[] = text === undefined ? [] : [{ type: 'paragraph', children: [{ type: 'text', value: text }] }]
  const item: ListItem = { type: 'listItem', spread: false, children: [link, ...more, ...(children as BlockContent[])] }
  return [{ type: 'list', ordered: false, spread: false, start: null, children: [item], ...(node.position && { position: node.position }) }]
}

function titled(title: string): Paragraph {
  const strong: Strong = { type: 'strong', children: [{ type: 'text', value: title }] }
  return { type: 'paragraph', children: [strong] }
}
