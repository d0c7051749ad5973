import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { envelopeOf } from '../../src/facts/body/envelope.js'
import { fillTemplate } from '../../src/facts/body/template-string.js'
import type { Catalog } from '../../src/model/catalog.js'
import { inFolder, renderProject, repository, writeFiles } from '../project.js'
import { emptyCatalog, entry, flatCatalog, hostileCatalog, uses } from './typescript-catalogs.js'

const compilers = {
  7: 'node_modules/typescript/bin/tsc',
  5.9: 'node_modules/typescript-5.9/bin/tsc',
}
const flags = {
  target: 'es2022',
  lib: ['es2022'],
  types: [],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  strict: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedDeclarations: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  exactOptionalPropertyTypes: true,
  declaration: true,
  outDir: 'js',
  rootDir: 'ts',
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Writes modules to ts/ in a folder, and compiles them to js/ with every compiler. */
async function compile(
  files: ReadonlyMap<string, string>,
  version: keyof typeof compilers,
): Promise<{ folder: string; errors: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'errbook-ts-'))
  folders.push(folder)
  writeFiles(folder, [
    ...[...files].map(
      ([path, contents]) =>
        [`ts/${path.replace(/^.*?\/?ts\/|^out\/typescript\//, '')}`, contents] as const,
    ),
    ['package.json', '{ "type": "module" }'],
    ['tsconfig.json', JSON.stringify({ compilerOptions: flags, include: ['ts'] })],
  ])
  const errors = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      [join(repository, compilers[version]), '-p', folder],
      { encoding: 'utf8' },
      (_, stdout, stderr) => resolve(stdout + stderr),
    )
  })
  return { folder, errors }
}

interface Definition {
  readonly code: string
  readonly detail?: (params: object) => string
  readonly headers?: object
  readonly envelope: { readonly mediaTypes: readonly string[] }
}

// The earlier codes of `plain`, each followed by its type URI. Codes in another format are omitted.
const earlier = [
  'err:acme:data:simple',
  'https://acme.test/errors/acme/data/simple',
  'err:acme:data:params-',
  'https://acme.test/errors/acme/data/params-',
]

/** Returns the expected value of every constant, under its current and earlier names. */
function expected(catalog: Catalog): Record<string, object> {
  const live = catalog.entries.filter(({ state }) => state !== 'retired')
  return Object.fromEntries(
    live.flatMap((entry) => {
      const { extra, logLevel, owner } = entry.data
      const titles = entry.statuses.filter(({ title }) => title !== entry.statuses[0]?.title)
      const sensitive = Object.keys(entry.params).filter((name) => entry.params[name]?.sensitive)
      const constant = {
        code: entry.code,
        status: entry.statuses[0]?.status,
        ...(entry.statuses.length > 1 && { statuses: entry.statuses.map(({ status }) => status) }),
        ...(entry.data.exitCode !== undefined && { exitCode: entry.data.exitCode }),
        title: entry.data.title,
        type: entry.type,
        ...(titles.length > 0 && {
          titles: Object.fromEntries(titles.map(({ status, title }) => [status, title])),
        }),
        ...(entry.code === 'err:acme:data:plain' && { aliases: earlier }),
        ...(extra && { extra }),
        ...(entry.visibility === 'internal' && { internal: true }),
        ...(entry.retry && { retry: entry.retry }),
        ...(entry.fault && { fault: entry.fault }),
        ...(logLevel && { logLevel }),
        ...(owner && { owner }),
        ...(sensitive.length > 0 && { sensitive }),
        ...(entry.data.detail !== undefined && { detail: detailOf(entry) }),
      }
      return [
        [entry.identifier, constant],
        ...(entry.code === 'err:acme:data:plain' ? [['DataSimple', constant]] : []),
      ]
    }),
  )
}

/** Returns the expected strings of codes.ts. An earlier name maps to the earlier code. */
function expectedCodes(catalog: Catalog): Record<string, string> {
  return Object.fromEntries(
    Object.entries(expected(catalog)).map(([name, constant]) => [
      name,
      name === 'DataSimple' ? 'err:acme:data:simple' : (constant as Definition).code,
    ]),
  )
}

function detailOf({ data, params }: Catalog['entries'][number]): string {
  return fillTemplate(data.detail!, (name) =>
    typeof params[name]!.example === 'string'
      ? params[name]!.example
      : JSON.stringify(params[name]!.example),
  )
}

async function modulesOf(folder: string, catalog: Catalog): Promise<Record<string, unknown>> {
  const module = (await import(pathToFileURL(join(folder, 'js/index.js')).href)) as Record<
    string,
    Definition
  >
  return Object.fromEntries(
    Object.entries(module)
      .filter(([name]) => /^[A-Z]/.test(name))
      .map(([name, { envelope, headers, ...definition }]) => {
        const { params, system, headers: declared } = catalog.byCode.get(definition.code)!
        expect(envelope.mediaTypes, name).toEqual(envelopeOf(catalog.vocabulary, system).mediaTypes)
        expect(headers === undefined, name).toBe(Object.keys(declared).length === 0)
        const examples = Object.fromEntries(
          Object.entries(params).map(([param, { example }]) => [param, example]),
        )
        return [
          name,
          { ...definition, ...(definition.detail && { detail: definition.detail(examples) }) },
        ]
      }),
  )
}

const versions = Object.keys(compilers).map(Number) as (keyof typeof compilers)[]

describe.each(versions)('with TypeScript %s under every strict flag', (version) => {
  const catalogs = { hostile: hostileCatalog, flat: flatCatalog, empty: emptyCatalog }

  it.each(Object.keys(catalogs) as (keyof typeof catalogs)[])(
    'the module of the %s catalog compiles, and its constants match the catalog',
    async (name) => {
      const { catalog, files } = await inFolder(catalogs[name], renderProject)
      const sources = new Map(files)
      if (name === 'hostile') sources.set('ts/uses.ts', uses)
      const { folder, errors } = await compile(sources, version)
      expect(errors).toBe('')
      expect(await modulesOf(folder, catalog)).toEqual(expected(catalog))
      const codes = (await import(pathToFileURL(join(folder, 'js/codes.js')).href)) as object
      expect({ ...codes }).toEqual(expectedCodes(catalog))
      const { errors: table } = (await import(pathToFileURL(join(folder, 'js/table.js')).href)) as {
        errors: Record<string, Record<string, unknown>>
      }
      expect(Object.keys(table).sort()).toEqual(catalog.entries.map(({ code }) => code))
      for (const { code, data, statuses } of catalog.entries)
        expect(table[code]).toMatchObject({
          title: data.title,
          summary: data.summary,
          ...(statuses[0] && { status: statuses[0].status }),
        })
    },
  )

  it('a module generated as JavaScript has the same types and constants', async () => {
    const config = stringify({
      catalog: 'errors',
      rules: { stub: 'off' },
      outputs: [{ emit: 'typescript', to: 'ts', audience: 'internal', language: 'js' }],
    })
    const { catalog, files } = await inFolder(
      { ...hostileCatalog, 'errbook.config.yaml': config },
      renderProject,
    )
    expect([...files.keys()].filter((path) => !/\.(?:js|d\.ts)$/.test(path))).toEqual([])
    const { folder, errors } = await compile(new Map([...files, ['ts/uses.ts', uses]]), version)
    expect(errors).toBe('')
    for (const [path, text] of files)
      if (path.endsWith('.js')) writeFiles(folder, [[path.replace('ts/', 'js/'), text]])
    expect(await modulesOf(folder, catalog)).toEqual(expected(catalog))
  })

  it('the module of the reference catalog compiles', async () => {
    const { catalog, files } = await renderProject(repository)
    const { folder, errors } = await compile(
      new Map([...files].filter(([path]) => path.startsWith('out/typescript/'))),
      version,
    )
    expect(errors).toBe('')
    expect(await modulesOf(folder, catalog)).toEqual(expected(catalog))
  })
})

describe('a category named like a generated file', () => {
  const names = ['codes', 'Envelope', 'map', 'runtime', 'table']
  const catalog = {
    'errbook.config.yaml': hostileCatalog['errbook.config.yaml']!,
    'errors/catalog.yaml': stringify({
      name: 'Files',
      code: '{category}.{name}',
      docs: 'https://acme.test/{category}/{name}',
      categories: Object.fromEntries(names.map((name) => [name, { title: name }])),
    }),
    ...Object.fromEntries(
      names.map((name) => [
        `errors/${name}/gone.yaml`,
        entry({ code: `${name}.gone`, status: 410 }),
      ]),
    ),
  }

  it('gets a file with another name, and the module compiles', async () => {
    const { files } = await inFolder(catalog, renderProject)
    expect([...files.keys()].sort()).toEqual(
      [
        ...['codes', 'envelope', 'index', 'map', 'runtime', 'table'],
        ...names.map((name) => `${name}.errors`),
      ]
        .map((name) => `ts/${name}.ts`)
        .sort(),
    )
    const { folder, errors } = await compile(files, 7)
    expect(errors).toBe('')
    const module = (await import(pathToFileURL(join(folder, 'js/index.js')).href)) as Record<
      string,
      Definition
    >
    expect(module.MapGone?.code).toBe('map.gone')
  })
})
