import { expectedHtml } from '../corpus/markdown-fields.js'
import { readHtml } from './html.js'

/** What a reader sees of a Markdown field, by the reference implementation of CommonMark. */
export function markdownText(markdown: string): string {
  const { texts } = readHtml(`<main>${expectedHtml(markdown)}</main>`, (text) => text)
  return [...texts].sort((a, b) => b.length - a.length)[0] ?? ''
}
