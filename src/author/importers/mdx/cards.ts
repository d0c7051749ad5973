import type { BlockContent, List, ListItem, Paragraph, RootContent } from 'mdast'
import type { Component } from './parse.js'
import { titled } from './settling.js'

/** Converts a card to a list with one item: the link and its description. */
export function cardOf(
  node: Component,
  title: string | undefined,
  children: readonly RootContent[],
): RootContent[] {
  const href = node.props.href ?? node.props.to ?? node.props.link
  if (title === undefined || href === undefined)
    return [...(title === undefined ? [] : [titled(title)]), ...children]
  const link: Paragraph = {
    type: 'paragraph',
    children: [
      { type: 'link', url: href, title: null, children: [{ type: 'text', value: title }] },
    ],
    ...(node.position && { position: node.position }),
  }
  const text = node.props.description
  const more: BlockContent[] =
    text === undefined ? [] : [{ type: 'paragraph', children: [{ type: 'text', value: text }] }]
  const blocks = [link, ...more, ...(children as BlockContent[])]
  const spread = blocks.length > 1
  const item: ListItem = {
    type: 'listItem',
    spread,
    children: blocks,
    ...(node.position && { position: node.position }),
  }
  const card: Card = { card: true }
  return [
    {
      type: 'list',
      ordered: false,
      spread,
      start: null,
      children: [item],
      data: card as never,
      ...(node.position && { position: node.position }),
    },
  ]
}

/** Marks a list that was created from a card. */
interface Card {
  readonly card: true
}

/** Joins adjacent cards into one list. */
export function joinedCards(nodes: readonly RootContent[]): RootContent[] {
  const isCard = (node: RootContent | undefined): node is List =>
    (node?.data as Partial<Card> | undefined)?.card === true
  const joined: RootContent[] = []
  for (const node of nodes) {
    const last = joined.at(-1)
    if (!isCard(node) || !isCard(last)) joined.push(node)
    else
      joined[joined.length - 1] = {
        ...last,
        spread: last.spread === true || node.spread === true,
        children: [...last.children, ...node.children],
        ...(last.position &&
          node.position && { position: { start: last.position.start, end: node.position.end } }),
      }
  }
  return joined
}
