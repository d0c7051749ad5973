import * as z from 'zod'
import { type ErrorLinks, proseWriter } from '../facts/markdown.js'
import { linkedCode } from '../facts/prose.js'
import { backReferences, type PageLink, type PageSetting, pageView, rowView } from './docs/view.js'
import { defineEmitter } from './emitter.js'
import { groupsOf } from './groups.js'
import { plainMarkdown } from './plain-markdown.js'
import { compileTemplate } from './template/compile.js'

/** Joined once: the text is as long as all pages together. */
function fullText(title: string, pages: readonly string[]): string {
  return [title, ...pages.flatMap((page, at) => (at === 0 ? ['', page] : ['', '---', '', page])), ''].join('\n')
}

/** `llms.txt`, the index of the errors for language models, and `llms-full.txt`, all of it in one file. */
export const llms = defineEmitter({
  name: 'llms',
  summary: 'llms.txt and llms-full.txt: the errors for language models.',
  options: z.strictObject({
    templates: z.string().min(1).optional().meta({ description: 'A folder of templates that replace ours, file by file.' }),
  }),
  templates: 'llms',
  audience: 'public',
  start({ catalog, templates }) {
    const page = compileTemplate('page.md.hbs', templates)
    const index = compileTemplate('llms.txt.hbs', templates)
    const findings = [...page.findings, ...index.findings]
    if (page.template === undefined || index.template === undefined) return { job: undefined, findings }
    const { template: pageTemplate } = page
    const { template: indexTemplate } = index

    const link: PageLink = (code) => catalog.byCode.get(code)?.docsUrl
    const links: ErrorLinks = (node) => {
      const code = linkedCode(node, catalog.byCode)
      const url = link(code)
      return url === undefined ? undefined : { code, url }
    }
    const writing = { dialect: plainMarkdown, prose: proseWriter(plainMarkdown, links) }
    const setting: PageSetting = {
      catalog,
      link,
      references: backReferences(catalog),
      requests: ['curl'],
      heading: 'code',
      language: (name) => name,
    }
    const { name } = catalog.vocabulary
    return {
      findings,
      job: {
        entry: (entry) => ({
          artifacts: [],
          part: pageTemplate
            .render(pageView(entry, setting), writing)
            .replace(/\n{3,}/g, '\n\n')
            .trim(),
        }),
        rest: (parts) => {
          const groups = groupsOf(catalog)
          const systems = groups.map(({ title, categories }) => ({
            title,
            categories: categories.map((category) => ({
              title: groups.length > 1 ? `${title}: ${category.title}` : category.title,
              errors: category.entries.map((entry) => rowView(entry, link)),
            })),
          }))
          const contents = indexTemplate
            .render({ name, systems }, writing)
            .replace(/\n{3,}/g, '\n\n')
            .trim()
          return [
            { path: 'llms.txt', contents: `${contents}\n` },
            {
              path: 'llms-full.txt',
              contents: fullText(
                `# ${name}: all errors`,
                parts.filter((part) => part !== undefined),
              ),
            },
          ]
        },
      },
    }
  },
})
