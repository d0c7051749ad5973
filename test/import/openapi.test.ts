import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { LossReport } from '../../src/author/importers/report.js'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { filesBelow, inFolder, write } from './folder.js'

// Each folder has an API description, and the catalog and report that an import must write.
// `UPDATE_CASES=1` replaces these with the current result. Review the diff.
const fixtures = join(import.meta.dirname, '../fixtures/import-openapi')
const cases = readdirSync(fixtures).sort()

describe.each(cases)('the import of the API description %s', (name) => {
  it('writes the catalog and the report in expected/', async () => {
    await imported(name, async (cwd) => {
      const written = filesBelow(cwd).filter(
        (file) => file !== 'api.yaml' && file !== 'report.json',
      )
      const expected = join(fixtures, name, 'expected')
      if (process.env.UPDATE_CASES) {
        rmSync(expected, { recursive: true, force: true })
        for (const file of written)
          write(join(expected, file), readFileSync(join(cwd, file), 'utf8'))
      }
      expect(existsSync(expected)).toBe(true)
      expect(written).toEqual(filesBelow(expected))
      for (const file of written)
        expect(readFileSync(join(cwd, file), 'utf8'), file).toBe(
          readFileSync(join(expected, file), 'utf8'),
        )
      expect(await run(['check'], captureIo(cwd))).toBe(0)
    })
  })

  it('writes each text to the catalog or to the report', async () => {
    await imported(name, async (cwd) => {
      const catalog = filesBelow(join(cwd, 'errors')).map((file) =>
        JSON.stringify(parse(readFileSync(join(cwd, 'errors', file), 'utf8'))),
      )
      const { pieces } = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as LossReport
      const lost = pieces.filter(({ fate }) => fate === 'lost').map(({ text }) => text)
      // Ignores messages that have become templates, and types that the catalog derives. The
      // comparison with expected/ covers these.
      const templated = /^Lent until |^https:..shop.test.errors/
      const missing = textsOf(
        errorParts(parse(readFileSync(join(fixtures, name, 'api.yaml'), 'utf8'))),
      ).filter(
        (text) =>
          !templated.test(text) &&
          ![...catalog, ...lost].some((one) =>
            one.includes(JSON.stringify(text).slice(1, -1).slice(0, 90)),
          ),
      )
      expect(missing).toEqual([])
    })
  })
})

async function imported(name: string, use: (cwd: string) => Promise<void>): Promise<void> {
  await inFolder({}, async (cwd) => {
    cpSync(join(fixtures, name, 'api.yaml'), join(cwd, 'api.yaml'))
    for (const report of ['report.md', 'report.json']) {
      await run(
        [
          'import',
          'openapi',
          'api.yaml',
          '--docs',
          'https://shop.test/errors/{name}',
          '--report',
          report,
        ],
        captureIo(cwd),
      )
      if (report === 'report.md')
        write(join(cwd, 'first.md'), readFileSync(join(cwd, report), 'utf8'))
      if (report === 'report.md')
        for (const file of ['errors', 'errbook.config.yaml'])
          rmSync(join(cwd, file), { recursive: true, force: true })
    }
    rmSync(join(cwd, 'first.md'))
    await use(cwd)
  })
}

type Json = Record<string, unknown>

/** Returns the error responses of a description, and its components. */
function errorParts({
  paths,
  components,
}: {
  paths: Record<string, Record<string, { responses: Json }>>
  components?: Json
}): unknown[] {
  const responses = Object.values(paths).flatMap((item) =>
    Object.values(item).flatMap((operation) => Object.entries(operation.responses)),
  )
  return [
    components,
    ...responses.filter(([status]) => /^[45]\d\d$/.test(status)).map(([, response]) => response),
  ]
}

// These keys contain the structure of a schema, and no texts.
const structure = new Set(['$ref', 'type', 'required', 'propertyName', 'discriminator'])

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    structure.has(key) && typeof inner !== 'string'
      ? []
      : key === '$ref' || (key === 'type' && !String(inner).includes(':'))
        ? []
        : textsOf(inner),
  )
}
