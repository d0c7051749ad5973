import type { Heading, Nodes, Paragraph, RootContent, Strong } from 'mdast'
import { plainText } from '../../../facts/markdown/prose.js'
import type { Part } from '../../../model/fields.js'
import { partOf, saysRight } from './headings.js'

/** A heading and its content up to the next section. The first section may have no heading. */
export interface Section {
  readonly part: Part | undefined
  readonly heading: Heading | Paragraph | undefined
  readonly title: string
  readonly nodes: RootContent[]
}

/** The depth of a bold line or label that is used as a heading. */
const labelDepth = 7

/**
 * Splits a page into sections. A heading starts a section if it is not nested in the current
 * section. A heading with known text starts a section at any level, because some pages use `####
 * Why` next to `### Useful links`.
 */
export function outline(
  nodes: readonly RootContent[],
  own: Readonly<Record<string, Part>>,
): Section[] {
  const repeated = repeatedParts(nodes, own)
  let current: Section & { depth: number } = {
    part: undefined,
    heading: undefined,
    title: '',
    nodes: [],
    depth: 0,
  }
  const sections = [current]
  const queue = [...nodes]
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    // Under a real heading, a bold label does not start a new section.
    const free = current.heading === undefined || current.heading.type === 'paragraph'
    const [head, rest] = free ? labelled(node, own) : [node]
    if (rest !== undefined) queue.unshift(rest)
    node = head
    const found = headingOf(node, own)
    if (found === undefined) {
      current.nodes.push(node)
      continue
    }
    const { heading, title, part, depth } = found
    const nested = current.heading !== undefined && depth > current.depth
    const known =
      part !== undefined && part !== 'example' && part !== 'response' && part !== 'description'
    // Repeated causes or fixes, and correct code, stay in the section of the heading above them.
    const isRepeated = part !== undefined && repeated.has(part)
    const stays = current.part === undefined && (isRepeated || saysRight(title))
    const opens = !nested || (known && part !== current.part && !stays)
    if (depth === labelDepth && !free) current.nodes.push(node)
    else if (opens || depth === labelDepth) {
      current = { part, heading, title, nodes: [], depth }
      sections.push(current)
    } else current.nodes.push(node)
  }
  return sections.filter(({ heading, nodes: inner }) => heading !== undefined || inner.length > 0)
}

interface FoundHeading {
  readonly heading: Heading | Paragraph
  readonly title: string
  readonly part: Part | undefined
  readonly depth: number
}

function headingOf(
  node: RootContent,
  own: Readonly<Record<string, Part>>,
): FoundHeading | undefined {
  if (node.type === 'heading') {
    const title = plainText(node).replace(/\s+/g, ' ').trim()
    return { heading: node, title, part: partOf(title, own), depth: node.depth }
  }
  if (node.type !== 'paragraph') return undefined
  const [only] = node.children
  if (node.children.length !== 1 || only?.type !== 'strong') return undefined
  const title = plainText(only).replace(/\s+/g, ' ').trim().replace(/:$/, '')
  const part = partOf(title, own)
  return part === undefined ? undefined : { heading: node, title, part, depth: labelDepth }
}

/**
 * Returns the parts that occur more than once, for example on a page with several scenarios and a
 * fix for each.
 */
function repeatedParts(
  nodes: readonly RootContent[],
  own: Readonly<Record<string, Part>>,
): ReadonlySet<Part> {
  const parts = nodes.flatMap((node) => headingOf(node, own)?.part ?? [])
  return new Set(parts.filter((part, at) => parts.indexOf(part) !== at))
}

/** Splits `**Cause:** a key is missing` into a heading and a paragraph. */
function labelled(
  node: RootContent,
  own: Readonly<Record<string, Part>>,
): [head: RootContent, rest?: RootContent] {
  if (node.type !== 'paragraph') return [node]
  const [label, next, ...others] = node.children
  if (label?.type !== 'strong' || next?.type !== 'text') return [node]
  const words = plainText(label).trim()
  const colon = words.endsWith(':') ? /^\s+/ : /^\s*:\s+/
  const part = partOf(words.replace(/:$/, ''), own)
  if (part === undefined || part === 'description' || !colon.test(next.value)) return [node]
  const position = node.position && { position: node.position }
  const strong: Strong = { type: 'strong', children: label.children }
  const head: Paragraph = { type: 'paragraph', children: [strong] }
  const rest = [{ ...next, value: next.value.replace(colon, '') }, ...others]
  return [head, { type: 'paragraph', children: rest, ...position }]
}

/** Returns all nodes of a section, including the heading. */
export function allOf({ heading, nodes }: Section): Nodes[] {
  return [...(heading ? [heading] : []), ...nodes]
}
