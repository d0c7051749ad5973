import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { repository, writeFiles } from '../project.js'
import { type Proof, proofs } from './catalogs.js'
import { installTools, tool, typeErrors } from './tools.js'

// Checks generated files with widely used tools: linters, type generators, and an overlay tool.
describe.each(Object.keys(proofs) as (keyof typeof proofs)[])('the %s catalog', (name) => {
  const folder = join(repository, '.cache/openapi/proofs', name)
  let proof: Proof

  beforeAll(async () => {
    installTools()
    proof = await proofs[name]()
    rmSync(folder, { recursive: true, force: true })
    const { 'errbook.config.yaml': config = 'catalog: errors\n', ...files } = proof.files
    mkdirSync(folder, { recursive: true })
    writeFiles(
      folder,
      Object.entries({
        ...files,
        'errbook.config.yaml': `${config}rules: { stub: off, title-phrase: off }\noutputs: [{ emit: openapi, to: out, api: api.yaml, audience: partner }]\n`,
        'package.json': '{ "type": "module" }\n',
        'redocly.yaml': 'extends: [recommended-strict]\n',
        '.spectral.yaml': 'extends: ["spectral:oas"]\n',
      }),
    )
    for (const args of [['build'], ['openapi', 'merge', 'api.yaml', '--out', 'merged.yaml']]) {
      const io = captureIo(folder)
      if ((await run(args, io)) !== 0) throw new Error(io.text())
    }
  })

  it('passes Redocly’s strict rules if merged, as an overlay, and with handwritten references', () => {
    writeFileSync(join(folder, 'by-hand.yaml'), byHand(folder))
    for (const file of ['merged.yaml', 'out/overlay.yaml', 'by-hand.yaml']) {
      const { status, said } = tool('redocly', ['lint', file], folder)
      expect(status, `${file}: ${said}`).toBe(0)
    }
    // Skip only this rule, because nothing uses the components inside this document.
    const { status, said } = tool(
      'redocly',
      ['lint', 'out/errors.yaml', '--skip-rule=no-unused-components'],
      folder,
    )
    expect(status, said).toBe(0)
  })

  it('passes Spectral’s rules', () => {
    for (const file of ['merged.yaml', 'by-hand.yaml']) {
      const { status, said } = tool('spectral', ['lint', file, '--fail-severity', 'error'], folder)
      expect(status, `${file}: ${said}`).toBe(0)
    }
  })

  it('would fail with another status in an example', () => {
    const broken = parse(readFileSync(join(folder, 'merged.yaml'), 'utf8')) as {
      components: { examples: Record<string, { value: object }> }
    }
    const [example] = Object.values(broken.components.examples)
    example!.value = JSON.parse(
      JSON.stringify(example!.value).replace(/"status":\d+/, '"status":418'),
    ) as object
    writeFileSync(join(folder, 'broken.yaml'), stringify(broken, { aliasDuplicateObjects: false }))
    for (const [linter, ...args] of [
      ['redocly', 'lint', 'broken.yaml'],
      ['spectral', 'lint', 'broken.yaml', '--fail-severity', 'error'],
    ] as const) {
      const { status, said } = tool(linter, args, folder)
      expect(status, said).not.toBe(0)
    }
  })

  it('has the same result if an overlay tool applies its overlay', () => {
    const { status, said } = tool(
      'openapi-format',
      ['api.yaml', '--overlayFile', 'out/overlay.yaml', '--output', 'overlaid.yaml', '--no-sort'],
      folder,
    )
    expect(status, said).toBe(0)
    const read = (file: string) => parse(readFileSync(join(folder, file), 'utf8')) as object
    expect(read('overlaid.yaml')).toEqual(read('merged.yaml'))
  })

  describe.each([
    ['openapi-typescript', ['merged.yaml', '--output', 'types/ots.ts'], bodyOfOpenapiTypescript],
    [
      'openapi-ts',
      ['--input', 'merged.yaml', '--output', 'types/hey', '--plugins', '@hey-api/typescript'],
      bodyOfHeyApi,
    ],
  ] as const)('gives %s types', (generator, args, bodyOf) => {
    beforeAll(() => {
      // Remove the linter's config, because the generator would read it too.
      rmSync(join(folder, 'redocly.yaml'), { force: true })
      const { status, said } = tool(generator, args, folder)
      expect(status, said).toBe(0)
    })

    it.each(['5.9', '7'] as const)(
      'that a switch narrows, and that fail to compile if a case is missing, with TypeScript %s',
      (version) => {
        const { values, own } = proof
        const body = bodyOf(proof)
        expect(values.length).toBeGreaterThan(2)
        const other = values.find((value) => value !== own?.value)!
        const errors = typeErrors(version, join(folder, 'types'), {
          'whole.ts': programOf(proof, body, values),
          ...Object.fromEntries(
            values.map((missing, at) => [
              `without-${at}.ts`,
              programOf(
                proof,
                body,
                values.filter((value) => value !== missing),
              ),
            ]),
          ),
          'more.ts': programOf(proof, body, [...values, 'https://acme.test/no/such']),
          ...(own && {
            'swapped.ts': programOf({ ...proof, own: { ...own, value: other } }, body, values),
          }),
        })
        expect(errors.get('whole.ts')).toBe('')
        for (const at of values.keys())
          expect(errors.get(`without-${at}.ts`)).toMatch(/^[^\n]*error TS2345: [^\n]*'never'/)
        expect(errors.get('more.ts')).toContain('error TS2678')
        if (own) expect(errors.get('swapped.ts')).toContain('error TS2339')
      },
    )
  })
})

/** A program with an exhaustive switch over the errors of one response. */
function programOf(
  { at, by, own }: Proof,
  { imported, type }: { imported: string; type: string },
  values: readonly string[],
): string {
  const cases = values.map((value) => {
    const result = value === own?.value ? `error.${own.member}` : 'error.title'
    return `    case ${JSON.stringify(value)}:\n      return ${result}\n`
  })
  return `${imported}
export function handle(body: ${type}): string {
  const error = body${at}
  switch (error.${by}) {
${cases.join('')}    default:
      return unknown(error)
  }
}
function unknown(error: never): never {
  throw new Error(String(error))
}
`
}

function bodyOfOpenapiTypescript({ path, method, status, mediaType }: Proof) {
  return {
    imported: "import type { paths } from './ots.js'",
    type: `paths[${JSON.stringify(path)}][${JSON.stringify(method)}]['responses'][${status}]['content'][${JSON.stringify(mediaType)}]`,
  }
}

function bodyOfHeyApi({ operation, status }: Proof) {
  return {
    imported: `import type { ${operation}Errors } from './hey/types.gen.js'`,
    type: `${operation}Errors[${status}]`,
  }
}

/** The API's own description, with a handwritten reference to every response of errors.yaml. */
function byHand(folder: string): string {
  const api = parse(readFileSync(join(folder, 'api.yaml'), 'utf8')) as {
    paths: Record<string, Record<string, { responses?: Record<string, object> }>>
  }
  const { components } = parse(readFileSync(join(folder, 'out/errors.yaml'), 'utf8')) as {
    components: { responses: Record<string, object> }
  }
  const operations = Object.values(api.paths).flatMap((item) =>
    Object.values(item).flatMap(({ responses }) => (responses === undefined ? [] : [responses])),
  )
  for (const [at, name] of Object.keys(components.responses).entries()) {
    const status = String(400 + Math.floor(at / operations.length))
    operations[at % operations.length]![status] = {
      $ref: `out/errors.yaml#/components/responses/${name}`,
    }
  }
  return stringify(api)
}
