import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as ajvFormats from 'ajv-formats'
import type { Code } from 'mdast'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { schemaPath } from '../../src/emit/json-schema.js'
import type { Json } from '../../src/facts/body/envelope.js'
import { readPage } from '../page.js'
import { type Rendered, renderProject, repository } from '../project.js'
import { changed, membersOf, without } from './bodies.js'

interface Schema {
  readonly $id: string
  readonly examples: readonly Json[]
  readonly [keyword: string]: unknown
}

// Also checks outputs against each other: the schemas must accept the responses shown on pages.
const projects = { reference: repository, complete: join(repository, 'test/fixtures/complete') }

describe.each(Object.entries(projects))('the schemas of the %s catalog', (_, folder) => {
  let project: Rendered
  let schemas: ReadonlyMap<string, Schema>
  /** Checks whether the schema at a path accepts a body. */
  let accepts: (path: string, body: Json) => boolean
  let compile: (path: string) => unknown
  let errors: { path: string; group: string; body: Json }[]

  beforeAll(async () => {
    project = await renderProject(folder)
    schemas = new Map(
      [...project.files].flatMap(([path, contents]) =>
        /\/schemas\/.*\.schema\.json$/.test(path)
          ? [
              [
                path.replace(/^.*\/schemas\/|\.schema\.json$/g, ''),
                JSON.parse(contents) as Schema,
              ] as const,
            ]
          : [],
      ),
    )
    const ajv = strictAjv()
    for (const [path, schema] of schemas) if (!isEditorSchema(path)) ajv.addSchema(schema)
    compile = (path) => ajv.getSchema(schemas.get(path)!.$id)
    accepts = (path, body) => ajv.getSchema(schemas.get(path)!.$id)!(body) as boolean
    errors = project.catalog.entries.flatMap((entry) =>
      entry.statuses.flatMap((status) => {
        const path = schemaPath(entry, status)
        return schemas.has(path)
          ? [{ path, group: groupOf(entry), body: schemas.get(path)!.examples[0]! }]
          : []
      }),
    )
  })

  it('compile in strict mode, and their $id matches their path', () => {
    expect(schemas.size).toBeGreaterThan(8)
    for (const [path, schema] of schemas) {
      if (isEditorSchema(path)) continue
      expect(schema.$schema, path).toBe('https://json-schema.org/draft/2020-12/schema')
      expect(schema.$id.endsWith(`/${path}.schema.json`), path).toBe(true)
      expect(() => compile(path), path).not.toThrow()
    }
  })

  it('accept the example of each error, also in the schemas of its category and of the catalog', () => {
    for (const { path, group, body } of errors)
      for (const schema of [path, group, 'problem'])
        expect(accepts(schema, body), `${schema} on ${JSON.stringify(body)}`).toBe(true)
  })

  it('accept the responses shown on pages', () => {
    let shown = 0
    for (const entry of project.catalog.entries) {
      const [, page] =
        [...project.files].find(([path]) => path.endsWith(`/${entry.page}.mdx`)) ?? []
      if (page === undefined) continue
      const responses = readPage(page).tree.children.filter(
        (node): node is Code =>
          node.type === 'code' &&
          node.lang === 'json' &&
          (node.meta?.startsWith('Example') ?? false),
      )
      expect(responses.length, entry.code).toBe(entry.statuses.length)
      for (const [at, status] of entry.statuses.entries()) {
        const body = JSON.parse(responses[at]!.value) as Json
        for (const schema of [schemaPath(entry, status), 'problem'])
          expect(accepts(schema, body), `${schema} on the page’s ${responses[at]!.value}`).toBe(
            true,
          )
        shown++
      }
    }
    expect(shown).toBe(errors.length)
  })

  it('reject a different constant, such as the status or type, and a missing member', () => {
    for (const { path, body } of errors) {
      const { required, constant } = membersOf(schemas.get(path)! as never)
      expect(required.length, path).toBeGreaterThan(0)
      for (const member of required) {
        expect(accepts(path, without(body, member)), `${path} without ${member.join('.')}`).toBe(
          false,
        )
        expect(
          accepts('problem', without(body, member.slice(0, 1))),
          `problem without ${member[0]}`,
        ).toBe(false)
      }
      expect(constant.length, path).toBeGreaterThan(0)
      for (const member of constant)
        expect(
          accepts(path, changed(body, member)),
          `${path} with another ${member.join('.')}`,
        ).toBe(false)
    }
    for (const nothing of [null, [], 'text', 404, {}, { error: {} }])
      expect(accepts('problem', nothing as Json), JSON.stringify(nothing)).toBe(false)
  })

  it('allow unknown members, as RFC 9457 requires', () => {
    for (const { path, group, body } of errors)
      for (const schema of [path, group, 'problem'])
        expect(accepts(schema, { ...(body as object), somethingNew: { deep: [1] } })).toBe(true)
  })

  it('accept the `unexpected` error with any error status', () => {
    const unexpected = project.catalog.byCode.get(project.catalog.vocabulary.unexpected!)!
    const own = schemaPath(unexpected, unexpected.statuses[0]!)
    const body = schemas.get(own)!.examples[0]!
    const teapot = mapNumbers(body, unexpected.statuses[0]!.status, 418)
    expect(teapot).not.toEqual(body)
    expect(accepts(own, teapot)).toBe(false)
    expect(accepts('problem', teapot)).toBe(true)
    const groups = new Set(
      errors.flatMap(({ path, group }) =>
        path.startsWith(`${unexpected.system}/`) ? [group] : [],
      ),
    )
    expect(groups.size).toBeGreaterThan(1)
    for (const group of groups) expect(accepts(group, teapot), group).toBe(true)
    expect(accepts('problem', mapNumbers(body, unexpected.statuses[0]!.status, 200))).toBe(false)
    // A system with its own envelope also uses it for the `unexpected` error.
    for (const entry of project.catalog.entries) {
      if (
        entry.system === unexpected.system ||
        entry.statuses.length === 0 ||
        !schemas.has(entry.page)
      )
        continue
      const text = JSON.stringify(schemas.get(entry.page)!.examples[0])
        .replaceAll(entry.code, unexpected.code)
        .replaceAll(entry.type, unexpected.type)
      const other = mapNumbers(JSON.parse(text) as Json, entry.statuses[0]!.status, 418)
      for (const schema of [groupOf(entry), 'problem'])
        expect(accepts(schema, other), `${schema} on ${text}`).toBe(true)
    }
  })
})

describe('the schemas for editors', () => {
  let entry: ReturnType<Ajv2020['compile']>
  let vocabulary: ReturnType<Ajv2020['compile']>
  let texts: Record<'catalog' | 'error', string>

  beforeAll(async () => {
    const { files } = await renderProject(repository)
    texts = {
      catalog: files.get('out/schemas/catalog.schema.json')!,
      error: files.get('out/schemas/error.schema.json')!,
    }
    vocabulary = strictAjv().compile(JSON.parse(texts.catalog) as object)
    entry = strictAjv().compile(JSON.parse(texts.error) as object)
  })

  const catalogs = ['errors', 'src/diagnostics/catalog', 'test/fixtures/complete/errors'].map(
    (folder) => join(repository, folder),
  )
  const documentsOf = (file: string) =>
    parseAllDocuments(readFileSync(file, 'utf8')).map((document) =>
      (document as { toJS(): Json }).toJS(),
    )

  it.each(catalogs)('accept every file of %s', (folder) => {
    for (const file of yamlFiles(folder)) {
      const validate = basename(file) === 'catalog.yaml' ? vocabulary : entry
      for (const document of documentsOf(file))
        expect(validate(document), `${file}: ${JSON.stringify(validate.errors)}`).toBe(true)
    }
  })

  it('reject a typo in any key', () => {
    for (const folder of catalogs) {
      for (const file of yamlFiles(folder)) {
        const validate = basename(file) === 'catalog.yaml' ? vocabulary : entry
        for (const document of documentsOf(file)) {
          for (const key of Object.keys(document as object)) {
            const { [key]: value, ...rest } = document as Record<string, Json>
            expect(validate({ ...rest, [`${key}x`]: value }), `${file}: ${key}x`).toBe(false)
          }
        }
      }
    }
    const [identity] = documentsOf(
      join(repository, 'errors/unkey/data/identity_not_found.yaml'),
    ) as [Record<string, never>]
    for (const broken of [
      { status: 200 },
      { status: '404' },
      { title: 'two\nlines' },
      { retry: 'later' },
      { related: [{ code: 'err:a:b:c' }] },
      { causes: [] },
      { fixes: { step: ['x'] } },
      { example: { request: { method: 'post', url: 'x' } } },
    ]) {
      expect(entry({ ...identity, ...broken }), JSON.stringify(broken)).toBe(false)
    }
  })

  it('describe every key, so that editors can show the description on hover', () => {
    for (const [name, text] of Object.entries(texts)) {
      const bare: string[] = []
      const root = JSON.parse(text) as { $defs?: Record<string, unknown> }
      walk(root as Json, [], (schema, path) => {
        // The schema of a param may contain a key named `properties`.
        if (path.at(-1) === 'properties') return
        const { properties } = schema as {
          properties?: Record<string, { description?: string; $ref?: string }>
        }
        for (const [key, { description, $ref }] of Object.entries(properties ?? {})) {
          const named =
            $ref === undefined
              ? undefined
              : (root.$defs?.[$ref.slice('#/$defs/'.length)] as
                  | { description?: string }
                  | undefined)
          if (
            description === undefined &&
            named?.description === undefined &&
            !isJsonSchemaKeyword(key)
          )
            bare.push([...path, key].join('.'))
        }
      })
      // These two keys have no description, because they match the same keys of the entry.
      expect(
        bare.filter(
          (place) => !['$defs.StatusCase.status', '$defs.StatusCase.headers'].includes(place),
        ),
        name,
      ).toEqual([])
    }
  })

  it('let an editor complete enums and show examples', () => {
    for (const word of ['after_fix', 'upstream', 'partner', 'RESOURCE_EXHAUSTED'])
      expect(texts.error).toContain(`"${word}"`)
    for (const word of ['"library"', '"problem"', 'err:{system}:{category}:{name}'])
      expect(texts.catalog).toContain(word)
  })
})

/** Whether a key is a keyword of JSON Schema, which needs no description. */
function isJsonSchemaKeyword(key: string): boolean {
  return [
    'title',
    'const',
    'default',
    'examples',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'minLength',
    'maxLength',
    'pattern',
    'minItems',
    'maxItems',
    'uniqueItems',
    'additionalProperties',
    'items',
    'properties',
    'required',
  ].includes(key)
}

function groupOf({ page }: { readonly page: string }): string {
  return page.split('/').slice(0, -1).join('/')
}

function isEditorSchema(path: string): boolean {
  return path === 'catalog' || path === 'error'
}

// Strict mode, except that a param may be a union and a list may be longer than `prefixItems`.
function strictAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    strictTuples: false,
    validateFormats: true,
  })
  const plugin = (ajvFormats as unknown as { default: { default?: unknown } }).default
  ;((plugin.default ?? plugin) as (ajv: Ajv2020) => void)(ajv)
  return ajv
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(folder, file))
}

function mapNumbers(body: Json, from: number, to: number): Json {
  if (body === from) return to
  if (Array.isArray(body)) return body.map((item) => mapNumbers(item, from, to))
  return typeof body === 'object' && body !== null
    ? Object.fromEntries(
        Object.entries(body).map(([key, item]) => [key, mapNumbers(item, from, to)]),
      )
    : body
}

function walk(
  schema: Json,
  path: readonly string[],
  visit: (schema: object, path: readonly string[]) => void,
): void {
  if (typeof schema !== 'object' || schema === null) return
  if (!Array.isArray(schema)) visit(schema, path)
  for (const [key, child] of Object.entries(schema)) walk(child, [...path, key], visit)
}
