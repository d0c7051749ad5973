import * as z from 'zod'
import { envelopeOf } from '../../facts/body/envelope.js'
import { groupBy } from '../../facts/group-by.js'
import { proseWriter } from '../../facts/markdown/write.js'
import type { FileArtifact } from '../../model/artifact.js'
import type { Catalog, Entry } from '../../model/catalog.js'
import { aliasesOf } from '../aliases.js'
import { defineEmitter } from '../emitter.js'
import { groupsOf } from '../groups.js'
import { metadataOf } from '../metadata.js'
import { dialectFor, plainMarkdown } from '../plain-markdown.js'
import { type Views, withAdditions } from '../template/additions.js'
import { compileTemplate, type Template } from '../template/compile.js'
import type { Writing } from '../template/context.js'
import { tidyCode } from '../template/tidy.js'
import { renderVerified } from '../template/verify.js'
import { constantView, membersOf, nameless } from './constant.js'
import { bodyFunction, mediaTypeFunction, readFunction, valuesType } from './envelope.js'
import { envelopeModuleOf, importOf, moduleOf } from './modules.js'

const files = ['constants', 'codes', 'map', 'table'] as const

const sources = [
  'category.ts',
  'envelope.ts',
  'index.ts',
  'map.ts',
  'codes.ts',
  'table.ts',
  'runtime.ts',
] as const
// Ready-made JavaScript is what the same templates give without their types; these say the types.
const declarations = [
  'category.d.ts',
  'envelope.d.ts',
  'codes.d.ts',
  'table.d.ts',
  'runtime.d.ts',
  'runtime.js',
] as const
type TemplateName = (typeof sources)[number] | (typeof declarations)[number]

/** The values of the views that are code. */
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
 * Constants for the services that raise the errors. One annotated constant an error, a file a
 * category: three of them bundle to the same few hundred bytes whatever the catalog's size, where a
 * table or a tree would pull in all of it.
 */
export const typescript = defineEmitter({
  name: 'typescript',
  summary: 'A TypeScript module: a constant an error, their codes, types and metadata.',
  options: z.strictObject({
    files: z
      .array(z.enum(files))
      .min(1)
      .default([...files])
      .meta({ description: 'Which of the files to write.' }),
    language: z
      .enum(['ts', 'js'])
      .default('ts')
      .meta({ description: '`ts`: source. `js`: ready-made `.js` with `.d.ts`.' }),
    runtime: z.enum(['file', 'package']).default('file').meta({
      description:
        '`file`: a `runtime.ts` beside the constants. `package`: they import `errbook/runtime`, which is the same.',
    }),
    importExtension: z.enum(['js', 'ts', 'none']).default('js').meta({
      description:
        'How the files of `language: ts` name one another: `./data.js`, `./data.ts` or `./data`.',
    }),
    templates: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'A folder of templates that replace ours, file by file.' }),
  }),
  templates: 'typescript',
  audience: undefined,
  start({ catalog, options, templates }) {
    const { language } = options
    const names = language === 'js' ? [...sources, ...declarations] : sources
    const compiled = names.map((name) => [name, compileTemplate(`${name}.hbs`, templates)] as const)
    const findings = compiled.flatMap(([, result]) => result.findings)
    if (findings.length > 0) return { job: undefined, findings }
    const template = Object.fromEntries(
      compiled.map(([name, result]) => [name, result.template]),
    ) as Record<TemplateName, Template>
    const prose = proseWriter(plainMarkdown, () => undefined)
    const writing: Writing = {
      dialect: plainMarkdown,
      prose,
      url: (code) => catalog.byCode.get(code)?.docsUrl,
      code: codeValues,
    }
    const render = (path: string, name: TemplateName, view: object): FileArtifact =>
      renderVerified(template[name], view, { path, templates, writing, tidy: tidyCode })

    /** A module: its source, or its JavaScript and its declarations. */
    const module = (
      path: string,
      name: 'category' | 'envelope' | 'codes' | 'table',
      view: (typed: boolean) => object,
    ): FileArtifact[] =>
      language === 'ts'
        ? [render(`${path}.ts`, `${name}.ts`, view(true))]
        : [
            render(`${path}.js`, `${name}.ts`, view(false)),
            render(`${path}.d.ts`, `${name}.d.ts`, view(true)),
          ]

    const rest = (): FileArtifact[] => {
      const wanted = new Set(options.files)
      const extension = language === 'js' ? 'js' : options.importExtension
      const imports = (to: string, from: string) => importOf(to, from, extension)
      const runtimeOf = (from: string) =>
        options.runtime === 'package' ? 'errbook/runtime' : imports('runtime', from)
      const aliases = aliasesOf(catalog)
      const live = catalog.entries.filter(({ state }) => state !== 'retired')
      const errorsOf = (entries: readonly Entry[], typed: boolean) =>
        entries.map((entry) => constantView(entry, catalog, aliases.get(entry.code) ?? [], typed))
      const groups = groupsOf({ ...catalog, entries: live })
        .flatMap(({ name, categories }) =>
          categories.map((category) => ({ ...category, system: name })),
        )
        .map(({ path, title, system, entries }) => ({
          module: moduleOf(path),
          title,
          system,
          entries,
        }))
      const envelopes = [...groupBy(groups, ({ system }) => envelopeModuleOf(catalog, system))]

      const constants = (): FileArtifact[] => [
        ...groups.flatMap(({ module: path, title, system, entries }) =>
          module(path, 'category', (typed) => {
            const errors = errorsOf(entries, typed)
            return {
              module: path,
              title,
              typed: typed || null,
              uses: usedIn(errors.map(({ headers }) => headers ?? '').join('\n')),
              imports: {
                runtime: runtimeOf(path),
                envelope: imports(envelopeModuleOf(catalog, system), path),
              },
              errors,
            }
          }),
        ),
        ...envelopes.flatMap(([path, [first]]) =>
          module(path, 'envelope', (typed) =>
            envelopeView(catalog, first?.system ?? '', runtimeOf(path), typed),
          ),
        ),
        ...barrel(),
        ...(options.runtime === 'package'
          ? []
          : language === 'ts'
            ? [render('runtime.ts', 'runtime.ts', {})]
            : [render('runtime.js', 'runtime.js', {}), render('runtime.d.ts', 'runtime.d.ts', {})]),
      ]
      const barrel = (): FileArtifact[] =>
        (language === 'ts' ? (['ts'] as const) : (['js', 'd.ts'] as const)).map((suffix) => {
          const typed = suffix !== 'js' || null
          const rootEnvelope = envelopes.some(([path]) => path === 'envelope')
          return render(`index.${suffix}`, 'index.ts', {
            typed,
            imports: {
              runtime: runtimeOf('index'),
              map: typed && wanted.has('map') ? imports('map', 'index') : null,
              envelope: rootEnvelope ? imports('envelope', 'index') : null,
            },
            groups: groups.map(({ module: path, title }) => ({
              module: path,
              title,
              import: imports(path, 'index'),
            })),
          })
        })
      return [
        ...(wanted.has('constants') ? constants() : []),
        ...(wanted.has('map')
          ? [
              render(language === 'ts' ? 'map.ts' : 'map.d.ts', 'map.ts', {
                errors: errorsOf(live, true),
                operations: operationsOf(live),
              }),
            ]
          : []),
        ...(wanted.has('codes')
          ? module('codes', 'codes', (typed) => ({
              errors: errorsOf(live, typed),
              some: live.length > 0 || null,
              typed: typed || null,
            }))
          : []),
        ...(wanted.has('table')
          ? module('table', 'table', (typed) => ({
              typed: typed || null,
              errors: catalog.entries.map((entry) => ({
                code: entry.code,
                metadata: metadataOf(entry, catalog),
              })),
            }))
          : []),
      ]
    }
    return withAdditions(
      { entry: () => ({ artifacts: [] }), rest },
      {
        catalog,
        templates,
        known: [...sources, ...declarations].map((name) => `${name}.hbs`),
        views: viewsOf(catalog),
        writing: (_, added) => ({ ...writing, dialect: dialectFor(added) }),
      },
    )
  },
})

/** What templates of a user's own see: the constants of the errors that have one. */
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

/** What the template sees of an envelope. Its functions are code, made from the parsed body. */
function envelopeView(catalog: Catalog, system: string, runtime: string, typed: boolean) {
  const envelope = envelopeOf(catalog.vocabulary, system)
  const values = valuesType(envelope)
  const { unexpected } = catalog
  const code = {
    body: bodyFunction(envelope),
    read: readFunction(envelope),
    mediaType: mediaTypeFunction(envelope),
  }
  const members = unexpected && membersOf(unexpected, catalog, [])
  return {
    imports: { runtime },
    typed: typed || null,
    definition: typed ? `Envelope${values === null ? '' : `<${values}>`}` : null,
    mediaTypes: envelope.mediaTypes,
    ...code,
    uses: usedIn(`${code.body}${code.mediaType}${members?.headers}`),
    // It goes out under the status of the error that it stands for, and without params of its own.
    unexpected: members ? { ...members, internal: null, statuses: null, titles: null } : nameless,
  }
}

/** The functions of the runtime that code calls, to be imported: who needs none bundles none. */
function usedIn(code: string): string | null {
  const used = ['headersOf', 'mediaTypeFor', 'textOf'].filter((name) => code.includes(`${name}(`))
  return used.length > 0 ? used.join(', ') : null
}

/** The codes that each operation may return, by operation. */
function operationsOf(entries: readonly Entry[]) {
  const all = entries.flatMap(({ code, data }) =>
    (data.operations ?? []).map((operation) => ({ operation, code })),
  )
  const operations = [...groupBy(all, ({ operation }) => operation)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  return operations.length === 0
    ? null
    : operations.map(([operation, pairs]) => ({
        operation,
        codes: [...new Set(pairs.map(({ code }) => code))].map((code) => ({ code })),
      }))
}
