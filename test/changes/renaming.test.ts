import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Match } from '../../src/diff/errors.js'
import { renaming } from '../../src/diff/renaming.js'

const renamed = (codes: Readonly<Record<string, string>>) =>
  renaming(
    Object.entries(codes).map(
      ([old, now]) => ({ before: { code: old }, after: { code: now } }) as Match,
    ),
  )

it.each([
  ['a code in a sentence', 'See card_declined.', 'See declined.'],
  ['the longest of two codes', 'card_declined.hard, card_declined', 'refused, declined'],
  ['a code that only starts like a longer one', 'card_declined.harder', 'declined.harder'],
  ['a part of a word', 'card_declined_twice, xcard_declined, card_declined-x', undefined],
  [
    'a code that starts with a sign',
    'See #12, but not a#12 or #123.',
    'See 99, but not a#12 or #123.',
  ],
  ['a swap of two codes', 'a/b and b/a', 'b/a and a/b'],
])('replaces %s', (_, text, expected = text) => {
  const now = renamed({
    card_declined: 'declined',
    'card_declined.hard': 'refused',
    '#12': '99',
    'a/b': 'b/a',
    'b/a': 'a/b',
  })
  expect(now({ texts: [text] })).toEqual({ texts: [expected] })
})

it('replaces what one regular expression of all codes would replace', () => {
  const piece = fc.constantFrom('a', 'b', 'a_', '-', '.', '/', '#', ' ')
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
  const code = text.filter((one) => one !== '')
  fc.assert(
    fc.property(fc.uniqueArray(code, { minLength: 1, maxLength: 6 }), text, (codes, text) => {
      const longestFirst = codes.toSorted((a, b) => b.length - a.length)
      const escaped = longestFirst.map((one) => one.replace(/[^\w]/g, '\\$&'))
      const pattern = new RegExp(`(?<![\\w-])(?:${escaped.join('|')})(?![\\w-])`, 'g')
      const now = renamed(Object.fromEntries(codes.map((one) => [one, `<${one}>`])))
      expect(now(text)).toBe(text.replace(pattern, (one) => `<${one}>`))
    }),
    { numRuns: 2_000 },
  )
})
