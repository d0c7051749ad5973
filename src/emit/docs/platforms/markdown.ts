import * as z from 'zod'
import { dollars, emojiInText } from '../../../facts/markdown/marks.js'
import { plainMarkdown } from '../../plain-markdown.js'
import { relativePath } from '../links.js'
import { docsOptions } from '../options.js'
import type { Platform } from '../platform.js'

const options = z.strictObject(docsOptions(''))

/** Plain Markdown for a repository: relative links, and a README.md as the index of each folder. */
export const markdown: Platform<z.output<typeof options>> = {
  name: 'markdown',
  summary: 'Plain Markdown pages, for a repository or a custom site.',
  options,
  extension: '.md',
  // GitHub looks for emoji and formulas after parsing, so backslashes do not prevent them.
  dialect: { ...plainMarkdown, marks: [...emojiInText, ...dollars] },
  index: 'README',
  overview: 'overview',
  link: ({ from, to }) => `${relativePath(from, to)}.md`,
  files: () => [],
}
