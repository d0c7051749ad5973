import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { goFields, goType } from '../../src/emit/go/types.js'
import type { Schema } from '../../src/facts/body/envelope.js'
import { inFolder, renderProject } from '../project.js'

async function generated(params: Record<string, object>) {
  const files = {
    'errbook.config.yaml': stringify({
      catalog: 'errors',
      rules: { stub: 'off' },
      outputs: [{ emit: 'go', to: 'out', audience: 'public' }],
    }),
    'errors/catalog.yaml': stringify({
      name: 'Acme',
      code: '{name}',
      docs: 'https://acme.test/{name}',
    }),
    'errors/gone.yaml': stringify({
      code: 'gone',
      status: 404,
      title: 'Gone',
      summary: 'It is gone.',
      params,
    }),
  }
  const { catalog, files: made } = await inFolder(files, renderProject)
  return { fields: goFields(catalog.entries[0]!), text: [...made.values()].join('\n') }
}

const text = { type: 'string', example: 'x' }
const all = (...names: string[]) => Object.fromEntries(names.map((name) => [name, text]))

describe('the Go fields of an error’s params', () => {
  // encoding/json only uses exported fields. A field that starts with a digit would not compile,
  // and a field that starts with `_` would never be sent.
  it('start with a capital letter', async () => {
    const names = ['_', '__', '_1', '_2fa', '__3d', 'x', 'X', 'retry_after', '_private', 'a__b_']
    const { fields, text: code } = await generated(all(...names))
    expect(fields.map(({ name }) => name)).toEqual(names)
    for (const { name, field } of fields) {
      expect(field, name).toMatch(/^[A-Z][A-Za-z0-9_]*$/)
      expect(code).toMatch(new RegExp(`\\b${field} +string +\`json:"${name}"\``))
    }
    expect(new Set(fields.map(({ field }) => field)).size).toBe(names.length)
  })

  it('have names in Go’s mixed caps, without underscores', async () => {
    const { fields } = await generated(all('retry_after', 'keyId', 'url', '_hidden'))
    expect(fields.map(({ field }) => field)).toEqual(['RetryAfter', 'KeyId', 'Url', 'Hidden'])
  })

  it('have distinct names even if the params differ only in underscores or case', async () => {
    const { fields } = await generated(all('retry_after', 'retryAfter', 'RetryAfter'))
    expect(new Set(fields.map(({ field }) => field)).size).toBe(3)
  })

  it('are omitted from JSON if they are optional and not set', async () => {
    const { fields } = await generated({ sure: text, maybe: { ...text, required: false } })
    expect(fields).toMatchObject([
      { type: 'string', tag: '`json:"sure"`' },
      { type: '*string', tag: '`json:"maybe,omitempty"`' },
    ])
  })

  it('are pointers without `omitempty` if null is an allowed value', async () => {
    const { fields } = await generated({ at: { type: ['string', 'null'], example: null } })
    expect(fields).toMatchObject([{ type: '*string', tag: '`json:"at"`' }])
  })

  it('are not pointers if their type already allows nil', async () => {
    const { fields } = await generated({
      list: { type: 'array', items: { type: 'string' }, required: false, example: ['a'] },
      map: { type: 'object', required: false, example: {} },
      any: { required: false, example: 1 },
    })
    expect(fields.map(({ type }) => type)).toEqual(['[]string', 'map[string]any', 'any'])
  })
})

describe('the Go type of a value', () => {
  it.each<[string, Schema]>([
    ['string', { type: 'string' }],
    ['int64', { type: 'integer' }],
    ['float64', { type: 'number' }],
    ['float64', { type: ['number', 'integer'] }],
    ['bool', { type: 'boolean' }],
    ['any', {}],
    ['any', { type: ['string', 'integer'] }],
    ['string', { enum: ['a', 'b'] }],
    ['int64', { const: 3 }],
    ['any', { enum: ['a', 1] }],
    ['[]any', { type: 'array' }],
    ['[]int64', { type: 'array', items: { type: 'integer' } }],
    ['[]*int64', { type: 'array', items: { type: ['integer', 'null'] } }],
    ['[][]string', { type: 'array', items: { type: 'array', items: { type: 'string' } } }],
    ['map[string]any', { type: 'object' }],
    ['map[string]string', { type: 'object', additionalProperties: { type: 'string' } }],
    ['map[string]*string', { type: 'object', additionalProperties: { type: ['string', 'null'] } }],
    ['map[string]any', { type: 'object', additionalProperties: false }],
    [
      'map[string]any',
      { type: 'object', properties: { a: {} }, additionalProperties: { type: 'string' } },
    ],
  ])('is `%s` for %j', (type, schema) => {
    expect(goType(schema)).toBe(type)
  })
})
