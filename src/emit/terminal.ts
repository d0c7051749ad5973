import { linkedCode } from '../facts/markdown/prose.js'
import { type ErrorLinks, proseWriter } from '../facts/markdown/write.js'
import type { Catalog, Entry } from '../model/catalog.js'
import { backReferences, type PageLink, pageView } from './docs/view.js'
import { plainMarkdown } from './plain-markdown.js'
import { compileTemplate } from './template/compile.js'
import type { TemplateSet } from './template/syntax-tree.js'
import { TemplateError } from './template/template-error.js'
import { tidy } from './template/tidy.js'

/** The folder of the terminal templates. */
export const terminalTemplates = 'terminal'

/**
 * Returns the page of an error as Markdown for a terminal, made from the same view and partials as
 * all other pages. Links to other errors are shown as codes, which `explain` accepts. Throws a
 * TemplateError if the template is invalid.
 */
export function terminalPage(entry: Entry, catalog: Catalog, templates: TemplateSet): string {
  const { template, findings } = compileTemplate('page.md.hbs', templates)
  if (template === undefined) throw new TemplateError(findings[0]!)
  const url: PageLink = (code) => (catalog.byCode.has(code) ? code : undefined)
  const links: ErrorLinks = (node) => {
    const code = linkedCode(node, catalog.byCode)
    return catalog.byCode.has(code) ? { code, url: code } : undefined
  }
  const view = pageView(entry, {
    catalog,
    link: url,
    references: backReferences(catalog),
    requests: ['curl'],
    heading: 'code',
    language: (name) => name,
  })
  const writing = { dialect: plainMarkdown, prose: proseWriter(plainMarkdown, links), url }
  return tidy(template.render(view, writing))
}
