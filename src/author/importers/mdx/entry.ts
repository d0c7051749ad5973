import type { Heading, List, ListItem, Nodes, Paragraph, RootContent } from 'mdast'
import { plainText } from '../../../facts/markdown/prose.js'
import type { EntryData, Example } from '../../../model/entry.js'
import type { Part } from '../../../model/fields.js'
import { firstSentence, humanised } from '../words.js'
import type { ErrorDraft } from './draft.js'
import {
  codeOf as codeOfFence,
  examplesAtEnd,
  isRight,
  lineOver,
  type Verdicts,
  wrongAndRight,
} from './examples.js'
import { fixesOf, remedyAt, type WriteField } from './fixes.js'
import { type HeadContext, headOf } from './head.js'
import { saysMore, saysRight } from './headings.js'
import { blocksOf, linksIn, mistakesIn } from './lists.js'
import { outline, type Section } from './outline.js'
import { isKept } from './settling.js'
import { sentenceOf } from './summary.js'
import { titleOf } from './titles.js'
import { withHeadingsFrom, writeBlocks, writeInline } from './write-prose.js'

/** What an entry needs beside its draft. */
export interface EntryContext extends HeadContext {
  readonly name: string
  readonly headings: Readonly<Record<string, Part>>
  /** Links that lead to errors have become links to their codes. */
  readonly codes: ReadonlyMap<string, string>
}

type After = NonNullable<EntryData['sections']>[number]['after']

const templateLead = /^What usually leads to this error:$/
const templateCaption = /^(?:A request|Code) that raises this error$/
const causeLead =
  /\b(?:causes?|reasons?|because|due to|happens?|occurs?|occurred|triggers?|triggered|scenarios?|leads? to|situations?|cases?|when|if)\b[^.]*:$/i

/** An error's page as an entry. Every block is placed in a field, in the order that pages have. */
export function entryOf(draft: ErrorDraft, context: EntryContext): EntryData {
  const { ledger, parsed } = draft.of
  const { code, name, head } = context
  const place = (node: Nodes, field: string) => ledger.place(node, field)
  const names = [code, ...draft.titles.map(({ text }) => text)].join(' ')
  const isMore = (title: string) => saysMore(title, context.headings, names)
  /** A heading whose meaning is the field's, and whose words are in no field. */
  const placeHeading = (heading: Heading | Paragraph, title: string, field: string) =>
    isMore(title)
      ? ledger.place(heading, field, 'changed', 'what is under it is there, its words are not')
      : place(heading, field)
  const write: WriteField = (nodes, field, top = 3) => {
    const { text, altered } = writeBlocks(withHeadingsFrom(top, nodes), parsed)
    for (const [at, node] of nodes.entries())
      ledger.place(
        node,
        field,
        altered.has(at) ? 'changed' : 'carried',
        altered.has(at) ? 'its Markdown reads back otherwise' : '',
      )
    return text
  }

  const { nodes, summary, message, aliases } = headOf(draft, context, place)
  const sections = outline(nodes, context.headings)
  const what: RootContent[] = []
  const fix: RootContent[] = []
  const causeLists = new Set<RootContent>()
  const leftOver: RootContent[] = []
  const entry: { -readonly [K in keyof EntryData]?: EntryData[K] } = {}
  const examples: Example[] = []
  const others: { title: string; body: string; after: After }[] = []
  let after: After = 'description'
  const hasFixes = sections.some(({ part }) => part === 'fixes')
  const addSection = ({ title, heading, nodes: body }: Section) => {
    if (heading) ledger.place(heading, 'sections', 'sections')
    if (body.length === 0) {
      if (heading) ledger.lost(heading, 'a heading with nothing under it')
      return
    }
    const text = writeBlocks(withHeadingsFrom(4, body), parsed).text
    for (const node of body) ledger.place(node, 'sections', 'sections')
    others.push({ title: title === '' ? humanised(name) : title, body: text, after })
  }
  let described = false
  /** Code that is right stands under how to fix it. */
  const takeRight = ({ wrong, right }: Verdicts, nodes: readonly RootContent[]) => {
    for (const node of [...wrong, ...right])
      if (!nodes.includes(node)) ledger.changed(node, 'its title is a line over it')
    for (const node of right) ledger.changed(node, 'code that is right is under how to fix it')
    fix.push(...right)
    if (right.length > 0) after = 'fixes'
  }
  /**
   * The text of a section, which code that is right may end where nothing else says how to fix it
   * and no more text follows.
   */
  const withoutRight = (nodes: readonly RootContent[], at: number): readonly RootContent[] => {
    const goesOn = sections
      .slice(at + 1)
      .some(({ part }) => part === 'description' || part === 'causes' || part === 'example')
    if (hasFixes || goesOn) return nodes
    const verdicts = wrongAndRight(nodes)
    takeRight(verdicts, nodes)
    return verdicts.wrong
  }
  /** A heading over the headings of wrong and right code says nothing that they don't. */
  const opensExamples = (at: number) =>
    ['description', 'example'].includes(sections[at]!.part ?? '') &&
    sections[at + 1]?.part === 'example'
  const isOnly = (part: Part) => sections.filter((section) => section.part === part).length === 1

  for (const [at, found] of sections.entries()) {
    const section = { ...found, nodes: found.nodes.filter((node) => !isKept(node)) }
    leftOver.push(...found.nodes.filter(isKept))
    const { part, heading, title } = section
    for (const node of [...(heading ? [heading] : []), ...section.nodes])
      ledger.part(node, part ?? '')
    const isLabel = heading?.type === 'paragraph'
    const isEmpty = section.nodes.length === 0
    if (part === 'retired') {
      place(heading!, 'retired')
      entry.retired = { reason: title.replace(/^note:\s*/i, '') }
      what.push(...section.nodes)
    } else if (isEmpty && heading && opensExamples(at)) placeHeading(heading, title, 'example')
    else if (isEmpty && heading && part !== 'response') addSection(section)
    else if (part === undefined && heading === undefined) {
      const turn = hasFixes ? undefined : remedyAt(section.nodes)
      if (turn === undefined) what.push(...withoutRight(section.nodes, at))
      else {
        what.push(...section.nodes.slice(0, turn))
        fix.push(...section.nodes.slice(turn))
        after = 'fixes'
      }
    } else if (isLabel && part === 'causes' && isOnly('causes') && isSentence(section.nodes)) {
      const [paragraph] = section.nodes as [Paragraph]
      placeHeading(heading, title, 'causes')
      ledger.changed(paragraph, 'it is in the list of causes now')
      const list = listOf(paragraph)
      causeLists.add(list)
      what.push(list)
    } else if (part === 'description' || part === 'causes') {
      const [list, ...lists] = section.nodes.filter(isBullets)
      if (part === 'causes' && list !== undefined && lists.length === 0) causeLists.add(list)
      const isText = !(part === 'causes' && section.nodes.some(isBullets))
      if (heading && isText && (described || (!isLabel && isMore(title)))) what.push(heading)
      else if (heading) placeHeading(heading, title, part)
      described = true
      after = part === 'causes' ? 'causes' : 'description'
      what.push(...withoutRight(section.nodes, at))
    } else if (part === 'fixes') {
      if (heading && fix.length > 0) fix.push(heading)
      else if (heading) {
        const isOver = saysRight(title) && section.nodes[0]?.type === 'code'
        if (isOver) fix.push(lineOver(title))
        if (isOver) place(heading, 'fixes')
        else placeHeading(heading, title, 'fixes')
      }
      fix.push(...section.nodes)
      after = 'fixes'
    } else if (part === 'example') {
      const verdicts = wrongAndRight(section.nodes)
      const { wrong } = verdicts
      const found = wrong.length === 0 ? [] : examplesUnder({ ...section, nodes: [...wrong] })
      if (found === undefined) addSection(section)
      else {
        const isCaption = found[0]?.caption === captionOf(title)
        if (heading && isCaption) place(heading, 'example')
        else if (heading) placeHeading(heading, title, 'example')
        for (const node of wrong) place(node, 'example')
        examples.push(...found)
        takeRight(verdicts, section.nodes)
      }
    } else if (part === 'response' && section.nodes.length === 0 && heading)
      placeHeading(heading, title, 'response')
    else if (part === 'response' && isLabel)
      (after === 'fixes' ? fix : what).push(heading, ...section.nodes)
    else if (part === 'mistakes') {
      const mistakes = mistakesIn(section.nodes)
      after = 'mistakes'
      if (mistakes === undefined || entry.mistakes !== undefined) addSection(section)
      else {
        entry.mistakes = mistakes
        if (heading) placeHeading(heading, title, 'mistakes')
        for (const node of section.nodes) place(node, 'mistakes')
      }
    } else if (part === 'related' || part === 'links') {
      const lists = linksIn(section.nodes, (url) => context.codes.get(url))
      after = 'mistakes'
      if (lists === undefined) addSection(section)
      else {
        const related = lists.related.filter(
          (one) =>
            one.code !== code && !(entry.related ?? []).some((other) => other.code === one.code),
        )
        if (related.length > 0) entry.related = [...(entry.related ?? []), ...related]
        if (lists.links.length > 0) entry.links = [...(entry.links ?? []), ...lists.links]
        const field = lists.related.length > 0 ? 'related' : 'links'
        if (heading) placeHeading(heading, title, field)
        for (const node of section.nodes) place(node, field)
      }
    } else addSection(section)
  }

  const tail = examplesAtEnd(what, 'raises')
  const before = [...tail.before]
  for (const node of tail.nodes) place(node, 'example')
  examples.unshift(...tail.examples)
  // The summary is of the text as it was: causes are taken out of it.
  const opening = sentenceOf(before, message ? 1 : undefined)
  const causes = causesIn(before, causeLists)
  if (causes) {
    for (const node of before.slice(before.indexOf(causes) + 1))
      ledger.changed(node, 'it stands before the causes now')
    before.splice(0, before.length, ...withoutCauses(before, causes))
    entry.causes = causes.children.map((item) => write(blocksOf(item), 'causes'))
    place(causes, 'causes')
    const last = before.at(-1)
    if (last?.type === 'paragraph' && templateLead.test(plainText(last)))
      place(before.pop()!, 'causes')
  }
  if (before.length > 0) entry.description = write(before, 'description')
  if (fix.length > 0) entry.fixes = fixesOf(fix, write, place)
  if (examples.length > 0)
    entry.example = examples.length === 1 ? examples[0]! : examples.map(withoutTemplateCaption)
  if (examples.length === 1) entry.example = withoutTemplateCaption(examples[0]!)
  if (leftOver.length > 0) {
    for (const node of leftOver) ledger.place(node, 'sections')
    others.push({ title: 'Left over', body: writeBlocks(leftOver, parsed).text, after: 'mistakes' })
  }
  const own = titleOf(draft, { code, name, sent: head.title, summary })
  const told = opening ?? message?.detail.replaceAll(/\{\{|\}\}/g, (brace) => brace[0]!)
  const said = own.summary ?? firstSentence(told ?? own.title)
  return {
    ...head,
    code,
    ...(aliases && { aliases }),
    title: own.title,
    summary: said === '' ? own.title : said,
    ...(message && { detail: message.detail }),
    ...(message && Object.keys(message.params).length > 0 && { params: message.params }),
    ...entry,
    ...(others.length > 0 && { sections: others }),
  }
}

/** The causes close the text: what came after them comes before the line that leads into them. */
function withoutCauses(nodes: readonly RootContent[], causes: List): RootContent[] {
  const at = nodes.indexOf(causes)
  const lead = nodes[at - 1]?.type === 'paragraph' ? at - 1 : at
  return [...nodes.slice(0, lead), ...nodes.slice(at + 1), ...nodes.slice(lead, at)]
}

/** `**Cause:** a key is missing`: the one cause, in a paragraph of its own. */
function isSentence([only, ...others]: readonly RootContent[]): boolean {
  return only?.type === 'paragraph' && others.length === 0 && !plainText(only).trim().endsWith(':')
}

function listOf(paragraph: Paragraph): List {
  const position = paragraph.position && { position: paragraph.position }
  const item: ListItem = { type: 'listItem', spread: false, children: [paragraph], ...position }
  return { type: 'list', ordered: false, spread: false, children: [item], ...position }
}

function isBullets(node: RootContent): node is List {
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

/** How much may stand behind the causes for them to be taken out of the text. */
const mostBehind = 3

/**
 * The list that names causes: the one under a heading that says so, or behind a line that leads
 * into causes.
 */
function causesIn(
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

/**
 * A section of examples and nothing else, none of them right: each with its line, the first with
 * the heading's.
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
  return writeInline([{ type: 'text', value: title.replace(/[.:]$/, '') }])
}

function withoutTemplateCaption({ caption, ...example }: Example): Example {
  return caption === undefined || templateCaption.test(caption) ? example : { caption, ...example }
}
