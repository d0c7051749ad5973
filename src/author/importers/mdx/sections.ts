import type { RootContent } from 'mdast'
import { withoutStop } from '../../../facts/sentence.js'
import type { Example } from '../../../model/examples.js'
import type { Part } from '../../../model/fields.js'
import { type Assembly, addSection, isMore, place, placeHeading } from './assembly.js'
import { isBullets, isSentence, listOf } from './causes.js'
import {
  codeOf as codeOfFence,
  examplesAtEnd,
  isRight,
  lineOver,
  type Verdicts,
  wrongAndRight,
} from './examples.js'
import { remedyAt } from './fixes.js'
import { saysRight } from './headings.js'
import { linksIn, mistakesIn } from './lists.js'
import type { Section } from './outline.js'
import { isKept } from './settling.js'
import { writeInline } from './write-prose.js'

/** Assigns a section to a field. Must be called for the sections in page order. */
export function takeSection(page: Assembly, found: Section, at: number): void {
  const section = { ...found, nodes: found.nodes.filter((node) => !isKept(node)) }
  const { part, heading, nodes } = section
  page.leftOver.push(...found.nodes.filter(isKept))
  for (const node of [...(heading ? [heading] : []), ...nodes])
    page.draft.of.ledger.part(node, part ?? '')
  takerOf(page, section)(page, section, at)
}

type Taker = (page: Assembly, section: Section, at: number) => void

function takerOf(page: Assembly, section: Section): Taker {
  const { part, heading, nodes } = section
  if (part === 'retired') return takeRetired
  if (nodes.length === 0 && heading) return takeEmpty
  if (part === undefined) return heading === undefined ? takeOpening : addSection
  if (part === 'causes' && isOneCause(page, section)) return takeOneCause
  return takers[part]
}

const takers: Readonly<Record<Exclude<Part, 'retired'>, Taker>> = {
  description: takeText,
  causes: takeText,
  example: takeExample,
  response: takeResponse,
  fixes: takeFixes,
  mistakes: takeMistakes,
  related: takeLinks,
  links: takeLinks,
}

function takeRetired(page: Assembly, { heading, title, nodes }: Section): void {
  if (heading) place(page, heading, 'retired')
  page.entry.retired = { reason: title.replace(/^note:\s*/i, '') }
  page.what.push(...nodes)
}

/** Handles a heading without content. */
function takeEmpty(page: Assembly, section: Section, at: number): void {
  const { part, heading, title } = section
  if (heading && opensExamples(page, at)) placeHeading(page, heading, title, 'example')
  else if (heading && part === 'response') placeHeading(page, heading, title, 'response')
  else addSection(page, section)
}

/** Whether a heading only introduces the headings for incorrect and correct code. */
function opensExamples({ sections }: Assembly, at: number): boolean {
  const part = sections[at]?.part
  return (part === 'description' || part === 'example') && sections[at + 1]?.part === 'example'
}

/** Handles the content before the first heading. */
function takeOpening(page: Assembly, { nodes }: Section, at: number): void {
  const turn = page.hasFixes ? undefined : remedyAt(nodes)
  if (turn === undefined) {
    page.what.push(...withoutRight(page, nodes, at))
    return
  }
  page.what.push(...nodes.slice(0, turn))
  page.fix.push(...nodes.slice(turn))
  page.after = 'fixes'
}

/** Whether a section is the only cause on the page, as in `**Cause:** a key is missing`. */
function isOneCause({ sections }: Assembly, { heading, nodes }: Section): boolean {
  const isOnly = sections.filter(({ part }) => part === 'causes').length === 1
  return heading?.type === 'paragraph' && isOnly && isSentence(nodes)
}

function takeOneCause(page: Assembly, { heading, title, nodes: [paragraph] }: Section): void {
  if (heading) placeHeading(page, heading, title, 'causes')
  if (paragraph?.type !== 'paragraph') return
  page.draft.of.ledger.changed(paragraph, 'moved to the list of causes')
  const list = listOf(paragraph)
  page.causeLists.add(list)
  page.what.push(list)
}

function takeText(page: Assembly, { part, heading, title, nodes }: Section, at: number): void {
  const field = part === 'causes' ? 'causes' : 'description'
  const [list, ...lists] = nodes.filter(isBullets)
  if (part === 'causes' && list !== undefined && lists.length === 0) page.causeLists.add(list)
  const isText = part !== 'causes' || list === undefined
  const isLabel = heading?.type === 'paragraph'
  if (heading && isText && (page.isDescribed || (!isLabel && isMore(page, title))))
    page.what.push(heading)
  else if (heading) placeHeading(page, heading, title, field)
  page.isDescribed = true
  page.after = field
  page.what.push(...withoutRight(page, nodes, at))
}

function takeFixes(page: Assembly, { heading, title, nodes }: Section): void {
  if (heading && page.fix.length > 0) page.fix.push(heading)
  else if (heading && saysRight(title) && nodes[0]?.type === 'code') {
    page.fix.push(lineOver(title))
    place(page, heading, 'fixes')
  } else if (heading) placeHeading(page, heading, title, 'fixes')
  page.fix.push(...nodes)
  page.after = 'fixes'
}

function takeExample(page: Assembly, section: Section): void {
  const { heading, title, nodes } = section
  const verdicts = wrongAndRight(nodes)
  const { wrong } = verdicts
  const found = wrong.length === 0 ? [] : examplesUnder({ ...section, nodes: [...wrong] })
  if (found === undefined) {
    addSection(page, section)
    return
  }
  if (heading && found[0]?.caption === captionOf(title)) place(page, heading, 'example')
  else if (heading) placeHeading(page, heading, title, 'example')
  for (const node of wrong) place(page, node, 'example')
  page.examples.push(...found)
  takeRight(page, verdicts, nodes)
}

function takeResponse(page: Assembly, section: Section): void {
  const { heading, nodes } = section
  if (heading?.type !== 'paragraph') {
    addSection(page, section)
    return
  }
  const text = page.after === 'fixes' ? page.fix : page.what
  text.push(heading, ...nodes)
}

function takeMistakes(page: Assembly, section: Section): void {
  const { heading, title, nodes } = section
  const mistakes = mistakesIn(nodes)
  page.after = 'mistakes'
  if (mistakes === undefined || page.entry.mistakes !== undefined) {
    addSection(page, section)
    return
  }
  page.entry.mistakes = mistakes
  if (heading) placeHeading(page, heading, title, 'mistakes')
  for (const node of nodes) place(page, node, 'mistakes')
}

function takeLinks(page: Assembly, section: Section): void {
  const { heading, title, nodes } = section
  const { entry, context } = page
  const lists = linksIn(nodes, (url) => context.codes.get(url))
  page.after = 'mistakes'
  if (lists === undefined) {
    addSection(page, section)
    return
  }
  const known = new Set([context.code, ...(entry.related ?? []).map(({ code }) => code)])
  const related = lists.related.filter(({ code }) => !known.has(code))
  if (related.length > 0) entry.related = [...(entry.related ?? []), ...related]
  if (lists.links.length > 0) entry.links = [...(entry.links ?? []), ...lists.links]
  const field = lists.related.length > 0 ? 'related' : 'links'
  if (heading) placeHeading(page, heading, title, field)
  for (const node of nodes) place(page, node, field)
}

/** Adds correct code to the fixes. */
function takeRight(
  page: Assembly,
  { wrong, right }: Verdicts,
  nodes: readonly RootContent[],
): void {
  const { ledger } = page.draft.of
  for (const node of [...wrong, ...right])
    if (!nodes.includes(node)) ledger.changed(node, 'its title became a line above it')
  for (const node of right) ledger.changed(node, 'correct code was moved to the fixes')
  page.fix.push(...right)
  if (right.length > 0) page.after = 'fixes'
}

const textParts: readonly (Part | undefined)[] = ['description', 'causes', 'example']

/**
 * Removes correct code at the end of a section and adds it to the fixes, if no more text follows
 * and the page has no section on fixes.
 */
function withoutRight(
  page: Assembly,
  nodes: readonly RootContent[],
  at: number,
): readonly RootContent[] {
  const goesOn = page.sections.slice(at + 1).some(({ part }) => textParts.includes(part))
  if (page.hasFixes || goesOn) return nodes
  const verdicts = wrongAndRight(nodes)
  takeRight(page, verdicts, nodes)
  return verdicts.wrong
}

/**
 * Returns the examples in a section with only incorrect code, or undefined for other sections. Each
 * caption is the line above the example, or the heading if the first example has no such line.
 */
function examplesUnder({ title, nodes }: Section): Example[] | undefined {
  if (nodes.some(isRight)) return undefined
  const { before, examples } = examplesAtEnd(nodes, 'repairs')
  if (before.length === 0) return examples.length > 0 ? [...examples] : undefined
  const [only, ...rest] = before
  if (only?.type !== 'code' || rest.length > 0) return undefined
  const first = codeOfFence(only)
  return first && [{ caption: captionOf(title), ...first }, ...examples]
}

function captionOf(title: string): string {
  return writeInline([{ type: 'text', value: withoutStop(title) }])
}
