import type { List, ListItem, Paragraph, RootContent } from 'mdast'
import { plainText } from '../../../facts/markdown/prose.js'

// Finds the list of causes on a page and removes it from the text.

const causeLead =
  /\b(?:causes?|reasons?|because|due to|happens?|occurs?|occurred|triggers?|triggered|scenarios?|leads? to|situations?|cases?|when|if)\b[^.]*:$/i

/** Removes the list of causes from the text. Moves the line that introduces the list to the end. */
export function withoutCauses(nodes: readonly RootContent[], causes: List): RootContent[] {
  const at = nodes.indexOf(causes)
  const lead = nodes[at - 1]?.type === 'paragraph' ? at - 1 : at
  return [...nodes.slice(0, lead), ...nodes.slice(at + 1), ...nodes.slice(lead, at)]
}

/** Whether the nodes are a single paragraph, as in `**Cause:** a key is missing`. */
export function isSentence([only, ...others]: readonly RootContent[]): boolean {
  return only?.type === 'paragraph' && others.length === 0 && !plainText(only).trim().endsWith(':')
}

export function listOf(paragraph: Paragraph): List {
  const position = paragraph.position && { position: paragraph.position }
  const item: ListItem = { type: 'listItem', spread: false, children: [paragraph], ...position }
  return { type: 'list', ordered: false, spread: false, children: [item], ...position }
}

export function isBullets(node: RootContent): node is List {
  return (
    node.type === 'list' &&
    node.ordered !== true &&
    node.children.every(
      (item) =>
        (item.checked ?? null) === null &&
        plainText(item).trim() !== '' &&
        item.children[0]?.type === 'paragraph',
    )
  )
}

/** If more blocks than this follow the causes, the causes stay in the text. */
const mostBehind = 3

/** Returns the list that follows a heading or line that introduces causes. */
export function causesIn(
  nodes: readonly RootContent[],
  known: ReadonlySet<RootContent>,
): List | undefined {
  const lists = nodes.filter((node, at): node is List => {
    if (!isBullets(node)) return false
    const lead = nodes[at - 1]
    return known.has(node) || (lead?.type === 'paragraph' && causeLead.test(plainText(lead).trim()))
  })
  const [list, ...others] = lists
  if (list === undefined || others.length > 0) return undefined
  const behind = nodes.slice(nodes.indexOf(list) + 1)
  return behind.length <= mostBehind && !behind.some(({ type }) => type === 'heading')
    ? list
    : undefined
}
