import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import { stringify } from 'yaml'
import type { Catalog } from '../../src/model/catalog.js'
import type { Envelope, ErrorDef } from '../../src/runtime/index.js'
import * as runtime from '../../src/runtime/index.js'
import { inFolder, renderProject, repository, writeFiles } from '../project.js'

/** The generated JavaScript module of a catalog and its schemas, as a service imports them. */
export interface Generated {
  readonly catalog: Catalog
  /** The module, with its generated copy of the runtime. */
  readonly module: Record<string, never> &
    Pick<typeof runtime, 'fail' | 'is' | 'parseProblem'> & { envelope: Envelope }
  def(name: string): ErrorDef<string, number, Record<string, unknown>>
  /** Returns why a body does not match the schema of an error, or undefined if it matches. */
  invalid(page: string, body: unknown): string | undefined
  remove(): void
}

const complete = join(repository, 'test/fixtures/complete/errors')
const completePaths = [
  'catalog',
  ...['ancient', 'everything', 'legacy', 'old', 'older', 'unexpected'].map(
    (name) => `acme/data/${name}`,
  ),
  ...['throttled', 'quota_ledger_full'].map((name) => `acme/limits/${name}`),
  'ledger/books',
  'cli/usage/unknown_flag',
  'sdk/data/not_ready',
]

/** The catalog that uses every feature. */
export const completeErrors = Object.fromEntries(
  completePaths.map((path) => [
    `errors/${path}.yaml`,
    readFileSync(join(complete, `${path}.yaml`), 'utf8'),
  ]),
)

/** Renders a catalog as JavaScript, and imports it. */
export async function generate(
  errors: Readonly<Record<string, string>>,
  options: object = {},
): Promise<Generated> {
  const config = {
    catalog: 'errors',
    rules: { stub: 'off' },
    outputs: [
      { emit: 'typescript', to: 'js', audience: 'internal', language: 'js', ...options },
      { emit: 'json-schema', to: 'schemas', audience: 'internal' },
    ],
  }
  const { catalog, files } = await inFolder(
    { ...errors, 'errbook.config.yaml': stringify(config) },
    renderProject,
  )
  const folder = mkdtempSync(join(tmpdir(), 'errbook-service-'))
  writeFiles(folder, [...files, ['package.json', '{ "type": "module" }']])
  const module = (await import(
    /* @vite-ignore */ pathToFileURL(join(folder, 'js/index.js')).href
  )) as Generated['module']

  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajvFormats.default(ajv)
  const schemas = new Map(
    [...files]
      .filter(([path]) => path.startsWith('schemas/'))
      .map(([path, text]) => [path, JSON.parse(text) as object]),
  )
  for (const [path, schema] of schemas)
    if (!/\/(?:catalog|error)\.schema\.json$/.test(path)) ajv.addSchema(schema, path)
  return {
    catalog,
    module,
    def: (name) => (module as unknown as Record<string, ReturnType<Generated['def']>>)[name]!,
    invalid: (page, body) => {
      const validate = ajv.getSchema(`schemas/${page}.schema.json`)
      if (validate === undefined) return `no schema ${page}`
      return validate(body) ? undefined : ajv.errorsText(validate.errors)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The runtime in src/, which is a second copy in addition to the generated one. */
export const otherCopy = runtime
