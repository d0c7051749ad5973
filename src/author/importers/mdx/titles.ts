import { humanised } from '../words.js'
import type { ErrorDraft } from './draft.js'

/** Facts about an error that help to choose a title. */
export interface Names {
  readonly code: string
  readonly name: string
  /** The title that the API sends. */
  readonly sent: string | undefined
  /** The summary of the page. */
  readonly summary: string | undefined
}

/**
 * Returns the title of an error, and the summary if known. The title that the API sends is
 * preferred. A different heading becomes the summary. Other titles are reported as dropped.
 */
export function titleOf(
  draft: ErrorDraft,
  { code, name, sent, summary }: Names,
): { title: string; summary: string | undefined } {
  const { titles, of } = draft
  const spoken = titles.filter(({ isCode }) => !isCode)
  const [first] = spoken
  const title =
    sent ?? (first ?? titles.find(({ node }) => node === undefined))?.text ?? humanised(name)
  const names = [code, name].map((one) => one.toLowerCase())
  let line = summary
  for (const { text, node, isCode } of titles) {
    if (text !== title && names.includes(text.toLowerCase())) {
      if (node) of.ledger.place(node, 'code')
    } else if (lettersOf(text) === lettersOf(title)) {
      if (node) of.ledger.place(node, 'title')
    } else if (sent !== undefined && line === undefined && !isCode) {
      line = text
      const note = `the API sends the title “${sent}”`
      if (node) of.ledger.place(node, 'summary', 'changed', note)
      else
        of.ledger.remark(
          undefined,
          `The \`title\` “${text}” in the frontmatter became the summary because ${note}.`,
        )
    } else {
      const note =
        sent === undefined ? `the title is “${title}”` : `the API sends the title “${sent}”`
      if (node) of.ledger.lost(node, note)
      else
        of.ledger.remark(
          undefined,
          `The \`title\` “${text}” in the frontmatter was dropped because ${note}.`,
        )
    }
  }
  return { title: title.replace(/\s+/g, ' ').trim(), summary: line }
}

function lettersOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
