import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withGroup } from '../../src/author/setup/docs-json.js'
import { withScripts } from '../../src/author/setup/package-json.js'
import { mergeDocsJson } from '../../src/emit/docs/docs-json.js'

// errbook does not control the content of a docs.json, so a merge must never throw. It must return
// a string or a finding.

const made = [
  { source: '/errors/old', destination: '/errors/acme/new' },
  { source: '/errors/older', destination: '/errors/acme/new' },
]
const redirects = { made, base: '/errors', pages: new Set(['/errors/acme/new']) }

function merge(text: string) {
  const { merge } = mergeDocsJson('docs.json', {
    group: 'Errors',
    root: 'errors',
    pages: ['errors/overview'],
    redirects,
  })
  return merge({ file: 'docs.json', text })
}

const words = fc.constantFrom(
  'Errors',
  '/errors/old',
  '/errors/acme/new',
  'errors/x',
  '',
  '__proto__',
  '$ref',
)
const scalar = fc.oneof(
  words,
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const keys = fc.constantFrom(
  'group',
  'groups',
  'pages',
  'tabs',
  'source',
  'destination',
  'root',
  'navigation',
  'redirects',
  '$ref',
  '__proto__',
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
  ),
}))
// Some values contain errbook's group, so that the merge does not fail at once.
const group = { group: 'Errors', pages: [] }
const docs = fc.oneof(
  value,
  fc.record({ navigation: value, redirects: value }),
  fc.record({
    navigation: fc.constant({ groups: [group] }),
    redirects: fc.oneof(value, fc.array(value)),
  }),
  fc.record({
    navigation: fc.record({ groups: fc.tuple(fc.constant(group), value) }),
    redirects: fc.array(value),
  }),
  fc.record({
    navigation: fc.record({
      groups: fc.tuple(fc.record({ group: fc.constant('Errors'), pages: value })),
    }),
  }),
)

it('a merge of any JSON returns valid JSON or a finding', () => {
  fc.assert(
    fc.property(docs, fc.constantFrom(undefined, 2, '\t'), (json, indent) => {
      const text = JSON.stringify(json, null, indent)
      const merged = merge(text)
      if (typeof merged !== 'string') {
        expect(merged.code).toMatch(/^nav-(?:file|group)$/)
        return
      }
      JSON.parse(merged)
      expect(merge(merged)).toBe(merged)
    }),
    { numRuns: 2000 },
  )
})

it('a merge of any text returns a string or a finding', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"navigation"',
    '"group"',
    '"Errors"',
    'null',
    '1',
    ' ',
    '\n',
    '//',
    '\\',
    '\u0000',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (all) => {
      expect(['string', 'object']).toContain(typeof merge(all.join('')))
      withGroup(all.join(''), 'Errors')
      withScripts(all.join(''))
    }),
    { numRuns: 2000 },
  )
})

it('init changes any JSON to valid JSON or leaves it unchanged', () => {
  fc.assert(
    fc.property(fc.oneof(value, fc.record({ scripts: value, navigation: value })), (json) => {
      const text = JSON.stringify(json)
      for (const made of [withGroup(text, 'Errors'), withScripts(text)])
        if (made !== undefined) JSON.parse(made)
    }),
    { numRuns: 1000 },
  )
})

it.each([
  ['100,000 unclosed brackets', '['.repeat(100_000)],
  ['100,000 closed brackets', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['5,000 nested objects', `${'{"navigation":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
  ['brackets in an unclosed string', `{"navigation": "a\n${'['.repeat(100_000)}`],
])('%s are rejected before they are parsed', (_, text) => {
  expect(merge(text)).toMatchObject({ code: 'nav-file', at: { range: expect.anything() } })
  expect([withGroup(text, 'Errors'), withScripts(text)]).toEqual([undefined, undefined])
})

it('brackets inside strings do not count as nesting', () => {
  const text = JSON.stringify({ about: '[{'.repeat(1000), navigation: { groups: [group] } })
  expect(typeof merge(text)).toBe('string')
})

it('a merge keeps items of `redirects` that are not redirects', () => {
  const text = `{ "navigation": { "groups": [${JSON.stringify(group)}] }, "redirects": [null, 5, [], {}, { "source": "/errors/old" }] }`
  const merged = merge(text)
  expect(merged).toContain('"redirects": [null, 5, [], {}, { "source": "/errors/old" }, {')
  expect(JSON.parse(merged as string).redirects).toHaveLength(7)
})
