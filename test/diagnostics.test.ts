import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ruleIds } from '../src/diff/rules.js'
import type { EntryData } from '../src/model/entry.js'
import { diagnosticCodes } from './diagnostic-codes.js'

const src = join(import.meta.dirname, '../src')
const cases = join(import.meta.dirname, 'cases')
const generated = readFileSync(join(src, 'diagnostics/generated/codes.ts'), 'utf8')

// The code is written as `code: 'x'`, or passed to the function that reports it.
const raised = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('diagnostics'))
  .flatMap((file) =>
    [
      ...readFileSync(join(src, file), 'utf8').matchAll(
        /\b(?:code: |report\(|taken\()'([a-z]+(?:-[a-z]+)*)'/g,
      ),
    ].map(([, code]) => code!),
  )
const rules = readdirSync(join(src, 'lint/rules'))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((file) => file !== 'index')

describe('errbook’s own diagnostics', () => {
  it('have an entry and a constant for every code in use', () => {
    const codes = new Set([...raised, ...rules, ...ruleIds])
    expect([...codes].filter((code) => !diagnosticCodes.includes(code))).toEqual([])
    expect(diagnosticCodes.filter((code) => !generated.includes(`= "${code}"`))).toEqual([])
  })

  // The rules of `diff` are tested in test/diff.test.ts.
  it.each(
    diagnosticCodes
      .filter((code) => !(ruleIds as readonly string[]).includes(code))
      .map((code) => [code]),
  )('have a case for %s, and its page shows an example from the case', (code) => {
    const { example } = parse(
      readFileSync(join(src, `diagnostics/catalog/${code}.yaml`), 'utf8'),
    ) as EntryData
    const folders = readdirSync(cases).filter((name) => name.split('.')[0] === code)
    expect(folders).toContain(code)
    const files = folders.flatMap((name) =>
      readdirSync(join(cases, name), { recursive: true, withFileTypes: true })
        .filter((item) => item.isFile())
        .map((item) => join(item.parentPath, item.name)),
    )
    for (const shown of [example ?? []].flat()) {
      if (!('code' in shown) || shown.language !== 'yaml') continue
      expect(
        files.some((file) => existsSync(file) && readFileSync(file, 'utf8') === shown.code),
      ).toBe(true)
    }
  })
})
