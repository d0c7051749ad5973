import { afterAll, describe, expect, it, vi } from 'vitest'
import { Parser } from 'yaml'
import { parsePage } from '../src/author/importers/mdx/parse.js'
import { check, diagnose } from '../src/compile.js'
import { append } from '../src/facts/append.js'
import { nearest, resetSuggestions, suggester } from '../src/facts/nearest.js'
import * as nodes from '../src/facts/yaml-nodes.js'
import { decodeBaseline } from '../src/load/decode/baseline.js'
import { parseYaml } from '../src/load/yaml/parse.js'
import { limits } from '../src/model/limits.js'
import type { Source } from '../src/model/source.js'

// bench/linear.mjs measures the run time. These tests count how often a file is parsed, because the
// run time is only linear if that number does not grow.
const parse = vi.spyOn(Parser.prototype, 'parse')
afterAll(() => parse.mockRestore())

const vocabulary: Source = {
  file: 'errors/catalog.yaml',
  text: 'name: Acme\ncode: "{system}_{name}"\ndocs: "https://acme.test/{name}"\nsystems: { all: { title: All } }\n',
}

function findingsOf(entries: Source[]) {
  const sources = {
    folder: 'errors',
    vocabulary,
    entries,
    unreadable: [],
    lock: undefined,
    accepted: undefined,
    baseline: undefined,
  }
  return check(sources as never, { rules: {} }).findings
}

const stream = (file: string, entry: (at: number) => string, n = 50): Source => ({
  file: `errors/${file}.yaml`,
  text: Array.from({ length: n }, (_, at) => entry(at)).join('---\n'),
})

describe('a file with many findings', () => {
  it.each([
    [
      'stub',
      (at: number) => `code: all_${at}\nstatus: 404\ntitle: Not Found\nsummary: Gone ${at}.\n`,
    ],
    ['duplicate-code', () => 'code: all_x\nstatus: 404\ntitle: Not Found\nsummary: Gone.\n'],
    [
      'wrong-type',
      (at: number) => `code: all_${at}\nstatus: 404\ntitle: Not Found\nsummary: Gone.\ntags: 5\n`,
    ],
    ['unquoted-text', (at: number) => `code: all_${at}\nstatus: 404\ntitle: 5\nsummary: Gone.\n`],
    [
      'unknown-key',
      (at: number) => `code: all_${at}\nstatus: 404\ntitle: Not Found\nsummary: Gone.\nx: 1\n`,
    ],
  ])('is parsed once for the checks and once to locate the findings (%s)', (code, entry) => {
    parse.mockClear()
    const source = stream('all', entry)
    const found = diagnose(findingsOf([source])).filter((one) => one.code === code)
    expect(found.length).toBeGreaterThan(40)
    expect(new Set(found.map(({ span }) => span?.start.line)).size).toBe(found.length)
    expect(parse.mock.calls.filter(([text]) => text === source.text)).toHaveLength(2)
  })

  it('is parsed at most five times if the findings refer to another file', () => {
    const [a, b] = [
      stream('all/a', () => 'code: all_a\nstatus: 404\ntitle: T\nsummary: S.\n'),
      stream('all/b', () => 'code: all_a\nstatus: 404\ntitle: T\nsummary: S.\n'),
    ]
    parse.mockClear()
    diagnose(findingsOf([a, b]))
    expect(parse.mock.calls.length).toBeLessThanOrEqual(5)
  })
})

it('appends a list of a million findings without a stack overflow', () => {
  const list: number[] = []
  append(list, Array(1_000_000).fill(0))
  expect(list).toHaveLength(1_000_000)
})

it('rejects a file with too many values before parsing it', () => {
  parse.mockClear()
  const text = `code: all_x\nextra: { a: [${'{},'.repeat(limits.values / 2)}] }\n`
  expect(findingsOf([{ file: 'errors/all/x.yaml', text }]).map(({ code }) => code)).toEqual([
    'file-too-large',
  ])
  expect(parse.mock.calls.filter(([parsed]) => parsed === text)).toEqual([])
  // Commas in a string do not count.
  const prose = `code: all_x\nstatus: 404\ntitle: T\nsummary: S.\nextra: { a: "${'a, b: c - '.repeat(limits.values / 2)}" }\n`
  expect(
    findingsOf([{ file: 'errors/all/x.yaml', text: prose }]).map(({ code }) => code),
  ).not.toContain('file-too-large')
})

it('reports up to a hundred unknown placeholders in a string, and only counts the others', () => {
  const detail = Array.from({ length: 150 }, (_, at) => `{p${at}}`).join(' ')
  const found = findingsOf([
    {
      file: 'errors/all/x.yaml',
      text: `code: all_x\nstatus: 404\ntitle: T\nsummary: S.\ndetail: "${detail}"\n`,
    },
  ]).filter(({ code }) => code === 'unknown-placeholder')
  expect(found).toHaveLength(101)
  expect(found.at(-1)?.message).toBe('50 more unknown placeholders in this text.')
})

describe('the help for a file with too many values', () => {
  const text = `{ a: [${'{},'.repeat(limits.values / 2)}] }\n`
  const helpFor = (name: string) =>
    parseYaml({ file: `errors/${name}`, text }).findings.map(({ help }) => help)
  it.each(['catalog.yaml', 'catalog.yml', 'catalog.accepted.yaml', 'catalog.baseline.yaml'])(
    'asks whether %s is the right file',
    (name) => expect(helpFor(name)).toEqual(['Check that this is the right file.']),
  )
  it('suggests splitting a file of errors', () =>
    expect(helpFor('data.yaml')).toEqual(['Split the file, with one error per file.']))
})

it('stops suggesting names after too many comparisons, until the count is reset', () => {
  const names = Array.from({ length: 4_000 }, (_, at) => `p${at}`)
  const suggest = suggester(names)
  resetSuggestions()
  const found = names.map((name) => suggest(name.replace('p', 'q')))
  expect(found[0]).toBe('p0')
  expect(found.at(-1)).toBeUndefined()
  expect(nearest('titel', ['title'])).toBeUndefined()
  resetSuggestions()
  expect(nearest('titel', ['title'])).toBe('title')
})

it('reads the pairs of a map only once, even if all its values are wrong', () => {
  const pairs = vi.spyOn(nodes, 'pairsByKey')
  const text = Array.from({ length: 50 }, (_, at) => `all_b${at}: 5\n`).join('')
  expect(decodeBaseline({ file: 'errors/catalog.baseline.yaml', text }).findings).toHaveLength(50)
  expect(pairs).toHaveBeenCalledTimes(1)
  pairs.mockRestore()
})

it.each(['<Note>', '<div>', ':::note'])(
  'parses deeply nested %s without a stack overflow',
  (tag) => {
    const close = tag.startsWith('<') ? tag.replace('<', '</') : ':::'
    const text = `${`${tag}\n\n`.repeat(3_000)}a\n\n${`${close}\n\n`.repeat(3_000)}`
    const { findings } = parsePage({ file: 'p.mdx', text }, text)
    expect(findings.map(({ code }) => code)).toEqual(
      tag.startsWith('<') ? ['nesting-too-deep'] : [],
    )
  },
)
