import fc from 'fast-check'
import type { RequestExample } from '../../src/model/examples.js'

// Characters with a special meaning in shells, JavaScript and Python.
const nasty = fc.string({
  unit: fc.constantFrom(
    'a',
    ' ',
    "'",
    '"',
    '$',
    '`',
    '\\',
    '!',
    '*',
    '{',
    '}',
    '[',
    ']',
    '~',
    '#',
    '&',
    ';',
    '|',
    '<',
    '>',
    '(',
    ')',
    '@',
    '%',
    '=',
    'é',
    '😀',
    '\t',
  ),
  minLength: 1,
  maxLength: 12,
})
const word = fc.constantFrom('X-A', 'Accept', 'Content-Type', "x'y", 'a`b')
export const nastyRequests = fc.sample(
  fc.record({
    method: fc.constantFrom('GET', 'POST'),
    url: nasty.map((text) => `https://acme.test/${text}`),
    headers: fc.dictionary(word, nasty),
    body: fc.oneof(
      nasty,
      nasty.map((text) => `${text}\n${text}`),
      fc.dictionary(nasty, nasty),
      fc.array(nasty),
    ),
    comment: nasty,
  }),
  { numRuns: 300, seed: 7 },
) as RequestExample[]
