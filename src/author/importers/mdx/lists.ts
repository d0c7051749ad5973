import type { BlockContent, Link, ListItem, PhrasingContent, RootContent } from 'mdast'
import { plainText } from '../../../facts/markdown/prose.js'
import type { EntryData } from '../../../model/entry.js'
import { writeInline } from './write-prose.js'

type Related = NonNullable<EntryData['related']>[number]
type Reading = NonNullable<EntryData['links']>[number]
type Mistake = NonNullable<EntryData['mistakes']>[number]

export interface LinkLists {
  readonly related: Related[]
  readonly links: Reading[]
}

/**
 * Converts lists of links to `related` and `links`. Returns undefined if the lists contain anything
 * else.
 */
export function linksIn(
  nodes: readonly RootContent[],
  codeOf: (url: string) => string | undefined,
): LinkLists | undefined {
  const lists: LinkLists = { related: [], links: [] }
  for (const node of nodes) {
    for (const line of linesOf(node)) {
      if (line === undefined || !addLink(line, codeOf, lists)) return undefined
    }
  }
  return lists.related.length + lists.links.length > 0 ? lists : undefined
}

/**
 * Returns the lines of a block that may contain links. A line that can't be a link is undefined.
 */
function linesOf(node: RootContent): (readonly PhrasingContent[] | undefined)[] {
  if (node.type === 'list') return node.children.map(lineOfLink)
  return node.type === 'paragraph' ? linksAlone(node.children) : [undefined]
}

/**
 * Splits a paragraph into its links, if the rest is only separators. A paragraph with one link and
 * other text stays one line.
 */
function linksAlone(
  children: readonly PhrasingContent[],
): (readonly PhrasingContent[] | undefined)[] {
  const links = children.filter((child) => child.type === 'link')
  const rest = children.filter(
    (child) =>
      child.type !== 'link' &&
      !(child.type === 'text' && /^[\s,;|·.-]*$/.test(child.value)) &&
      child.type !== 'break',
  )
  if (rest.length === 0 && links.length > 0) return links.map((link) => [link])
  return links.length === 1 ? [children] : [undefined]
}

function lineOf({ children }: ListItem): readonly PhrasingContent[] | undefined {
  const [only, ...others] = children
  return others.length === 0 && only?.type === 'paragraph' ? only.children : undefined
}

/**
 * Returns the text of a list item. A link and the paragraph below it, as in a card, become one
 * line.
 */
function lineOfLink(item: ListItem): readonly PhrasingContent[] | undefined {
  const [link, text, ...others] = item.children
  const isCard =
    link?.type === 'paragraph' &&
    link.children.length === 1 &&
    text?.type === 'paragraph' &&
    others.length === 0
  return isCard
    ? [...link.children, { type: 'text', value: ' - ' }, ...text.children]
    : lineOf(item)
}

function addLink(
  line: readonly PhrasingContent[],
  codeOf: (url: string) => string | undefined,
  { related, links }: LinkLists,
): boolean {
  const at = line.findIndex((child) => child.type === 'link')
  const link = line[at] as Link | undefined
  if (link === undefined) return false
  const before = line.slice(0, at)
  const after = line.slice(at + 1)
  const text = plainText({ type: 'paragraph', children: link.children }).trim()
  const code = codeOf(link.url)
  if (code !== undefined) {
    if (before.some((child) => plainText(child).trim() !== '')) return false
    const rest = withoutLead(after)
    const isCode = text === code || text === '' || code.endsWith(text)
    const lead: PhrasingContent[] = isCode ? [] : [...link.children, { type: 'text', value: ': ' }]
    const when = writeInline(rest.length === 0 ? link.children : [...lead, ...rest])
    if (!related.some((other) => other.code === code)) related.push({ code, when })
    return true
  }
  if ([...before, ...after].some((child) => plainText(child).trim() !== '')) return false
  if (
    !/^https?:\/\//.test(link.url) ||
    !URL.canParse(link.url) ||
    text === '' ||
    text.includes('\n')
  )
    return false
  links.push({ title: text, url: link.url })
  return true
}

/** Removes the dash or colon between a link and the text after it. */
function withoutLead(children: readonly PhrasingContent[]): PhrasingContent[] {
  const [first, ...rest] = children
  if (first?.type !== 'text') return [...children]
  const value = first.value.replace(/^\s*(?:[-–—:|]|\(?)\s*/, '')
  return value === '' ? rest : [{ ...first, value }, ...rest]
}

/** Parses a list of mistakes: items of the form `* **Title**: text`, each with one paragraph. */
export function mistakesIn(nodes: readonly RootContent[]): Mistake[] | undefined {
  const [list, ...others] = nodes
  if (list?.type !== 'list' || others.length > 0) return undefined
  const mistakes = list.children.map((item) => {
    const [strong, next, ...rest] = lineOf(item) ?? []
    if (strong?.type !== 'strong') return undefined
    const inside = plainText(strong).trim()
    const between = inside.endsWith(':') ? /^\s*/ : /^\s*(?::|[-–—])\s+/
    if (next?.type !== 'text' || !between.test(next.value)) return undefined
    const text = writeInline([{ ...next, value: next.value.replace(between, '') }, ...rest])
    return text === '' ? undefined : { title: inside.replace(/:$/, ''), text }
  })
  return mistakes.every((mistake) => mistake !== undefined) ? mistakes : undefined
}

/** Returns the blocks of a list item. */
export function blocksOf(item: ListItem): BlockContent[] {
  return item.children as BlockContent[]
}
