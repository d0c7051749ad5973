import { markdownPage } from './markdown-page.js'
import { codePage, frontmatterPage } from './other-pages.js'
import { mdDialect, mdxDialect, type Page } from './page.js'
import { commonmarkReader, evaluateReader } from './readers.js'
import { gfmSlots, jsxSlots, tableSlots, textSlots } from './slots.js'

/** One context for each kind of escaping. These are tested with 20,000 random strings. */
const coreContexts = new Set([
  'paragraph',
  'paragraph start',
  'paragraph middle',
  'inside a word',
  'heading',
  'list item',
  'quote',
  'strong start',
  'link text',
  'inline code',
  'fence',
  'fence in a list',
  'table cell',
  'inline code in a table',
  'JSX child',
  'JSX child on its line',
  'attribute',
  'MDX comment',
])

export const corePage = markdownPage(
  'MDX with GFM, core',
  mdxDialect,
  gfmSlots.filter(({ context }) => coreContexts.has(context)),
  evaluateReader('mdx', true),
)
// Two contexts are omitted. commonmark.js drops white space from blank lines of a fence in a list,
// and treats U+2028 as a line end at the start of a fence.
export const commonmarkPage = markdownPage(
  'CommonMark',
  mdDialect,
  textSlots.filter(
    ({ context }) => context !== 'fence in a list' && context !== 'inline code middle',
  ),
  commonmarkReader,
)

/** All pages, with their readers. */
export const pages: readonly Page[] = [
  markdownPage('MDX', mdxDialect, [...textSlots, ...jsxSlots], evaluateReader('mdx', false)),
  markdownPage('MDX with GFM', mdxDialect, gfmSlots, evaluateReader('mdx', true)),
  markdownPage(
    'Markdown with GFM',
    mdDialect,
    [...textSlots, ...tableSlots],
    evaluateReader('md', true),
  ),
  commonmarkPage,
  frontmatterPage,
  codePage,
]
