import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { envelopeOf } from '../../src/facts/body/envelope.js'
import { fillTemplate } from '../../src/facts/body/template-string.js'
import type { Catalog } from '../../src/model/catalog.js'
import { inFolder, type Rendered, renderProject, repository, writeFiles } from '../project.js'

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

// Texts that would end a comment, a string, a template, a line or a type, were they not escaped.
const hostile =
  'a "b" \'c\' `d` ${e} */ /* // \\ \\u0041 <f> </script> {g} @deprecated not really & %s'
const twoLines = `${hostile}\n * @deprecated neither is this \u2028 nor this\n */ export const Pwned = 1 //`
const params = {
  text: { type: 'string', example: 'x' },
  choice: { enum: ['a"b', 'c`${d}', 7, true, null], example: 7 },
  always: { const: "it's", example: "it's" },
  count: { type: 'integer', example: 3 },
  ratio: { type: 'number', example: 0.5 },
  on: { type: 'boolean', example: false },
  none: { type: 'null', example: null },
  list: { type: 'array', items: { type: ['string', 'null'] }, example: ['a', null] },
  object: {
    type: 'object',
    properties: {
      in: {
        type: 'object',
        properties: { 'a-b': { type: 'integer' }, '*/': { type: 'string' } },
        required: ['a-b'],
      },
    },
    example: { in: { 'a-b': 1 } },
  },
  table: { type: 'object', additionalProperties: { type: 'number' }, example: { x: 1 } },
  any: { example: { deep: [1, 'two'] } },
  either: { type: ['string', 'integer'], example: 5 },
  maybe: { type: 'string', required: false, example: 'there' },
  maybeList: { type: 'array', items: { type: 'integer' }, required: false, example: [1] },
  secret: { type: 'string', sensitive: true, example: 's3cret' },
}
const entry = (fields: object) =>
  stringify({ title: 'Title', summary: 'Summary.', ...fields }, { lineWidth: 0 })
const hostileCatalog: Record<string, string> = {
  'errbook.config.yaml': stringify({
    catalog: 'errors',
    rules: { stub: 'off' },
    outputs: [{ emit: 'typescript', to: 'ts', audience: 'internal' }],
  }),
  'errors/catalog.yaml': stringify({
    name: hostile,
    code: 'err:{system}:{category}:{name}',
    docs: 'https://acme.test/errors/{system}/{category}/{name}',
    unexpected: 'err:acme:data:texts',
    systems: {
      acme: { title: 'Acme' },
      cli: { title: 'A program', kind: 'cli' },
      lib: { title: 'A library', kind: 'library' },
    },
    categories: { data: { title: hostile, description: twoLines } },
  }),
  'errors/acme/data/texts.yaml': entry({
    code: 'err:acme:data:texts',
    status: 500,
    title: hostile,
    summary: hostile,
    detail: twoLines.replace(/[{}]/g, '$&$&'),
    type: 'urn:acme:texts',
  }),
  'errors/acme/data/params.yaml': entry({
    code: 'err:acme:data:params',
    status: 422,
    detail: Object.keys(params)
      .map((name) => `${name} {${name}}`)
      .join(', '),
    params,
    extra: { constant: [1, { two: '*/' }] },
    operations: ['POST /v2/"quoted"', "get'It"],
  }),
  'errors/acme/data/plain.yaml': entry({
    code: 'err:acme:data:plain',
    status: 404,
    aliases: ['err:acme:data:simple', 'err:acme:data:params-', 'err:other:data:gone'],
  }),
  'errors/acme/data/statuses.yaml': entry({
    code: 'err:acme:data:statuses',
    status: [
      { status: 408, when: 'a' },
      { status: 504, when: 'b', title: 'Other' },
    ],
    operations: ["get'It"],
  }),
  'errors/acme/data/headers.yaml': entry({
    code: 'err:acme:data:headers',
    status: 429,
    retry: 'throttled',
    params: { retryAfter: { type: 'integer', example: 30 } },
    detail: 'Wait {retryAfter} seconds',
    headers: { 'Retry-After': { description: hostile, type: 'integer', value: '{retryAfter}' } },
  }),
  'errors/acme/data/old.yaml': entry({
    code: 'err:acme:data:old',
    status: 400,
    deprecated: {
      since: '2.0 */',
      reason: `${hostile} [see](err:acme:data:plain)`,
      replacedBy: 'err:acme:data:plain',
    },
  }),
  'errors/acme/data/gone.yaml': entry({
    code: 'err:acme:data:gone',
    status: 410,
    retired: { reason: twoLines.replace(/\n \*/g, '\n') },
  }),
  'errors/acme/data/2-fast_4-you.yaml': entry({ code: 'err:acme:data:2-fast_4-you', status: 400 }),
  'errors/acme/data/Named.yaml': entry({
    code: 'err:acme:data:Named',
    identifier: 'MyOwnName',
    status: 499,
  }),
  'errors/cli/data/usage.yaml': entry({
    code: 'err:cli:data:usage',
    identifier: 'CliUsage',
    exitCode: 64,
  }),
  'errors/lib/data/usage.yaml': entry({
    code: 'err:lib:data:usage',
    identifier: 'LibUsage',
    detail: 'a {{brace}}',
  }),
}

// Codes with no system and no category.
const flatCatalog: Record<string, string> = {
  'errbook.config.yaml': hostileCatalog['errbook.config.yaml']!,
  'errors/catalog.yaml': stringify({
    name: 'Flat',
    code: '{name}',
    docs: 'https://acme.test/errors/{name}',
  }),
  'errors/20404.yaml': entry({ code: '20404', status: 404 }),
  'errors/E-12.yaml': entry({
    code: 'E-12',
    status: 400,
    detail: 'no {what}',
    params: { what: { type: 'string', example: 'x' } },
  }),
}
const emptyCatalog: Record<string, string> = {
  'errbook.config.yaml': hostileCatalog['errbook.config.yaml']!,
  'errors/catalog.yaml': flatCatalog['errors/catalog.yaml']!,
}

// What a service writes against the module of the hostile catalog: it must compile, and each line
// that is marked must not.
const uses = `
import { DataParams, DataPlain, DataSimple, DataStatuses, DataHeaders, CliUsage, LibUsage, MyOwnName, Data2Fast4You, DataOld } from './index.js'
import type { ErrorCode, ErrorDef, ErrorMap, OpenErrorCode, OperationErrors, ProblemOf } from './index.js'
import { DataParams as code } from './codes.js'
import type { Code } from './codes.js'
import { errors } from './table.js'

// Literal types survive.
export const plain: 'err:acme:data:plain' = DataPlain.code
export const status: 404 = DataPlain.status
export const statuses: 408 | 504 = DataStatuses.status
export const none: undefined = LibUsage.status
export const exit: number | undefined = CliUsage.exitCode
export const same: 'err:acme:data:params' = code
// @ts-expect-error another code
export const wrongCode: 'err:acme:data:plain' = DataParams.code
// @ts-expect-error another status
export const wrongStatus: 400 = DataPlain.status

// An earlier name is the same error.
export const simple: 'err:acme:data:plain' = DataSimple.code

// Any of them is an ErrorDef.
export const all: readonly ErrorDef[] = [DataParams, DataPlain, DataStatuses, DataHeaders, CliUsage, LibUsage, MyOwnName, Data2Fast4You, DataOld]

// Params are what they are.
export const wait: string | undefined = DataHeaders.detail?.({ retryAfter: 30 })
// @ts-expect-error a string
DataHeaders.detail?.({ retryAfter: '30' })
// @ts-expect-error a missing param
DataHeaders.detail?.({})
declare const sent: ErrorMap['err:acme:data:params']['params']
export const text: string = sent.text
export const choice: 'a"b' | 'c\`\${d}' | 7 | true | null = sent.choice
export const always: "it's" = sent.always
export const count: number = sent.count
export const none2: null = sent.none
export const list: ReadonlyArray<string | null> = sent.list
export const object: { in?: { 'a-b': number; '*/'?: string } } = sent.object
export const table: Readonly<Record<string, number>> = sent.table
export const either: string | number = sent.either
export const maybe: string | undefined = sent.maybe
// @ts-expect-error optional
export const surely: string = sent.maybe
// @ts-expect-error unknown
export const any: string = sent.any

// Codes: closed, and open.
export const known: ErrorCode = 'err:cli:data:usage'
export const sameCodes: Code = known
export const newer: OpenErrorCode = 'err:acme:data:from_tomorrow'
// @ts-expect-error not in the catalog
export const unknown: ErrorCode = 'err:acme:data:from_tomorrow'
// @ts-expect-error retired
export const retired: ErrorCode = 'err:acme:data:gone'

// A union narrows by its code.
export function read(problem: ProblemOf<OperationErrors["get'It"]>): string {
  if (problem.code === 'err:acme:data:params') return problem.params.text + problem.status.toFixed()
  const status: 408 | 504 = problem.status
  // @ts-expect-error not one of its params
  problem.params.text
  return String(status)
}
export const title: string | undefined = errors['err:acme:data:gone']?.title
// @ts-expect-error read only
DataPlain.title = 'other'
`

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Writes modules below a folder's ts/, and compiles them to js/ with every compiler. */
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

// What `plain` was called, as far as the shape of the codes knows it; and the types that went with
// that.
const earlier = [
  'err:acme:data:simple',
  'https://acme.test/errors/acme/data/simple',
  'err:acme:data:params-',
  'https://acme.test/errors/acme/data/params-',
]

/** What the constant of every error must be at run time, under its name and the names it had. */
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

/** The strings of codes.ts. An earlier name stands for the earlier code. */
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
    'the module of the %s catalog compiles, and its constants equal the catalog',
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

  it('ready-made JavaScript has the types of the source', async () => {
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

describe('a category that is called like a file of ours', () => {
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

  it('has a file of its own, and the module compiles', async () => {
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

describe('the files', () => {
  let project: Rendered
  beforeAll(async () => {
    project = await inFolder(hostileCatalog, renderProject)
  })
  const importsOf = (text: string) => [...text.matchAll(/ from '([^']+)'/g)].map(([, to]) => to!)

  it('say that they are generated, and from what', () => {
    for (const [path, text] of project.files)
      expect(text.split('\n')[0], path).toBe(
        '// Generated by errbook. Do not edit: change the catalog.',
      )
  })

  it('import nothing but the runtime; the table stands alone', () => {
    for (const [path, text] of project.files) {
      const expectedImports = /index\.ts$/.test(path)
        ? expect.not.arrayContaining(['./table.js', './codes.js'])
        : /\/(?:runtime|map|codes|table)\.ts$/.test(path)
          ? []
          : path.endsWith('/envelope.ts')
            ? ['./runtime.js']
            : expect.arrayContaining(['../runtime.js', '../envelope.js'])
      expect(importsOf(text), path).toEqual(expectedImports)
    }
  })

  it('hold no tag of a doc comment that came from a text', () => {
    const comments = [...project.files.values()].flatMap(
      (text) => text.match(/\/\*\*[\s\S]*?\*\//g) ?? [],
    )
    // The one deprecated error: its constant, its code, its row in the map. The one earlier code:
    // constant and code.
    expect(comments.join('\n').match(/(?<!\\)@deprecated/g)?.length).toBe(5)
    expect(comments.join('\n').match(/\\@deprecated/g)?.length).toBeGreaterThan(3)
    const [, group = ''] = [...project.files].find(([path]) => path === 'ts/acme/data.ts')!
    expect(group).toContain('@see https://acme.test/errors/acme/data/plain')
    expect(group).toContain('Use DataPlain (err:acme:data:plain).')
    expect(group).not.toContain('Gone')
  })

  it('name one another as `importExtension` says, and the runtime as `runtime` does', async () => {
    const config = (options: object) =>
      stringify({
        catalog: 'errors',
        rules: { stub: 'off' },
        outputs: [{ emit: 'typescript', to: 'ts', audience: 'internal', ...options }],
      })
    const importsWith = async (options: object) => {
      const { files } = await inFolder(
        { ...hostileCatalog, 'errbook.config.yaml': config(options) },
        renderProject,
      )
      return {
        imports: importsOf(files.get('ts/acme/data.ts')!),
        index: importsOf(files.get('ts/index.ts')!),
        files: [...files.keys()],
      }
    }
    expect((await importsWith({ importExtension: 'ts' })).imports).toEqual(
      expect.arrayContaining(['../runtime.ts', '../envelope.ts']),
    )
    expect((await importsWith({ importExtension: 'none' })).index).toEqual(
      expect.arrayContaining(['./runtime', './map', './acme/data']),
    )
    const packaged = await importsWith({ runtime: 'package' })
    expect(packaged.imports).toEqual(expect.arrayContaining(['errbook/runtime', '../envelope.js']))
    expect(packaged.files).not.toContain('ts/runtime.ts')
  })

  it('are as an output’s `files` asks', async () => {
    const config = stringify({
      catalog: 'errors',
      rules: { stub: 'off' },
      outputs: [{ emit: 'typescript', to: 'ts', audience: 'internal', files: ['codes', 'table'] }],
    })
    const { files } = await inFolder(
      { ...hostileCatalog, 'errbook.config.yaml': config },
      renderProject,
    )
    expect([...files.keys()].sort()).toEqual(['ts/codes.ts', 'ts/table.ts'])
    const constants = await inFolder(
      {
        ...hostileCatalog,
        'errbook.config.yaml': config.replace('codes', 'constants').replace(/ +- table\n/, ''),
      },
      renderProject,
    )
    expect([...constants.files.keys()].sort()).toEqual([
      'ts/acme/data.ts',
      'ts/cli/data.ts',
      'ts/envelope.ts',
      'ts/index.ts',
      'ts/lib/data.ts',
      'ts/runtime.ts',
    ])
    expect(constants.files.get('ts/index.ts')).not.toContain('map.js')
  })
})
