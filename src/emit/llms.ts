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

const files = ['index', 'full', 'pages'] as const

/** `llms.txt`, the index of the errors for language models, `llms-full.txt`, all of it in one file, and each page as plain Markdown. */
export const llms = defineEmitter({
  name: 'llms',
  summary: 'llms.txt, llms-full.txt and a Markdown twin of each page: the errors for language models.',
  options: z.strictObject({
    files: z.array(z.enum(files)).min(1).default(['index', 'full']).meta({
      description:
        '`index` (`llms.txt`), `full` (`llms-full.txt`), `pages` (`<system>/<category>/<name>.md`, to which `llms.txt` leads then).',
    }),
    templates: z.string().min(1).optional().meta({ description: 'A folder of templates that replace ours, file by file.' }),
  }),
  templates: 'llms',
  audience: 'public',
  start({ catalog, options, templates }) {
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
    const setting: PageSetting = { catalog, link, references: backReferences(catalog), requests: ['curl'], language: (name) => name }
    const { name } = catalog.vocabulary
    const writes = (file: (typeof files)[number]) => options.files.includes(file)
    // Where the pages have twins, models read those.
    const twin: PageLink = (code) => (writes('pages') ? link(code)?.replace(/\/?$/, '.md') : link(code))
    return {
      findings,
      job: {
        entry: (entry) => {
          const part = pageTemplate
            .render(pageView(entry, setting), writing)
            .replace(/\n{3,}/g, '\n\n')
            .trim()
          return { artifacts: writes('pages') ? [{ path: `${entry.page}.md`, contents: `${part}\n` }] : [], part }
        },
        rest: (parts) => {
          const groups = groupsOf(catalog)
          const systems = groups.map(({ title, categories }) => ({
            title,
            categories: categories.map((category) => ({
              title: groups.length > 1 ? `${title}: ${category.title}` : category.title,
              errors: category.entries.map((entry) => rowView(entry, twin)),
            })),
          }))
          const contents = indexTemplate
            .render({ name, systems, full: writes('full') || null }, writing)
            .replace(/\n{3,}/g, '\n\n')
            .trim()
          const all = () =>
            fullText(
              `# ${name}: all errors`,
              parts.filter((part) => part !== undefined),
            )
          return [
            ...(writes('index') ? [{ path: 'llms.txt', contents: `${contents}\n` }] : []),
            ...(writes('full') ? [{ path: 'llms-full.txt', contents: all() }] : []),
          ]
        },
      },
    }
  },
})
