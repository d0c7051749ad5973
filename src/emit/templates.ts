import * as z from 'zod'
import { linkedCode } from '../facts/markdown/prose.js'
import { type ErrorLinks, proseWriter } from '../facts/markdown/write.js'
import type { Catalog } from '../model/catalog.js'
import { indexViews } from './docs/index-views.js'
import { backReferences, type PageLink, pageView } from './docs/view.js'
import { defineEmitter } from './emitter.js'
import { dialectFor } from './plain-markdown.js'
import { type Views, withAdditions } from './template/additions.js'

/**
 * Writes only the files of the user's own templates. Links lead to the `docs` URLs of the errors.
 */
export const templates = defineEmitter({
  name: 'templates',
  summary:
    'Only files from your own templates: one per error, category or system, or one for the catalog.',
  options: z.strictObject({
    templates: z.string().min(1).meta({
      description:
        'The folder of your templates. The path of a template sets the path of the generated files.',
    }),
  }),
  audience: 'public',
  start({ catalog, templates: set }) {
    const url: PageLink = (code) => catalog.byCode.get(code)?.docsUrl
    const links: ErrorLinks = (node) => {
      const code = linkedCode(node, catalog.byCode)
      const target = url(code)
      return target === undefined ? undefined : { code, url: target }
    }
    return withAdditions(
      { entry: () => ({ artifacts: [] }), rest: () => [] },
      {
        catalog,
        templates: set,
        known: [],
        views: plainViews(catalog, url),
        writing(_, template) {
          const dialect = dialectFor(template)
          return { dialect, prose: proseWriter(dialect, links), url }
        },
      },
    )
  },
})

/**
 * Returns the views for an output that is not a docs site. They contain no links to index pages.
 */
export function plainViews(catalog: Catalog, link: PageLink): Views {
  const references = backReferences(catalog)
  const indexes = indexViews({
    catalog,
    hasCategories: true,
    linkFrom: () => link,
    indexLink: () => null,
    words: (text) => text,
    card: (text) => text,
  })
  return {
    error: (entry) =>
      pageView(entry, {
        catalog,
        link,
        references,
        requests: ['curl'],
        heading: 'code',
        language: (name) => name,
      }),
    category: (group, { name, title }, path) => ({
      ...indexes.category(path, group),
      system: { name, title },
    }),
    system: (group, path) => indexes.system(path, group),
    catalog: (path) => indexes.overview(path),
  }
}
