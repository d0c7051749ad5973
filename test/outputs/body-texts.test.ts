import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { errorBodySchema, exampleBody } from '../../src/facts/body/body.js'
import type { Json } from '../../src/facts/body/envelope.js'
import { textOf } from '../../src/runtime/index.js'
import { inFolder, renderProject } from '../project.js'

// If a placeholder within a string has no value, the whole member is omitted.
async function bodyOf(members: Record<string, unknown>, fields: object = {}) {
  const values = {
    traceId: { type: 'string', example: 't1' },
    region: { type: 'string', required: false, example: 'eu' },
  }
  const files = {
    'errbook.config.yaml': 'catalog: errors\nrules: { stub: off }\n',
    'errors/catalog.yaml': stringify({
      name: 'Acme',
      code: '{name}',
      docs: 'https://acme.test/{name}',
      response: { body: { code: '{code}', ...members }, values },
    }),
    'errors/gone.yaml': stringify({
      code: 'gone',
      status: 404,
      title: 'Gone',
      summary: 'It is gone.',
      ...fields,
    }),
  }
  const { catalog } = await inFolder(files, renderProject)
  const entry = catalog.byCode.get('gone')!
  const { code: _, ...body } = exampleBody(catalog.vocabulary, entry, entry.statuses[0]!) as Record<
    string,
    Json
  >
  const schema = errorBodySchema(catalog.vocabulary, entry, entry.statuses[0]!) as {
    properties: Record<string, object>
    required: string[]
  }
  return { body, properties: schema.properties, required: schema.required }
}

describe('a string in the envelope', () => {
  const hint = { hint: '{code}: {detail}' }

  it('is omitted from the body and not required if a placeholder has no value', async () => {
    const { body, required } = await bodyOf(hint)
    expect(body).toEqual({})
    expect(required).toEqual(['code'])
  })

  it('is included and required if all placeholders have values', async () => {
    const { body, required } = await bodyOf(hint, { detail: 'No key.' })
    expect(body).toEqual({ hint: 'gone: No key.' })
    expect(required).toEqual(['code', 'hint'])
  })

  it('is not required if a value from the service is optional', async () => {
    const members = { trace: 'trace {traceId}', place: '{traceId} in {region}' }
    expect((await bodyOf(members)).required).toEqual(['code', 'trace'])
  })

  it('is omitted from a list if a placeholder has no value, and later items move up', async () => {
    const { body, properties } = await bodyOf({ hints: ['{code}: {detail}', 'See {type}'] })
    expect(body).toEqual({ hints: ['See https://acme.test/gone'] })
    expect(properties.hints).toMatchObject({ minItems: 1, items: { anyOf: [{}, {}] } })
  })

  it('is also omitted by the runtime if a placeholder has no value', () => {
    expect(textOf('a: ', undefined)).toBeUndefined()
    expect(textOf(undefined, ': ', undefined)).toBeUndefined()
    expect(textOf('a: ', 1, ' ', null, ' ', ['b'])).toBe('a: 1 null ["b"]')
  })
})

describe('the schema of a string in the envelope', () => {
  it('is a `const` if the text is the same in every response', async () => {
    const { properties } = await bodyOf({
      link: 'see {type} ({status})',
      trace: '{code} {traceId}',
    })
    expect(properties.link).toEqual({ const: 'see https://acme.test/gone (404)' })
    expect(properties.trace).toEqual({ type: 'string' })
  })
})

describe('the schema of a list', () => {
  it('describes each item by position if every item always has a value', async () => {
    const { properties, body } = await bodyOf({ all: ['{code}', 1, '{traceId}'] })
    expect(body).toEqual({ all: ['gone', 1, 't1'] })
    expect(properties.all).toMatchObject({
      minItems: 3,
      prefixItems: [{ const: 'gone' }, { const: 1 }, { type: 'string' }],
    })
  })
})

describe('the key `...`', () => {
  it('adds the members of an object to the body', async () => {
    const params = {
      at: { type: 'string', example: 'noon' },
      maybe: { type: 'string', required: false, example: 'x' },
    }
    const { body, required } = await bodyOf({ '...': '{params}' }, { params })
    expect(body).toEqual({ at: 'noon', maybe: 'x' })
    expect(required).toEqual(['code', 'at'])
  })

  it('adds nothing for a value that is not an object', async () => {
    const params = {
      text: { type: 'string', example: 'abc' },
      list: { type: 'array', example: ['x'] },
    }
    for (const spread of ['{text}', '{list}', '{code}'])
      expect((await bodyOf({ '...': spread, of: '{text} {list}' }, { params })).body).toEqual({
        of: 'abc ["x"]',
      })
  })
})
