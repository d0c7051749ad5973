import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { spanParts, withoutSpanMarks } from '../src/facts/markdown/code-spans.js'
import { escapeSentence } from '../src/facts/markdown/text.js'
import { platformPages } from './corpus/platform-pages.js'
import { repository } from './project.js'

it.each([
  ['a `b` c', 'a b c'],
  ['`a`', 'a'],
  ['a ` b', 'a ` b'],
  ['a ``b`c`` d', 'a b`c d'],
  ['a `` b `c`', 'a `` b c'],
  ['` `', '` `'],
  ['a`b``c', 'a`b``c'],
])('removes the backticks of code spans from %s, which leaves %s', (text, plain) => {
  expect(withoutSpanMarks(text)).toBe(plain)
})

it('keeps every character except paired backticks', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '`', '|', '{') }), (text) => {
      expect(withoutSpanMarks(text).replace(/[` ]/g, '')).toBe(text.replace(/[` ]/g, ''))
      for (const { text: part } of spanParts(text)) expect(part).not.toBe('')
    }),
  )
})

it.each(platformPages.map((page) => [page.name]))(
  '%s renders a code span as code, and a single backtick literally',
  (name) => {
    const { dialect } = platformPages.find((page) => page.name === name)!
    const place = { start: true, cell: false }
    expect(escapeSentence('Set: `a_b` or <b>.', dialect, place)).toMatch(
      /^Set: `a_b`(?:<!-- -->)? or \\<b\\>\.$/,
    )
    expect(escapeSentence('a ` b', dialect, place)).toBe('a \\` b')
    expect(escapeSentence('a `b|c`', dialect, { start: true, cell: true })).toContain('`b\\|c`')
  },
)

it('no generated page of this repository contains an escaped backtick', () => {
  for (const folder of ['docs/diagnostics', 'out'])
    for (const file of readdirSync(join(repository, folder), {
      recursive: true,
      encoding: 'utf8',
    }).filter((one) => /\.(?:mdx?|txt)$/.test(one)))
      expect(readFileSync(join(repository, folder, file), 'utf8').includes('\\`'), file).toBe(false)
})
