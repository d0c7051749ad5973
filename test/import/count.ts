import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Parser } from 'commonmark'
import { parse } from 'yaml'

/** Counts the blocks on the Markdown pages of a folder, to check the number in the report. */
export function blocksBelow(
  folder: string,
  isPage: (file: string) => boolean = () => true,
): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && isPage(file))
    .reduce((sum, file) => sum + blocksIn(readFileSync(join(folder, file), 'utf8')), 0)
}

/**
 * Counts the blocks in the `sections` of all errors in a folder. Includes headings, except the
 * heading that the import itself adds.
 */
export function blocksInSections(folder: string): number {
  return readdirSync(folder, { encoding: 'utf8' })
    .map(
      (file) =>
        parse(readFileSync(join(folder, file), 'utf8')) as {
          sections?: { title: string; body: string }[]
        },
    )
    .flatMap(({ sections = [] }) => sections)
    .reduce((sum, { title, body }) => sum + (title === 'Left over' ? 0 : 1) + blocksIn(body), 0)
}

/**
 * Counts paragraphs, headings, code blocks, thematic breaks and HTML blocks, but not comments.
 * commonmark.js parses them, and treats a table as one paragraph.
 */
function blocksIn(contents: string): number {
  const walker = new Parser()
    .parse(contents.replace(/\r\n?/g, '\n').replace(/^---\n[\s\S]*?\n---\n/, ''))
    .walker()
  let count = 0
  for (let step = walker.next(); step; step = walker.next()) {
    const { type, literal } = step.node
    if (!step.entering) continue
    if (
      type === 'html_block'
        ? !/^<!--[\s\S]*-->\s*$/.test(literal ?? '')
        : ['paragraph', 'heading', 'code_block', 'thematic_break'].includes(type)
    )
      count++
  }
  return count
}
