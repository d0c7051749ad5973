import { describe, expect, it } from 'vitest'
import { patternGuard, patternsIn } from '../src/facts/pattern/slow-pattern.js'
import { patternsInUse } from './patterns-in-use.js'

describe('a pattern that is slow with any example', () => {
  it.each([
    '^(a+)+$',
    '(a|a)*$',
    '(\\w+\\s?)*$',
    '^(.+)+$',
    '([^a]+)+$',
    '(x+x+)+y',
    '(ab|ab)*$',
    '((a*)*)*b',
    '(a*){10}b',
    '^(?=(a+)+$)',
    '(a+)+\\1x',
    '^(?:a?){30}a{30}$',
    '^key-(a+)+$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(?:(?:a{1,1000}){1,1000}){1,1000}$',
  ])('is reported as slow: %s', (pattern) =>
    expect(patternGuard().problemOf(pattern, 'key-a')).toBe('slow'),
  )
})

describe('a pattern that is slow only on values like its example', () => {
  it.each([
    ['^KEY:([A-Z]+_?)+;$', 'KEY:A;'],
    ['^"([a-z]+\\s*)+"$', '"a b"'],
    ['^<(\\w+\\s?)*>$', '<a b>'],
    ['^\\(([0-9]+,?)+\\)$', '(1,2)'],
    ['^urn:acme:([a-z0-9]+-?)*:end$', 'urn:acme:a-b:end'],
    ['^sk_(live|test)_([a-zA-Z0-9]+)*_v1$', 'sk_live_abc_v1'],
    ['^([\\u4e00-\\u9fa5]+,?)+$', '中'],
    ['^([^\\x00-\\x7f]+)+$', 'é'],
    ['^([а-я]+)*$', 'й'],
    ['^\\d{4}-[A-F]{2}:([Q-Z]+[T-W]?)+!$', '2026-AB:Q!'],
    ['^(?!x)[^:]+::([+*]+=?)*#$', 'ab::+=#'],
    ['^v1\\.(?:(?:xyz|x|yz)+\\/?)+\\?$', 'v1.xyz?'],
    ['^"(?:[^"]|\\\\.)*"$', '"a"'],
    ['^((?:foo){1,}|(?:foofoo)+)+$', 'foo'],
    ['^(?:\\x41+\\u0042?)+\\n$', 'A\n'],
    ['^\\[(\\[[a-z]+\\]|\\[\\w+\\])*\\]$', '[[a]]'],
    ['^(?<year>\\d{4})-(?:(?:aa|aaa)+-?)+z$', '2026-aaz'],
  ])('is reported as slow: %s', (pattern, example) => {
    expect(patternGuard().problemOf(pattern, example)).toBe('slow')
    // Without an example, errbook derives the start of the value from the pattern, except after a
    // lookahead.
    if (!pattern.includes('(?!')) expect(patternGuard().problemOf(pattern, undefined)).toBe('slow')
  })
})

describe('a pattern in common use', () => {
  it.each<readonly [pattern: string, value: string]>([
    ...patternsInUse,
    ['^[a-z0-9]+(-[a-z0-9]+)*$', 'summer-sale'],
    ['^(?:[a-z]+\\.)*[a-z]+$', 'a.b.c'],
    ['^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$', 'ada@acme.test'],
    ['^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?Z)?$', '2026-01-01'],
    ['^(\\/[A-Za-z0-9._~-]+)*$', '/a/b'],
    ['^(https?|ftp):\\/\\/[^\\s/$.?#].[^\\s\\x01]*$', 'https://acme.test'],
    ['^([A-Z]{2}|[a-z]{3})+$', 'ABabc'],
    ['^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$', 'QQ=='],
    [
      '^v?(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?$',
      '1.2.3-rc.1',
    ],
    ['^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}$', '10.0.0.1'],
  ])('is not reported as slow: %s', (pattern, example) => {
    const guard = patternGuard()
    expect(guard.problemOf(pattern, example)).toBeUndefined()
    const run = (value: string) =>
      guard.run([pattern], value, () => new RegExp(pattern).test(value))
    expect(run(example)).toEqual({ result: true })
    const long = `${example.repeat(40)}\u0001`
    expect(run(long)).toEqual({ result: new RegExp(pattern).test(long) })
  })
})

describe('a pattern that is slow only on long values', () => {
  const many = 'a'.repeat(900_000)
  it.each([
    ['a*a*a*a*b', many.slice(0, 3000)],
    ['a{30000}b', many],
    ['(a{200}){200}b', many],
    ['(((a{99}){99}){99}){99}b', many],
    ['(?=.{5000}z)', many],
    ['(?<=a.{5000})b', many.replaceAll('a', 'b')],
    ['\\s+$', `${' '.repeat(100_000)}x`],
  ])('is reported only when it is used on a long value: %s', (pattern, value) => {
    const guard = patternGuard()
    expect(guard.problemOf(pattern, value)).toBeUndefined()
    const run = (text: string) =>
      guard.run(['^b', pattern], text, () => new RegExp(pattern).test(text))
    const slow = { problem: 'slow on a long value', pattern, length: value.length }
    expect(run(value)).toEqual(slow)
    expect(run(value), 'remembered').toEqual(slow)
    // The result for one value does not apply to other values.
    expect(guard.problemOf(pattern, 'a')).toBeUndefined()
    expect(run('a')).toEqual({ result: false })
  })
})

it('does not report a pattern as slow if the run takes long for another reason', () => {
  const busy = () => {
    const end = performance.now() + 300
    while (performance.now() < end);
    return 'done'
  }
  expect(patternGuard().run(['^(?:ab?)+$'], ['ab'], busy)).toEqual({ result: 'done' })
})

it('tests each slow pattern once, and stops after ten of them', () => {
  const guard = patternGuard()
  const problems = Array.from({ length: 12 }, (_, at) =>
    guard.problemOf(`^(${'a'.repeat(at + 1)}+)+$`, ''),
  )
  expect(problems).toEqual([...Array(10).fill('slow'), 'untested', 'untested'])
  expect(guard.problemOf('^(a+)+$', '')).toBe('slow')
  // After that, a pattern that can't be slow is still accepted.
  expect(guard.problemOf('^[a-z]+$', '')).toBeUndefined()
})

it('stops testing patterns on long values after a limited total time', () => {
  const problemsWith = (patternOf: (at: number) => string, value: string) => {
    const guard = patternGuard()
    return Array.from({ length: 1000 }, (_, at) => {
      const pattern = patternOf(at)
      const found = guard.run([pattern], value, () => new RegExp(pattern).test(value))
      return 'problem' in found ? found.problem : 'none'
    })
  }
  const slow = problemsWith((at) => `a*a*a*a*a*b${at}`, 'a'.repeat(200))
  expect(slow).toEqual([...Array(10).fill('slow on a long value'), ...Array(990).fill('untested')])
  expect(problemsWith((at) => `^a*a*a*b${at}`, 'a'.repeat(260)).at(-1)).toBe('untested')
})

it('does not compile a pattern that is too long', () => {
  expect(patternGuard().problemOf('a|'.repeat(100_000), '')).toBe('too long')
})

it('finds patterns in a schema, but not in its example values', () => {
  const schema = {
    pattern: 'a',
    items: { pattern: 'b' },
    properties: { pattern: { pattern: 'c' } },
    example: { pattern: 'no' },
  }
  expect(patternsIn(schema)).toEqual([
    { pattern: 'a', path: ['pattern'] },
    { pattern: 'b', path: ['items', 'pattern'] },
    { pattern: 'c', path: ['properties', 'pattern', 'pattern'] },
  ])
})
