import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Lexer } from 'yaml'
import { decodeEntries } from '../src/load/decode/decode.js'

// Whatever a person writes in a field, all words must be in the parsed value, or errbook must
// report a problem.

const piece = fc.constantFrom(
  'key',
  'of',
  'your',
  'account',
  ' ',
  ' ',
  '#',
  '# ',
  ' #',
  ':',
  ': ',
  '&',
  '!',
  '*',
  '%',
  '-',
  '- ',
  '?',
  '|',
  '>',
  '[',
  ']',
  '{',
  '}',
  ',',
  '"',
  "'",
  '@',
  '`',
  '~',
  '.',
  '...',
  '\t',
  '\n  ',
  '\n',
  '\n    ',
  '\n\n  ',
)
const written = fc.array(piece, { minLength: 1, maxLength: 9 }).map((pieces) => pieces.join(''))

const places: Record<string, (text: string) => string> = {
  'a title': (text) => `title: ${text}\nsummary: end\n`,
  'a summary': (text) => `title: start\nsummary: ${text}\n`,
  'a cause': (text) => `title: start\nsummary: end\ncauses:\n  - ${text}\n`,
  'the first of two causes': (text) => `title: start\nsummary: end\ncauses:\n- ${text}\n- last\n`,
  'a cause in brackets': (text) => `title: start\nsummary: end\ncauses: [${text}, last]\n`,
  'a step': (text) => `title: start\nsummary: end\nfixes:\n  steps:\n    - ${text}\n`,
  'a fix in braces': (text) => `title: start\nsummary: end\nfixes: { summary: ${text} }\n`,
  'a string after a key': (text) =>
    `title: start\nsummary: end\ncauses:\n  - text: ${text}\n    fix: last\n`,
}

/**
 * Removes comments that the author meant as comments. The case test/cases/dropped-text covers
 * accidental comments on separate lines.
 */
function withoutComments(yaml: string): string {
  const meant = /(?:^|\n)[ \t]*$/
  const meantWithSpace = /(?:[|>][-+\d]*|[[{,"'}\]])[ \t]*$/
  let kept = ''
  for (const token of new Lexer().lex(yaml)) {
    const isComment =
      token.startsWith('#') &&
      (meant.test(kept) || (/^#+(?:\s|$)/.test(token) && meantWithSpace.test(kept)))
    if (!isComment) kept += token
  }
  return kept
}

const wordsOf = (text: string) => text.match(/[a-z]+/gi) ?? []

test.each(Object.entries(places))(
  '%s keeps all its words, or errbook reports a problem',
  (_, place) => {
    let silent = 0
    fc.assert(
      fc.property(written, (text) => {
        const yaml = `code: err:a\nstatus: 400\n${place(text)}`
        const { value, findings } = decodeEntries({ file: 'a.yaml', text: yaml })
        if (findings.some(({ severity = 'error' }) => severity === 'error')) return
        silent += 1
        const kept = wordsOf(
          value.map(({ data }) => JSON.stringify(data, null, 1).replace(/\\[nt]/g, ' ')).join(' '),
        )
        expect(kept.sort()).toEqual(wordsOf(withoutComments(yaml)).sort())
      }),
      { numRuns: 1000 },
    )
    // The comparison is only meaningful if enough texts have no problem.
    expect(silent).toBeGreaterThan(50)
  },
)
