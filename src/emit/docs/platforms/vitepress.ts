import * as z from 'zod'
import { titleInHtml } from '../../../facts/markdown/fence-title.js'
import { colons, emoticons, vueBraces } from '../../../facts/markdown/marks.js'
import { jsonFile } from '../../json.js'
import { plainMarkdown } from '../../plain-markdown.js'
import { directive } from '../callouts.js'
import { escapeHtml } from '../html.js'
import { relativePath } from '../links.js'
import { isFolder, type NavigationItem } from '../navigation.js'
import { docsOptions } from '../options.js'
import type { Platform } from '../platform.js'

const options = z.strictObject(docsOptions())

/**
 * Removes brackets, because VitePress would read them as a title. Also removes HTML and Vue syntax,
 * because the line becomes part of a Vue template.
 */
function infoOf(meta: string): string {
  return meta.replace(/[[\]<>]+|\{\{+|\}\}+/g, ' ').trim()
}

/** VitePress: Markdown that becomes a Vue template, and a sidebar for the site's config. */
export const vitepress: Platform<z.output<typeof options>> = {
  name: 'vitepress',
  summary: 'Pages, indexes and a sidebar for a VitePress site.',
  options,
  extension: '.md',
  index: 'index',
  overview: 'index',
  dialect: {
    mdx: false,
    marks: [...vueBraces, ...colons, ...emoticons],
    afterCode: (code) => (code.includes('{{') ? '{v-pre}' : ''),
    // VitePress inserts the title of a fence into HTML without escaping it.
    title: (text) => `[${titleInHtml(text)}]`,
    notInInfo: /[[\]<>]+/g,
    // The description is also inserted without escaping.
    frontmatter: escapeHtml,
    // The language of a fence is also inserted without escaping.
    fence: ({ lang, meta }) => ({
      lang: lang && /^[\w+#.-]+$/.test(lang) ? lang : null,
      meta: meta && infoOf(meta),
    }),
    // VitePress shows the title of a fence only inside a code group.
    aroundTitled: (written) => directive('code-group', written),
    callout: plainMarkdown.callout,
  },
  link: ({ from, to }) => `${relativePath(from, to)}.md`,
  files({ options: { base }, navigation }) {
    const link = (page: string) => `${base}/${page.replace(/(^|\/)index$/, '$1')}`
    // VitePress inserts the text of an item into HTML without escaping it.
    const item = (one: NavigationItem): object =>
      isFolder(one)
        ? {
            text: escapeHtml(one.label),
            link: link(one.page),
            collapsed: true,
            items: one.items.map(item),
          }
        : { text: escapeHtml(one.label), link: link(one.page) }
    const errors = {
      text: 'Errors',
      link: link('index'),
      collapsed: true,
      items: navigation.map(item),
    }
    return [{ path: '_sidebar.json', contents: jsonFile([errors]) }]
  },
}
