import * as z from 'zod'
import { linkedCode } from '../facts/markdown/prose.js'
import { type ErrorLinks, type ProseDialect, proseWriter } from '../facts/markdown/write.js'
import type { Finding } from '../model/diagnostic.js'
import { rowView } from './docs/index-views.js'
import { backReferences, type PageLink, type PageSetting, pageView } from './docs/view.js'
import { defineEmitter, type Job } from './emitter.js'
import { groupsOf } from './groups.js'
import { dialectFor } from './plain-markdown.js'
import { withAdditions } from './template/additions.js'
import { compileTemplate, type Template } from './template/compile.js'
import type { Writing } from './template/context.js'
import { tidy } from './template/tidy.js'
import { renderVerified } from './template/verify.js'
import { plainViews } from './templates.js'

const names = ['page.md.hbs', 'llms.txt.hbs'] as const

/** Joins all pages in one step, because the result is as long as all of them together. */
function fullText(title: string, pages: readonly string[]): string {
  return [
    title,
    ...pages.flatMap((page, at) => (at === 0 ? ['', page] : ['', '---', '', page])),
    '',
  ].join('\n')
}

const files = ['index', 'full', 'pages'] as const

/**
 * Does not escape `_` inside words, where it has no meaning in Markdown, so that searching the file
 * finds codes.
 */
function searchable(dialect: ProseDialect): ProseDialect {
  return {
    ...dialect,
    marks: [
      ...(dialect.marks ?? []),
      { pattern: /(?<=[\p{L}\p{N}])\\_(?=[\p{L}\p{N}])/gu, written: '_' },
    ],
  }
}

/**
 * Writes `llms.txt` (an index of the errors for language models), `llms-full.txt` (all errors in
 * one file), and each page as plain Markdown.
 */
export const llms = defineEmitter({
  name: 'llms',
  summary: 'Error docs for language models: llms.txt, llms-full.txt, and each page as Markdown.',
  options: z.strictObject({
    files: z.array(z.enum(files)).min(1).default(['index', 'full']).meta({
      description:
        'The files to write: `index` (`llms.txt`), `full` (`llms-full.txt`), `pages` (`<system>/<category>/<name>.md`, linked from `llms.txt`).',
    }),
    templates: z.string().min(1).optional().meta({
      description: 'A folder with templates that replace the built-in ones, file by file.',
    }),
  }),
  templates: 'llms',
  audience: 'public',
  start({ catalog, options, templates }) {
    const page = compileTemplate(names[0], templates)
    const index = compileTemplate(names[1], templates)
    const findings = [...page.findings, ...index.findings]
    if (page.template === undefined || index.template === undefined)
      return { job: undefined, findings }
    const { template: pageTemplate } = page
    const { template: indexTemplate } = index

    const link: PageLink = (code) => catalog.byCode.get(code)?.docsUrl
    const links: ErrorLinks = (node) => {
      const code = linkedCode(node, catalog.byCode)
      const url = link(code)
      return url === undefined ? undefined : { code, url }
    }
    const writing = (_: string, template: Template): Writing => {
      const dialect = searchable(dialectFor(template))
      return { dialect, prose: proseWriter(dialect, links), url: link }
    }
    const setting: PageSetting = {
      catalog,
      link,
      references: backReferences(catalog),
      requests: ['curl'],
      heading: 'code',
      language: (name) => name,
    }
    const { name } = catalog.vocabulary
    const writes = (file: (typeof files)[number]) => options.files.includes(file)
    // Link to the Markdown version of a page if it exists, because models read Markdown more
    // easily.
    const twin: PageLink = (code) =>
      writes('pages') ? link(code)?.replace(/\/?$/, '.md') : link(code)
    const render = (template: Template, path: string, view: object) =>
      renderVerified(template, view, { path, templates, writing: writing(path, template), tidy })
    const checks: (() => readonly Finding[])[] = []
    const job: Job = {
      entry(entry) {
        const { contents, check } = render(pageTemplate, entry.page, pageView(entry, setting))
        if (check && !writes('pages')) checks.push(() => check(contents))
        const twinPage = { path: `${entry.page}.md`, contents, ...(check && { check }) }
        return { artifacts: writes('pages') ? [twinPage] : [], part: contents.trim() }
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
        const pages = parts.filter((part) => part !== undefined)
        const full = () => ({
          path: 'llms-full.txt',
          contents: fullText(`# ${name}: all errors`, pages),
          ...(pageTemplate.own && { check: () => checks.flatMap((check) => check()) }),
        })
        return [
          ...(writes('index')
            ? [render(indexTemplate, 'llms.txt', { name, systems, full: writes('full') || null })]
            : []),
          ...(writes('full') ? [full()] : []),
        ]
      },
    }
    return withAdditions(job, {
      catalog,
      templates,
      known: names,
      views: plainViews(catalog, link),
      writing,
    })
  },
})
