import type { Heading, Nodes, Paragraph, RootContent } from 'mdast'
import type { EntryData } from '../../../model/entry.js'
import type { Example } from '../../../model/examples.js'
import type { Part } from '../../../model/fields.js'
import { humanised } from '../words.js'
import type { ErrorDraft } from './draft.js'
import type { HeadContext } from './head.js'
import { saysMore } from './headings.js'
import type { Section } from './outline.js'
import { withHeadingsFrom, writeBlocks } from './write-prose.js'

/** The input for an entry, in addition to its draft. */
export interface EntryContext extends HeadContext {
  readonly name: string
  readonly headings: Readonly<Record<string, Part>>
  /** Maps URLs in rewritten links to the codes of the errors. */
  readonly codes: ReadonlyMap<string, string>
}

type After = NonNullable<EntryData['sections']>[number]['after']

/** An entry under construction: the results of the sections so far. */
export interface Assembly {
  readonly draft: ErrorDraft
  readonly context: EntryContext
  readonly sections: readonly Section[]
  readonly hasFixes: boolean
  /** The text about what happened, including the causes. */
  readonly what: RootContent[]
  /** The text about how to fix the error. */
  readonly fix: RootContent[]
  /** Lists under a heading for causes. */
  readonly causeLists: Set<RootContent>
  readonly examples: Example[]
  readonly others: { title: string; body: string; after: After }[]
  readonly leftOver: RootContent[]
  readonly entry: { -readonly [K in keyof EntryData]?: EntryData[K] }
  /** The part that the next custom section comes after. */
  after: After
  isDescribed: boolean
}

export function startAssembly(
  draft: ErrorDraft,
  context: EntryContext,
  sections: readonly Section[],
): Assembly {
  return {
    draft,
    context,
    sections,
    hasFixes: sections.some(({ part }) => part === 'fixes'),
    what: [],
    fix: [],
    causeLists: new Set(),
    examples: [],
    others: [],
    leftOver: [],
    entry: {},
    after: 'description',
    isDescribed: false,
  }
}

export function place({ draft }: Assembly, node: Nodes, field: string): void {
  draft.of.ledger.place(node, field)
}

/** Whether a heading says more than the name of its field. */
export function isMore({ draft, context }: Assembly, title: string): boolean {
  const names = [context.code, ...draft.titles.map(({ text }) => text)].join(' ')
  return saysMore(title, context.headings, names)
}

/** Records a heading that only names a field, such as “Causes”. Its text is not kept. */
export function placeHeading(
  page: Assembly,
  heading: Heading | Paragraph,
  title: string,
  field: string,
): void {
  const { ledger } = page.draft.of
  if (!isMore(page, title)) ledger.place(heading, field)
  else ledger.place(heading, field, 'changed', 'only the text below the heading was imported')
}

/** Converts nodes to the text of a field, and records them in the ledger. */
export function write(
  { draft }: Assembly,
  nodes: readonly RootContent[],
  field: string,
  top = 3,
): string {
  const { ledger, parsed } = draft.of
  const { text, altered } = writeBlocks(withHeadingsFrom(top, nodes), parsed)
  for (const [at, node] of nodes.entries()) {
    if (altered.has(at))
      ledger.place(node, field, 'changed', 'its Markdown could not be preserved exactly')
    else ledger.place(node, field, 'carried', '')
  }
  return text
}

/** Adds a part of the page that has no matching field as a custom section. */
export function addSection(page: Assembly, { title, heading, nodes }: Section): void {
  const { ledger, parsed } = page.draft.of
  if (heading) ledger.place(heading, 'sections', 'sections')
  if (nodes.length === 0) {
    if (heading) ledger.lost(heading, 'an empty section')
    return
  }
  const body = writeBlocks(withHeadingsFrom(4, nodes), parsed).text
  for (const node of nodes) ledger.place(node, 'sections', 'sections')
  page.others.push({
    title: title === '' ? humanised(page.context.name) : title,
    body,
    after: page.after,
  })
}
