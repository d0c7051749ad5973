import { proseWriter } from '../../facts/markdown/write.js'
import type { Catalog, Entry } from '../../model/catalog.js'
import { aliasesOf } from '../aliases.js'
import { defineEmitter } from '../emitter.js'
import { dialectFor, plainMarkdown } from '../plain-markdown.js'
import { type Views, withAdditions } from '../template/additions.js'
import { compileAll } from '../template/compile-all.js'
import type { Writing } from '../template/context.js'
import { tidyCode } from '../template/tidy.js'
import { renderVerified } from '../template/verify.js'
import { constantView } from './constant.js'
import { filesOf, type Render } from './files.js'
import { moduleOf } from './modules.js'
import { operationsOf } from './operations.js'
import { typescriptOptions } from './options.js'
import { declarations, sources, type TemplateName } from './templates.js'

/** The names of values in the views that contain generated code. */
const codeValues = [
  'statusType',
  'paramsType',
  'detail',
  'headers',
  'uses',
  'mediaType',
  'body',
  'read',
  'definition',
]

/**
 * Constants for the services that return the errors: one annotated constant for each error, and one
 * file for each category. A bundle contains only the constants that are used, however large the
 * catalog is. A table or tree would add the whole catalog to the bundle.
 */
export const typescript = defineEmitter({
  name: 'typescript',
  summary: 'A TypeScript module: a constant per error, and all codes, types and metadata.',
  options: typescriptOptions,
  templates: 'typescript',
  audience: undefined,
  start({ catalog, options, templates }) {
    const names = options.language === 'js' ? [...sources, ...declarations] : sources
    const { template, findings } = compileAll<TemplateName>(names, templates, fileOf)
    if (template === undefined) return { job: undefined, findings }
    const writing: Writing = {
      dialect: plainMarkdown,
      prose: proseWriter(plainMarkdown, () => undefined),
      url: (code) => catalog.byCode.get(code)?.docsUrl,
      code: codeValues,
    }
    const render: Render = (path, name, view) =>
      renderVerified(template[name], view, { path, templates, writing, tidy: tidyCode })
    return withAdditions(
      { entry: () => ({ artifacts: [] }), rest: () => filesOf(catalog, options, render) },
      {
        catalog,
        templates,
        known: [...sources, ...declarations].map(fileOf),
        views: viewsOf(catalog),
        writing: (_, added) => ({ ...writing, dialect: dialectFor(added) }),
      },
    )
  },
})

function fileOf(name: TemplateName): string {
  return `${name}.hbs`
}

/** Returns the views for custom templates. Lists skip retired errors, which have no constant. */
function viewsOf(catalog: Catalog): Views {
  const aliases = aliasesOf(catalog)
  const errorsOf = (entries: readonly Entry[]) =>
    entries
      .filter(({ state }) => state !== 'retired')
      .map((entry) => constantView(entry, catalog, aliases.get(entry.code) ?? [], true))
  return {
    error: (entry) => constantView(entry, catalog, aliases.get(entry.code) ?? [], true),
    category: ({ path, title, entries }) => ({
      module: moduleOf(path),
      title,
      errors: errorsOf(entries),
    }),
    system: ({ name, title, entries }) => ({ name, title, errors: errorsOf(entries) }),
    catalog: () => ({
      name: catalog.vocabulary.name,
      errors: errorsOf(catalog.entries),
      operations: operationsOf(catalog.entries),
    }),
  }
}
