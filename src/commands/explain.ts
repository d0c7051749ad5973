import { isAbsolute, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TemplateSet } from '../emit/template/syntax-tree.js'
import { terminalPage, terminalTemplates } from '../emit/terminal.js'
import { meantCodes, similarCodes } from '../facts/nearest.js'
import { readTemplates } from '../load/templates.js'
import type { Catalog, Entry } from '../model/catalog.js'
import { RunError } from '../model/diagnostic.js'
import { explainJson, explainPretty } from '../report/explain.js'
import { jsonText } from '../report/plain.js'
import { type Command, configOption } from './shared/command.js'
import { oneOf } from './shared/flags.js'
import { diagnosticsCatalog, projectCatalog } from './shared/project/catalogs.js'

/** `errbook explain CODE`: prints the page of an error or of one of errbook's own diagnostics. */
export const explain: Command = {
  name: 'explain',
  summary: 'Show the page of an error or of an errbook diagnostic',
  arguments: ['CODE'],
  options: {
    ...configOption,
    format: { type: 'string', value: 'NAME', description: 'Format: pretty (default) or json' },
  },
  async run({ arguments: [argument = ''], values }, io) {
    const format = oneOf('format', values.format, ['pretty', 'json'])
    const diagnostics = diagnosticsCatalog()
    const own = await projectCatalog(io.cwd, values).catch((cause: unknown) => {
      // Diagnostics about a broken config can be explained without that config.
      if (cause instanceof RunError && find(diagnostics, argument)) return undefined
      throw cause
    })
    const catalogs = [...(own ? [own] : []), diagnostics]
    const found = catalogs
      .map((catalog) => ({ catalog, entry: find(catalog, argument) }))
      .find(({ entry }) => entry)
    if (found?.entry === undefined) {
      const near = similarCodes(
        argument,
        catalogs.flatMap((catalog) => [...catalog.byCode.keys()]),
        5,
      )
      throw new RunError(1, {
        code: 'unknown-error',
        message: `Unknown error \`${argument}\`.${own ? '' : " Without a catalog here, only errbook's own diagnostics can be explained."}`,
        ...meantCodes(near),
      })
    }
    const { catalog } = found
    const entry =
      catalog === diagnostics
        ? { ...found.entry, docsUrl: pageHere(found.entry, io.cwd) }
        : found.entry
    if (format === 'json') io.out(jsonText(explainJson(entry, catalog.vocabulary)))
    else
      io.out(
        explainPretty(entry, terminalPage(entry, catalog, shippedTemplates(io.cwd)), io.colors),
      )
    return 0
  },
}

function shippedTemplates(cwd: string): TemplateSet {
  const source = { file: 'errbook explain', text: '' }
  return readTemplates(terminalTemplates, undefined, cwd, { source }).templates
}

/**
 * Returns the path of a diagnostic's page in the package. The path is relative if the page is below
 * the current directory.
 */
function pageHere({ docsUrl }: Entry, cwd: string): string {
  const page = fileURLToPath(new URL(`../../${docsUrl}`, import.meta.url))
  const here = relative(cwd, page)
  return here.startsWith('..') || isAbsolute(here) ? page : here.replaceAll('\\', '/')
}

/**
 * Finds an error by code, alias, constant or `type`, or by the last part of its code if that is
 * unique.
 */
function find({ byCode, entries }: Catalog, asked: string): Entry | undefined {
  const exact =
    byCode.get(asked) ??
    entries.find(({ data }) => data.aliases?.includes(asked)) ??
    entries.find(({ identifier, type }) => identifier === asked || type === asked)
  if (exact) return exact
  const named = entries.filter(({ name }) => name === asked)
  return named.length === 1 ? named[0] : undefined
}
