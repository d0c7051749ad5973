import type { RootContent } from 'mdast'
import { plainText } from '../../../facts/markdown/prose.js'
import type { EntryData } from '../../../model/entry.js'
import type { Example } from '../../../model/examples.js'
import { firstSentence, literalText } from '../words.js'
import { type Assembly, type EntryContext, place, startAssembly, write } from './assembly.js'
import { causesIn, withoutCauses } from './causes.js'
import type { ErrorDraft } from './draft.js'
import { examplesAtEnd } from './examples.js'
import { fixesOf } from './fixes.js'
import { headOf } from './head.js'
import { blocksOf } from './lists.js'
import { outline } from './outline.js'
import { takeSection } from './sections.js'
import { sentenceOf } from './summary.js'
import { titleOf } from './titles.js'
import { writeBlocks } from './write-prose.js'

const templateLead = /^What usually leads to this error:$/
const templateCaption = /^(?:A request|Code) that raises this error$/

/** Returns the entry for an error page. Assigns blocks to fields in page order. */
export function entryOf(draft: ErrorDraft, context: EntryContext): EntryData {
  const { code, name, head } = context
  const { nodes, summary, message, aliases } = headOf(draft, context, (node, field) =>
    draft.of.ledger.place(node, field),
  )
  const page = startAssembly(draft, context, outline(nodes, context.headings))
  for (const [at, section] of page.sections.entries()) takeSection(page, section, at)
  const text = takeExamplesAtEnd(page)
  // The summary comes from the original text, before the causes are removed.
  const opening = sentenceOf(text, message ? 1 : undefined)
  takeCauses(page, text)
  fillIn(page, text)

  const own = titleOf(draft, { code, name, sent: head.title, summary })
  const told = opening ?? (message && literalText(message.detail))
  const said = own.summary ?? firstSentence(told ?? own.title)
  return {
    ...head,
    code,
    ...(aliases && { aliases }),
    title: own.title,
    summary: said === '' ? own.title : said,
    ...(message && { detail: message.detail }),
    ...(message && Object.keys(message.params).length > 0 && { params: message.params }),
    ...page.entry,
    ...(page.others.length > 0 && { sections: page.others }),
  }
}

/**
 * Moves examples from the end of the description to the entry's examples. Returns the remaining
 * text.
 */
function takeExamplesAtEnd(page: Assembly): RootContent[] {
  const { before, nodes, examples } = examplesAtEnd(page.what, 'raises')
  for (const node of nodes) place(page, node, 'example')
  page.examples.unshift(...examples)
  return [...before]
}

/**
 * Removes the list of causes from the text, and also the line that introduces it if errbook wrote
 * that line.
 */
function takeCauses(page: Assembly, text: RootContent[]): void {
  const causes = causesIn(text, page.causeLists)
  if (causes === undefined) return
  for (const node of text.slice(text.indexOf(causes) + 1))
    page.draft.of.ledger.changed(node, 'moved before the causes')
  text.splice(0, text.length, ...withoutCauses(text, causes))
  page.entry.causes = causes.children.map((item) => write(page, blocksOf(item), 'causes'))
  place(page, causes, 'causes')
  const last = text.at(-1)
  if (last?.type !== 'paragraph' || !templateLead.test(plainText(last))) return
  text.pop()
  place(page, last, 'causes')
}

/** Writes the collected sections into the entry. */
function fillIn(page: Assembly, text: readonly RootContent[]): void {
  const { entry, fix, examples, leftOver, others, draft } = page
  if (text.length > 0) entry.description = write(page, text, 'description')
  if (fix.length > 0)
    entry.fixes = fixesOf(
      fix,
      (nodes, field, top) => write(page, nodes, field, top),
      (node, field) => place(page, node, field),
    )
  const [example, ...more] = examples.map(withoutTemplateCaption)
  if (example) entry.example = more.length === 0 ? example : [example, ...more]
  if (leftOver.length === 0) return
  for (const node of leftOver) draft.of.ledger.place(node, 'sections')
  const body = writeBlocks(leftOver, draft.of.parsed).text
  others.push({ title: 'Left over', body, after: 'mistakes' })
}

function withoutTemplateCaption({ caption, ...example }: Example): Example {
  return caption === undefined || templateCaption.test(caption) ? example : { caption, ...example }
}
