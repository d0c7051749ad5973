import { describe, expect, it } from 'vitest'
import type { Completeness } from '../../src/facts/entry/completeness.js'
import { pageParts } from '../../src/model/fields.js'
import { statsJson, statsPretty } from '../../src/report/stats.js'
import { captureIo } from '../io.js'
import { numbersOf } from '../numbers.js'

const options = { colors: captureIo('.').colors }
const [part, other] = pageParts

function error(code: string, more: Partial<Completeness> = {}): Completeness {
  const entry = { code, origin: { source: { file: `${code}.yaml`, text: '' } } }
  return {
    entry: entry as Completeness['entry'],
    missing: [],
    begun: [],
    todos: 0,
    ...more,
  }
}
const lacks = (code: string, count = 1) => error(code, { missing: pageParts.slice(0, count) })
const percentOf = (all: readonly Completeness[]) =>
  (statsJson(all) as { fields: Record<string, { percent: number }> }).fields[part!]!.percent

describe('the share of errors that have a field', () => {
  it('is 100 % only if every error has the field', () => {
    const all = Array.from({ length: 199 }, (_, at) => error(`e${at}`))
    expect(percentOf([...all, error('last')])).toBe(100)
    expect(percentOf([...all, lacks('last')])).toBe(99)
    expect(percentOf([lacks('a'), lacks('b'), error('c')])).toBe(33)
    expect(percentOf([lacks('a')])).toBe(0)
  })

  it('is 100 % if there are no errors', () => {
    expect(percentOf([])).toBe(100)
  })

  it('does not count a placeholder', () => {
    const begun = error('a', { begun: [part!], todos: 1 })
    expect(statsJson([begun, error('b')])).toMatchObject({
      errors: 2,
      complete: 1,
      todos: 1,
      fields: { [part!]: { written: 1, of: 2 }, [other!]: { written: 2, of: 2 } },
    })
  })

  it('is shown as a bar of twenty blocks', () => {
    const bars = (all: readonly Completeness[]) =>
      statsPretty(all, options)
        .split('\n')
        .find((line) => line.startsWith(part!))!
    expect(bars([])).toContain('█'.repeat(20))
    expect(bars([lacks('a')])).toContain('░'.repeat(20))
    expect(bars([lacks('a'), error('b')])).toContain(`${'█'.repeat(10)}${'░'.repeat(10)}`)
    expect(numbersOf(bars([lacks('a'), error('b')]))).toEqual([50, 1, 2])
  })
})

describe('the table of errors', () => {
  const rows = (...all: Completeness[]) =>
    statsPretty(all, options)
      .split('\n\n')[0]!
      .split('\n')
      .slice(1)
      .map((line) => line.split(' ')[0])

  it('starts with the least complete error, and omits complete errors', () => {
    expect(rows(lacks('a'), error('b'), lacks('c', 3), lacks('d', 2))).toEqual(['c', 'd', 'a'])
  })

  it('counts a placeholder as a missing part', () => {
    const todo = error('todo', { begun: [part!], todos: 2 })
    expect(rows(lacks('a'), todo)).toEqual(['todo', 'a'])
    expect(rows(error('b', { todos: 1 }))).toEqual(['b'])
  })

  it('keeps the order of the catalog for equally complete errors', () => {
    expect(rows(lacks('b'), lacks('a'), lacks('c'))).toEqual(['b', 'a', 'c'])
  })

  it('is omitted if every error is complete', () => {
    const text = statsPretty([error('a')], options)
    expect(text.split('\n')).toHaveLength(pageParts.length + 1)
  })

  it('aligns its columns, whatever the length of the codes', () => {
    const [head, ...lines] = statsPretty([lacks('a'), lacks('a-very-long-code')], options)
      .split('\n\n')[0]!
      .split('\n')
    expect(new Set(lines.map((line) => line.indexOf(' - '))).size).toBe(1)
    // The column titles start at the same column as the marks below them.
    expect(head!.slice(lines[0]!.indexOf(' - ')).trimStart()).toBe(
      head!.slice(lines[0]!.indexOf(' - ')),
    )
  })
})
