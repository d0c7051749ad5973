import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { formatYaml } from '../../src/author/format.js'
import { entryYaml } from '../../src/author/write.js'
import { entryShape } from '../../src/facts/entry/texts.js'
import type { EntryData } from '../../src/model/entry.js'
import { entryValue, file } from './documents.js'

// Set ERRBOOK_RUNS for more random files per test.
const runs = { numRuns: Number(process.env.ERRBOOK_RUNS ?? 50) }

const valuesOf = (text: string) =>
  parseAllDocuments(text, { uniqueKeys: false }).map(
    (document) => document.toJS() as Record<string, unknown>,
  )
const commentsOf = (text: string) => (text.match(/# comment \d+/g) ?? []).sort()

describe('the generated test files', () => {
  it('parse to the data that they were generated from', () => {
    fc.assert(
      fc.property(file, ({ text, values }) => {
        expect(valuesOf(text)).toEqual(values)
      }),
      runs,
    )
  })
})

describe('the writer', () => {
  it('writes an entry without loss, in the format of the formatter', () => {
    fc.assert(
      fc.property(entryValue, (value) => {
        const text = entryYaml(value as unknown as EntryData)
        expect(parse(text)).toEqual(value)
        expect(formatYaml(text, entryShape)).toBe(text)
      }),
      runs,
    )
  })
})

describe('the formatter', () => {
  it('preserves data and comments, and changes nothing when it runs again', () => {
    fc.assert(
      fc.property(file, ({ text, values }) => {
        const formatted = formatYaml(text, entryShape)
        if (formatted === undefined) throw new Error('not formatted')
        expect(valuesOf(formatted)).toEqual(values)
        expect(commentsOf(formatted)).toEqual(commentsOf(text))
        expect(formatYaml(formatted, entryShape)).toBe(formatted)
      }),
      runs,
    )
  })

  it('keeps escapes of invisible characters', () => {
    const [escaped, raw] = ['"a\\u2028b\\u00a0c\\td"', 'a\u00a0b']
    const text = `code: err:a:b:c\nstatus: 404\ntitle: Not Found\nsummary: ${escaped}\ndetail: ${raw}\ncauses:\n  - "plain \\u0041"\n`
    expect(formatYaml(text, entryShape)).toBe(text.replace('"plain \\u0041"', 'plain A'))
  })
})
