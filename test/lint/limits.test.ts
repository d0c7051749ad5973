import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { inFolder, renderProject } from '../project.js'

// Tests each rule at its limits: the last input that it accepts, and the first that it reports.
type Entries = Readonly<Record<string, object>>

async function found(rule: string, entries: Entries, { options = {}, vocabulary = {} } = {}) {
  const files: Record<string, string> = {
    'errbook.config.yaml': stringify({ catalog: 'errors', rules: { [rule]: ['warn', options] } }),
    'errors/catalog.yaml': stringify({
      name: 'Acme',
      code: 'err:{name}',
      docs: 'https://acme.test/{name}',
      ...vocabulary,
    }),
  }
  for (const [name, fields] of Object.entries(entries))
    files[`errors/${name}.yaml`] = stringify({
      code: `err:${name.replaceAll('/', ':')}`,
      status: 404,
      title: 'Not Found',
      summary: `Nothing is ${name}.`,
      ...fields,
    })
  const { findings } = await inFolder(files, renderProject)
  return findings
    .filter(({ code }) => code === rule)
    .map(({ at, severity }) => {
      expect(severity).toBe('warning')
      return `${at?.source.file} ${at?.path?.join('.')}`
    })
}

const retired = { retired: { reason: 'Nothing raises it.', since: '2.0' } }
const header = { type: 'integer', description: 'Seconds.', value: '30' }
const words = (count: number) => Array(count).fill('word').join(' ')

describe('throttled-without-retry-after', () => {
  const rule = 'throttled-without-retry-after'

  it('requires the header for every status', async () => {
    const one = { status: 429, when: 'You are too fast.', headers: { 'Retry-After': header } }
    const other = { status: 503, when: 'All are busy.' }
    const status = [one, other]
    expect(await found(rule, { a: { retry: 'throttled', status } })).toEqual([
      'errors/a.yaml retry',
    ])
    const both = [one, { ...other, headers: { 'Retry-After': header } }]
    expect(await found(rule, { a: { retry: 'throttled', status: both } })).toEqual([])
  })

  it('accepts the header name in upper or lower case', async () => {
    for (const name of ['retry-after', 'RETRY-AFTER'])
      expect(await found(rule, { a: { retry: 'throttled', headers: { [name]: header } } })).toEqual(
        [],
      )
  })

  it('ignores retired errors and errors that are not throttled', async () => {
    expect(
      await found(rule, {
        a: { retry: 'transient' },
        b: {},
        c: { retry: 'throttled', ...retired },
      }),
    ).toEqual([])
  })
})

describe('long-summary', () => {
  it.each([
    [200, 0, {}],
    [201, 1, {}],
    [40, 0, { most: 40 }],
    [41, 1, { most: 40 }],
  ])(
    'for a summary of %d characters, returns %d findings (options: %j)',
    async (length, count, options) => {
      const summary = `${'x'.repeat(length - 1)}.`
      expect(await found('long-summary', { a: { summary } }, { options })).toHaveLength(count)
    },
  )
})

describe('repeated-text', () => {
  const rule = 'repeated-text'
  const both = (text: string, field = 'description') => ({
    a: { description: text },
    b: { [field]: text },
  })

  it('reports repeated text of at least twelve words, or of the number set in the config', async () => {
    expect(await found(rule, both(words(11)))).toEqual([])
    expect(await found(rule, both(words(12)))).toEqual(['errors/b.yaml description'])
    expect(await found(rule, both(words(6)), { options: { words: 6 } })).toHaveLength(1)
    expect(await found(rule, both(words(5)), { options: { words: 6 } })).toEqual([])
  })

  it('reports repeated text even if its line breaks and spaces differ', async () => {
    const entries = {
      a: { description: words(12) },
      b: { description: `  ${words(12).replaceAll(' ', '\n')}\n` },
    }
    expect(await found(rule, entries)).toEqual(['errors/b.yaml description'])
  })

  it('reports a string only if it repeats in the same field of two errors', async () => {
    expect(await found(rule, both(words(12), 'detail'))).toEqual([])
    expect(await found(rule, { a: { causes: [words(12), words(12)] } })).toEqual([])
  })

  it('reports a string at different positions of the same list', async () => {
    const entries = { a: { causes: [words(12)] }, b: { causes: ['Another.', words(12)] } }
    expect(await found(rule, entries)).toEqual(['errors/b.yaml causes.1'])
  })

  it('allows two errors to give the same reason for ignoring a rule', async () => {
    const ignore = { ignore: { stub: words(12) } }
    expect(await found(rule, { a: ignore, b: ignore })).toEqual([])
  })
})

describe('stub', () => {
  const whole = { causes: ['It was moved.'], fixes: { summary: 'Look elsewhere.' } }

  it('requires only the parts listed in the config', async () => {
    expect(await found('stub', { a: whole })).toEqual(['errors/a.yaml code'])
    expect(await found('stub', { a: whole }, { options: { parts: ['causes', 'fixes'] } })).toEqual(
      [],
    )
  })

  it('ignores retired errors', async () => {
    expect(await found('stub', { a: retired })).toEqual([])
  })
})

describe('todo', () => {
  it('is reported in every text except in reasons for ignoring a rule', async () => {
    expect(await found('todo', { a: { causes: ['Fine.', 'TODO: say why.'] } })).toEqual([
      'errors/a.yaml causes.1',
    ])
    expect(await found('todo', { a: { ignore: { stub: 'TODO: write it.' } } })).toEqual([])
  })
})

describe('one-way-related', () => {
  const to = (...codes: string[]) => ({
    related: codes.map((name) => ({ code: `err:${name}`, when: 'It is the other one.' })),
  })

  it('ignores two errors that link to each other, and links to a retired error', async () => {
    expect(await found('one-way-related', { a: to('b'), b: to('a') })).toEqual([])
    expect(await found('one-way-related', { a: to('b'), b: retired })).toEqual([])
  })

  it('reports each link to an error that does not link back', async () => {
    expect(await found('one-way-related', { a: to('b', 'c'), b: to('a'), c: to('b') })).toEqual([
      'errors/a.yaml related.1.code',
      'errors/c.yaml related.0.code',
    ])
  })
})

describe('title-phrase', () => {
  it('ignores statuses without a standard reason phrase', async () => {
    expect(await found('title-phrase', { a: { status: 499, title: 'Client Closed' } })).toEqual([])
    expect(await found('title-phrase', { a: { title: 'Client Closed' } })).toEqual([
      'errors/a.yaml title',
    ])
  })
})

describe('relative-link', () => {
  it.each([
    ['[x](https://acme.test)', 0],
    ['[x](HTTPS://acme.test)', 0],
    ['[x](mailto:a@acme.test)', 0],
    ['[x](/docs/keys)', 0],
    ['[x](err:b)', 0],
    ['[x](docs/keys)', 1],
    ['[x](../keys)', 1],
    ['[x](#keys)', 1],
    ['[x](?page=2)', 1],
  ])('for %s, returns %d findings', async (description, count) => {
    expect(await found('relative-link', { a: { description }, b: {} })).toHaveLength(count)
  })
})

describe('indistinct-errors', () => {
  const rule = 'indistinct-errors'
  const type = 'urn:acme:same'
  const response = { body: { type: '{type}', title: '{title}' } }

  it('reports two errors with the same type if responses do not contain the code', async () => {
    const entries = { a: { type }, b: { type } }
    expect(await found(rule, entries, { vocabulary: { response } })).toEqual(['errors/b.yaml type'])
    const withCode = { response: { body: { ...response.body, code: '{code}' } } }
    expect(await found(rule, entries, { vocabulary: withCode })).toEqual([])
  })

  it('ignores retired errors, because they are not sent', async () => {
    const vocabulary = { response }
    expect(await found(rule, { a: { type }, b: { type, ...retired } }, { vocabulary })).toEqual([])
  })

  it('reports an envelope with neither type nor code once, not per error', async () => {
    const vocabulary = { response: { body: { title: '{title}' } } }
    expect(await found(rule, { a: {}, b: {} }, { vocabulary })).toEqual([
      'errors/catalog.yaml response.body',
    ])
    expect(await found(rule, {}, { vocabulary })).toEqual([])
  })

  it('reports an envelope once if several systems use it', async () => {
    const response = { body: { title: '{title}' } }
    const vocabulary = {
      code: 'err:{system}:{name}',
      docs: 'https://acme.test/{system}/{name}',
      response,
      systems: { x: { title: 'X' }, y: { title: 'Y' }, z: { title: 'Z', response } },
    }
    expect(await found(rule, { 'x/a': {}, 'y/b': {}, 'z/c': {} }, { vocabulary })).toEqual([
      'errors/catalog.yaml response.body',
      'errors/catalog.yaml systems.z.response.body',
    ])
  })
})
