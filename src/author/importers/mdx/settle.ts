import type {
  BlockContent,
  Blockquote,
  Code,
  Definition,
  Html,
  List,
  ListItem,
  Nodes,
  Paragraph,
  PhrasingContent,
  RootContent,
} from 'mdast'
import { calloutKinds, plainText, visit } from '../../../facts/markdown/prose.js'
import type { Ledger } from '../ledger.js'
import { cardOf, joinedCards } from './cards.js'
import { meaningOf, titleOf } from './components.js'
import { entitled, settleFence } from './fences.js'
import { settleHtml } from './html.js'
import { type Component, type ParsedPage, positionOf } from './parse.js'
import { settlePhrasing } from './phrasing.js'
import { keep, type Settling, sourceOf, titled } from './settling.js'

/**
 * Converts the tree of a page to the prose of a catalog. Components become callouts, lists and
 * titles, or code if there is no equivalent.
 */
export function settlePage(page: ParsedPage, ledger: Ledger): RootContent[] {
  const definitions = new Map<string, Definition>()
  visit(page.root, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier))
      definitions.set(node.identifier, node)
  })
  enterBlocks(page.root, page, ledger)
  return settleFlow(page.root.children, { page, ledger, definitions })
}

/** Adds every block of the page to the ledger. */
function enterBlocks(node: Nodes, page: ParsedPage, ledger: Ledger): void {
  const type = node.type as string
  if (type === 'heading' || type === 'paragraph' || type === 'table')
    ledger.enter(node, type, plainText(node))
  else if (type === 'code' || type === 'thematicBreak')
    ledger.enter(node, type === 'code' ? type : 'rule', 'value' in node ? node.value : '---')
  else if (type === 'html' && !isComment(node as Html))
    ledger.enter(node, 'html', (node as Html).value)
  else if (type === 'mdxFlowExpression' && !isEmptyExpression(sourceOf(node, page)))
    ledger.enter(node, 'expression', sourceOf(node, page))
  else if (type === 'component' && (node as Component).children.length === 0)
    ledger.enter(node, 'component', sourceOf(node, page))
  else if ('children' in node)
    for (const child of node.children) enterBlocks(child as Nodes, page, ledger)
}

function isComment({ value }: Html): boolean {
  return value.replace(/<!--[\s\S]*?-->/g, '').trim() === ''
}

function isEmptyExpression(source: string): boolean {
  return /^\{\s*(?:\/\*[\s\S]*?\*\/\s*)*\}$/.test(source)
}

export function settleFlow(nodes: readonly RootContent[], settling: Settling): RootContent[] {
  return joinedCards(nodes.flatMap((node) => settleBlock(node, settling)))
}

function settleBlock(node: RootContent, settling: Settling): RootContent[] {
  const { page, ledger } = settling
  switch (node.type as string) {
    case 'definition':
      return []
    case 'html': {
      if (!isComment(node as Html)) return settleHtml(node as Html, settling)
      ledger.remark(node, 'A comment was removed.')
      return []
    }
    case 'mdxjsEsm': {
      const source = sourceOf(node, page)
      if (!/^export\b/m.test(source)) {
        ledger.remark(
          node,
          `\`${source.split('\n')[0]}\` was removed because entries can't import anything.`,
        )
        return []
      }
      ledger.remark(node, 'An export was kept as code.')
      return [keep(node, settling)]
    }
    case 'mdxFlowExpression': {
      const source = sourceOf(node, page)
      if (isEmptyExpression(source)) {
        ledger.remark(node, 'A comment was removed.')
        return []
      }
      ledger.changed(node, 'an expression was kept as code')
      return [keep(node, settling)]
    }
    case 'component':
      return settleComponent(node as Component, settling)
    case 'paragraph':
    case 'heading': {
      const settled = withPhrasing(node as Paragraph, settling)
      if (
        settled.children.some(
          (child) => child.type === 'text' && /\[\^[^\]\s]+\]/.test(child.value),
        )
      )
        ledger.changed(node, 'a footnote was kept as text')
      if (/^(?:\[\[toc\]\]|\[toc\])$/i.test(plainText(settled).trim())) {
        ledger.changed(node, 'a table of contents was removed')
        return []
      }
      if (settled.children.some((child) => child.type !== 'text' || child.value.trim() !== ''))
        return [settled]
      ledger.changed(node, 'tags without text were removed')
      return []
    }
    case 'table': {
      const table = node as Extract<RootContent, { type: 'table' }>
      const children = table.children.map((row) => ({
        ...row,
        children: row.children.map((cell) => withPhrasing(cell, settling)),
      }))
      return [{ ...table, children }]
    }
    case 'blockquote': {
      const quote = node as Blockquote
      return [
        alertOf({ ...quote, children: settleFlow(quote.children, settling) as BlockContent[] }),
      ]
    }
    case 'list': {
      const list = node as List
      const children = list.children.map((item) => ({
        ...item,
        children: settleFlow(item.children, settling) as BlockContent[],
      }))
      return [{ ...list, children }]
    }
    case 'code':
      return [settleFence(node as Code)]
    default:
      return [node]
  }
}

function withPhrasing<T extends { children: unknown[] }>(node: T, settling: Settling): T {
  const children = settlePhrasing(node.children as PhrasingContent[], settling)
  const last = children.at(-1)
  // Something at the end may have been dropped, so remove the space before it.
  if (last?.type === 'text')
    children[children.length - 1] = { ...last, value: last.value.trimEnd() }
  return { ...node, children }
}

/** Converts a GitHub alert: `> [!NOTE]`. */
function alertOf(quote: Blockquote): RootContent {
  const [first, ...rest] = quote.children
  const [text, ...others] = first?.type === 'paragraph' ? first.children : []
  const [whole, kind] =
    (text?.type === 'text' && /^\[!([A-Za-z]+)\][ \t]*(?:\n|$)/.exec(text.value)) || []
  const known = calloutKinds.find((name) => name === kind?.toLowerCase())
  if (
    whole === undefined ||
    known === undefined ||
    text?.type !== 'text' ||
    first?.type !== 'paragraph'
  )
    return quote
  const left = text.value.slice(whole.length)
  const inline: PhrasingContent[] = [
    ...(left === '' ? [] : [{ type: 'text', value: left } as const]),
    ...others,
  ]
  const children = [...(inline.length > 0 ? [{ ...first, children: inline }] : []), ...rest]
  return {
    type: 'callout',
    kind: known,
    children,
    ...(quote.position && { position: quote.position }),
  }
}

function settleComponent(node: Component, settling: Settling): RootContent[] {
  const { ledger } = settling
  const meaning = meaningOf(node.name, node.props)
  const title = titleOf(node.props)
  const position = node.position && { position: node.position }
  switch (meaning?.is) {
    case 'callout': {
      const children = settleFlow(node.children, settling) as BlockContent[]
      if (title !== undefined)
        ledger.remark(node, `The title “${title}” of a callout was moved into its text.`)
      const head: BlockContent[] = title === undefined ? [] : [titled(title)]
      return [
        { type: 'callout', kind: meaning.kind, children: [...head, ...children], ...position },
      ]
    }
    case 'group':
      if (node.children.length === 0) ledger.lost(node, 'an empty element')
      return settleFlow(withNames(node), settling)
    case 'title': {
      ledger.remark(node, `<${node.name}> became a title above the content next to it.`)
      return node.children.flatMap((child): RootContent[] =>
        child.type === 'paragraph'
          ? [
              {
                ...child,
                children: [{ type: 'strong', children: withPhrasing(child, settling).children }],
              },
            ]
          : settleBlock(child, settling),
      )
    }
    case 'words': {
      if (node.props.text === undefined) return settleFlow(node.children, settling)
      return [
        { type: 'paragraph', children: [{ type: 'text', value: node.props.text }], ...position },
      ]
    }
    case 'titled': {
      const children = settleFlow(node.children, settling)
      const [code] = children
      // The title of a tab with a single code block becomes the title of the code block.
      if (
        title !== undefined &&
        children.length === 1 &&
        code?.type === 'code' &&
        !/\b(?:title|filename)=/.test(code.meta ?? '')
      ) {
        ledger.remark(node, `<${node.name}> “${title}” became the title of its code block.`)
        return [entitled(code, title)]
      }
      if (title === undefined) return children
      ledger.remark(node, `<${node.name}> “${title}” became a title above its contents.`)
      return [titled(title), ...children]
    }
    case 'steps':
      return settleSteps(node, settling)
    case 'step':
      return [
        ...(title === undefined ? [] : [titled(title)]),
        ...settleFlow(node.children, settling),
      ]
    case 'card':
      return cardOf(node, title, settleFlow(node.children, settling))
    case 'image': {
      const { src = '', alt = '' } = node.props
      return [
        {
          type: 'paragraph',
          children: [{ type: 'image', url: src, alt, title: null }],
          ...position,
        },
      ]
    }
    case 'nothing':
      ledger.remark(node, `<${node.name}> was removed because it has no text.`)
      ledger.changed(node, 'an icon was removed')
      return []
    default: {
      ledger.changed(
        node,
        `the unknown component <${node.name.replace(/^:::/, '')}> is now a code block`,
      )
      return [keep(node, settling)]
    }
  }
}

/**
 * Returns the children of a component. Untitled children get a title from the component's list:
 * `<Tabs items={['npm', 'pnpm']}>`.
 */
function withNames({ children, items }: Component): RootContent[] {
  let at = 0
  return children.map((child) => {
    if (child.type !== 'component' || meaningOf(child.name, child.props)?.is !== 'titled')
      return child
    const title = titleOf(child.props) ?? items[at]
    at++
    return title === undefined ? child : { ...child, props: { ...child.props, title } }
  })
}

/**
 * Converts steps to a numbered list. Steps are elements with a title or heading, or headings with
 * content.
 */
function settleSteps(node: Component, settling: Settling): RootContent[] {
  const isStep = (child: RootContent) =>
    child.type === 'component' && meaningOf(child.name, child.props)?.is === 'step'
  const [first] = node.children
  const starts = (child: RootContent) =>
    isStep(child) ||
    (first?.type === 'heading' && child.type === 'heading' && child.depth <= first.depth)
  if (first === undefined || !starts(first)) return settleFlow(node.children, settling)
  const steps: [RootContent, ...RootContent[]][] = []
  for (const child of node.children) {
    if (starts(child)) steps.push([child])
    else steps.at(-1)?.push(child)
  }
  const children = steps.map((step): ListItem => {
    const [head, ...rest] = step
    const name = head.type === 'component' ? titleOf(head.props) : undefined
    const inside = head.type === 'component' ? [...head.children, ...rest] : step
    const settled = settleFlow(inside, settling)
    const blocks = [
      ...(name === undefined ? [] : [titled(name)]),
      ...settled.map((block, at) => (at === 0 ? asTitle(block) : block)),
    ]
    return {
      type: 'listItem',
      spread: blocks.length > 1,
      children: blocks as BlockContent[],
      ...positionOf(head, rest.at(-1) ?? head),
    }
  })
  const spread = children.some((item) => item.spread)
  return [
    {
      type: 'list',
      ordered: true,
      start: 1,
      spread,
      children,
      ...(node.position && { position: node.position }),
    },
  ]
}

/** Converts the heading of a step to a title, because list items can't contain headings. */
function asTitle(block: RootContent): RootContent {
  if (block.type !== 'heading') return block
  return {
    type: 'paragraph',
    children: [{ type: 'strong', children: block.children }],
    ...(block.position && { position: block.position }),
  }
}
