import * as z from 'zod'
import { groupBy } from '../../facts/group-by.js'
import { withoutSpanMarks } from '../../facts/markdown/code-spans.js'
import type { FileArtifact } from '../../model/artifact.js'
import type { Catalog, Entry } from '../../model/catalog.js'
import { type Alias, aliasesOf } from '../aliases.js'
import { defineEmitter } from '../emitter.js'
import { groupsOf } from '../groups.js'
import { codeWriting, deprecationOf, detailPieces, nameCollisions } from '../language.js'
import { metadataOf } from '../metadata.js'
import { compileAll } from '../template/compile-all.js'
import {
  argumentLine,
  assignment,
  classHead,
  keywords,
  pythonArguments,
  pythonParams,
  pythonString,
  pythonText,
  snakeCase,
} from './types.js'

const templateNames = ['__init__', '_runtime', 'codes', 'category'] as const

/** Names that the modules already use. */
const reserved = new Set([
  'Any',
  'CatalogError',
  'ClassVar',
  'Definition',
  'Ending',
  'Final',
  'False',
  'None',
  'True',
  'Type',
  'ALIASES',
  'ERRORS',
  'DEFINITIONS',
])

/**
 * A Python package for the services that return the errors: an exception for each error, all codes,
 * and all metadata by code.
 */
export const python = defineEmitter({
  name: 'python',
  summary: 'A Python package: a typed exception per error, all codes, and all metadata by code.',
  options: z.strictObject({
    templates: z.string().min(1).optional().meta({
      description: 'A folder with templates that replace the built-in ones, file by file.',
    }),
  }),
  templates: 'python',
  audience: undefined,
  start({ catalog, templates }) {
    const compiled = compileAll(templateNames, templates, (name) => `${name}.py.hbs`)
    const live = catalog.entries.filter(({ state }) => state !== 'retired')
    const aliases = aliasesOf(catalog)
    const findings = [
      ...compiled.findings,
      ...nameCollisions(namesOf(live, aliases), reserved, 'Python'),
    ]
    const { template } = compiled
    if (template === undefined || findings.length > 0) return { job: undefined, findings }
    const file = (
      path: string,
      name: (typeof templateNames)[number],
      view: object,
    ): FileArtifact => ({
      path,
      contents: `${template[name]
        .render(view, codeWriting)
        .replace(/\n{4,}/g, '\n\n\n')
        .trim()}\n`,
    })
    const rest = (): FileArtifact[] => {
      const groups = groupsOf({ ...catalog, entries: live }).flatMap(({ categories }) => categories)
      const modules = [...groupBy(groups, ({ path }) => moduleName(path))].map(
        ([module, members]) => {
          const errors = members.flatMap(({ entries }) =>
            entries.map((entry) => errorView(entry, catalog, aliases)),
          )
          return { module, errors, uses: usesOf(errors) }
        },
      )
      const errors = modules.flatMap((module) => module.errors)
      return [
        ...modules.map(({ module, ...view }) => file(`${module}.py`, 'category', view)),
        file('__init__.py', '__init__', {
          modules: modules.length === 0 ? null : modules,
          errors,
          some: errors.length > 0 || null,
          aliases: aliasRows(catalog, aliases),
          retired: retiredRows(catalog),
        }),
        file('_runtime.py', '_runtime', {}),
        file('codes.py', 'codes', { errors }),
        { path: 'py.typed', contents: '' },
      ]
    }
    return { findings, job: { entry: () => ({ artifacts: [] }), rest } }
  },
})

/**
 * Returns the name of a module, such as `unkey_data`. A name that Python or errbook already uses
 * gets the prefix `errors_`.
 */
function moduleName(path: string): string {
  const name = path.replace(/[^A-Za-z0-9]+/g, '_').toLowerCase()
  if (name === '') return 'errors'
  const taken =
    keywords.has(name) || name === 'codes' || name === 'true' || /^(?:_|[0-9])/.test(name)
  return taken ? `errors_${name}` : name
}

function errorView(entry: Entry, catalog: Catalog, aliases: ReadonlyMap<string, readonly Alias[]>) {
  const { data, identifier, statuses, code } = entry
  const params = pythonParams(entry)
  const optional = params.filter((param) => param.optional)
  return {
    identifier,
    head: classHead(identifier, 'CatalogError'),
    title: data.title,
    summary: withoutSpanMarks(data.summary),
    docsUrl: entry.docsUrl,
    status: statuses[0]?.status ?? null,
    deprecated: deprecationOf(entry, catalog),
    constant: constantOf(identifier, code),
    definition: pythonArguments({ code, ...metadataOf(entry, catalog) }, ' '.repeat(8)),
    params:
      params.length === 0
        ? null
        : [...params.filter((param) => !param.optional), ...optional].map((param) => ({
            ...param,
            sentAs: param.wire,
            line: argumentLine(param),
            wire: pythonString(param.wire),
          })),
    optional:
      optional.length === 0 ? null : optional.map(({ wire }) => ({ wire: pythonString(wire) })),
    detail: pythonText(detailPieces(entry), params).map((line) => ({ line })),
    earlier: (aliases.get(code) ?? []).flatMap((alias) =>
      alias.identifier === undefined
        ? []
        : [
            {
              code: alias.code,
              identifier: alias.identifier,
              constant: constantOf(alias.identifier, alias.code),
              line: assignment(alias.identifier, identifier),
            },
          ],
    ),
  }
}

/** Returns the code as a constant: `DATA_KEY_EXPIRED: Final = "err:…"`. */
function constantOf(identifier: string, code: string): string {
  return assignment(`${snakeCase(identifier).toUpperCase()}: Final`, pythonString(code))
}

/** Returns which names a module must import, in addition to its base class. */
function usesOf(errors: readonly ReturnType<typeof errorView>[]) {
  const types = errors.flatMap(({ params }) => (params ?? []).map(({ type }) => type))
  const metadata = errors.flatMap(({ definition }) => definition.map(({ lines }) => lines))
  return {
    any: types.some((type) => /\bAny\b/.test(type)) || null,
    ending: metadata.some((lines) => lines.startsWith('Ending(')) || null,
    optional:
      errors.some(({ detail }) => detail.some(({ line }) => line.startsWith('_optional('))) || null,
  }
}

function* namesOf(
  entries: readonly Entry[],
  aliases: ReadonlyMap<string, readonly Alias[]>,
): Iterable<readonly [string, Entry]> {
  for (const entry of entries) {
    const earlier = (aliases.get(entry.code) ?? []).flatMap(({ identifier }) => identifier ?? [])
    for (const name of [entry.identifier, ...earlier]) {
      yield [name, entry]
      // If the name is a single word in capitals, the class and the constant have the same name.
      const constant = snakeCase(name).toUpperCase()
      if (constant !== name) yield [constant, entry]
    }
  }
}

function aliasRows({ entries }: Catalog, aliases: ReadonlyMap<string, readonly Alias[]>) {
  const rows = entries.flatMap(({ code }) =>
    (aliases.get(code) ?? []).map((alias) => ({
      old: pythonString(alias.code),
      now: pythonString(code),
    })),
  )
  return rows.length === 0 ? null : rows
}

function retiredRows(catalog: Catalog) {
  const retired = catalog.entries.filter(({ state }) => state === 'retired')
  return retired.length === 0
    ? null
    : retired.map((entry) => ({
        definition: pythonArguments(
          { code: entry.code, ...metadataOf(entry, catalog) },
          ' '.repeat(8),
        ),
      }))
}
