import { expectedHtml } from '../corpus/markdown-fields.js'
import { readHtml } from './html.js'

/** The visible text of a Markdown field, according to the CommonMark reference implementation. */
export function markdownText(markdown: string): string {
  const { texts } = readHtml(`<main>${expectedHtml(markdown)}</main>`, (text) => text)
  return [...texts].sort((a, b) => b.length - a.length)[0] ?? ''
}
