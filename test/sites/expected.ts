import { expectedHtml } from '../corpus/markdown-fields.js'
import { readHtml } from './html.js'

/** Returns the visible text of Markdown, according to the CommonMark reference implementation. */
export function markdownText(markdown: string): string {
  const { texts } = readHtml(`<main>${expectedHtml(markdown)}</main>`, (text) => text)
  return [...texts].sort((a, b) => b.length - a.length)[0] ?? ''
}
