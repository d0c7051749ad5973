import { docusaurus } from '../../src/emit/docs/platforms/docusaurus.js'
import { fumadocs } from '../../src/emit/docs/platforms/fumadocs.js'
import { markdown } from '../../src/emit/docs/platforms/markdown.js'
import { mintlify } from '../../src/emit/docs/platforms/mintlify.js'
import { nextra } from '../../src/emit/docs/platforms/nextra.js'
import { starlight } from '../../src/emit/docs/platforms/starlight.js'
import { vitepress } from '../../src/emit/docs/platforms/vitepress.js'
import { gfmSlots, markdownPage, mdSlots, type Page } from './pages.js'
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

/** Every context of a page, in the dialect of each platform, read by its own parsers. */
export const platformPages: readonly Page[] = [
  markdownPage('Mintlify', mintlify.dialect, gfmSlots, mintlifyReader, withoutTypography),
  markdownPage('Docusaurus', docusaurus.dialect, gfmSlots, docusaurusReader),
  markdownPage('Starlight', starlight.dialect, gfmSlots, starlightReader, withoutTypography),
  markdownPage('Fumadocs', fumadocs.dialect, gfmSlots, fumadocsReader),
  markdownPage('Nextra', nextra.dialect, gfmSlots, nextraReader, withoutTypography),
  markdownPage('VitePress', vitepress.dialect, mdSlots, vitepressReader),
  markdownPage('Markdown', markdown.dialect, mdSlots, githubReader),
]
