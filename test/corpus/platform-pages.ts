import { docusaurus } from '../../src/emit/docs/platforms/docusaurus.js'
import { fumadocs } from '../../src/emit/docs/platforms/fumadocs.js'
import { markdown } from '../../src/emit/docs/platforms/markdown.js'
import { mintlify } from '../../src/emit/docs/platforms/mintlify.js'
import { nextra } from '../../src/emit/docs/platforms/nextra.js'
import { starlight } from '../../src/emit/docs/platforms/starlight.js'
import { vitepress } from '../../src/emit/docs/platforms/vitepress.js'
import { markdownPage, sentenceOf } from './markdown-page.js'
import type { Page } from './page.js'
import {
  docusaurusReader,
  fumadocsReader,
  githubReader,
  mintlifyReader,
  nextraReader,
  starlightReader,
  vitepressReader,
  withoutTypography,
} from './platform-readers.js'
import { gfmSlots, mdSlots, sentenceSlots } from './slots.js'

const platforms = [
  {
    name: 'Mintlify',
    platform: mintlify,
    slots: gfmSlots,
    reader: mintlifyReader,
    undo: withoutTypography,
  },
  { name: 'Docusaurus', platform: docusaurus, slots: gfmSlots, reader: docusaurusReader },
  {
    name: 'Starlight',
    platform: starlight,
    slots: gfmSlots,
    reader: starlightReader,
    undo: withoutTypography,
  },
  { name: 'Fumadocs', platform: fumadocs, slots: gfmSlots, reader: fumadocsReader },
  {
    name: 'Nextra',
    platform: nextra,
    slots: gfmSlots,
    reader: nextraReader,
    undo: withoutTypography,
  },
  { name: 'VitePress', platform: vitepress, slots: mdSlots, reader: vitepressReader },
  { name: 'Markdown', platform: markdown, slots: mdSlots, reader: githubReader },
]

/** One page per platform with every context, in its dialect and read by its parsers. */
export const platformPages: readonly Page[] = platforms.map(
  ({ name, platform, slots, reader, undo }) =>
    markdownPage(name, platform.dialect, slots, reader, undo),
)

/** The same for titles and summaries in which the string is a code span. */
export const sentencePages: readonly Page[] = platforms.map(({ name, platform, reader, undo }) =>
  markdownPage(name, platform.dialect, sentenceSlots, reader, undo, sentenceOf),
)
