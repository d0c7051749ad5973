import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { errorBodySchema, exampleBody } from '../../src/facts/body/body.js'
import type { Json } from '../../src/facts/body/envelope.js'
import { inFolder, renderProject } from '../project.js'

/** The example body and the schema of one error in a catalog with this envelope. */
async function bodyOf(
  response: unknown,
  fields: object,
  given: Record<string, Json> = {},
): Promise<{ body: Json; required: Json | undefined }> {
  const files = {
    'errbook.config.yaml': 'catalog: errors\nrules: { stub: off }\n',
    'errors/catalog.yaml': stringify({
      name: 'Acme',
      code: '{name}',
      docs: 'https://acme.test/{name}',
      response,
    }),
    'errors/x.yaml': stringify({
      code: 'x',
      status: 404,
      title: 'Not Found',
      summary: 'Summary.',
      ...fields,
    }),
  }
  const { catalog } = await inFolder(files, renderProject)
  const entry = catalog.byCode.get('x')!
  return {
    body: exampleBody(catalog.vocabulary, entry, entry.statuses[0]!, given),
    required: errorBodySchema(catalog.vocabulary, entry, entry.statuses[0]!).required,
  }
}

const spread = { body: { code: '{code}', '...': '{params}' } }
const text = { type: 'string', example: 'shown' }

describe('the body of a response', () => {
  it('follows RFC 9457 with the `problem` envelope', async () => {
    expect(await bodyOf('problem', { detail: 'Gone {where}', params: { where: text } })).toEqual({
      body: {
        type: 'https://acme.test/x',
        title: 'Not Found',
        status: 404,
        detail: 'Gone shown',
        where: 'shown',
      },
      required: ['type', 'title', 'status', 'detail', 'where'],
    })
  })

  it('omits a member without a value, and the schema does not require it', async () => {
    const response = {
      body: {
        code: '{code}',
        detail: '{detail}',
        instance: '{instance}',
        deep: { traceId: 'trace {traceId}' },
      },
      values: { traceId: { type: 'string', example: 't', required: false } },
    }
    expect(await bodyOf(response, {})).toEqual({
      body: { code: 'x', deep: { traceId: 'trace t' } },
      required: ['code', 'deep'],
    })
  })

  it('treats null as a value', async () => {
    const params = { at: { type: ['string', 'null'], example: null } }
    expect((await bodyOf(spread, { params })).body).toEqual({ code: 'x', at: null })
    expect((await bodyOf({ body: { code: '{code}', at: '{at}' } }, { params })).body).toEqual({
      code: 'x',
      at: null,
    })
    expect(
      (
        await bodyOf(
          spread,
          { params: { at: { type: ['string', 'null'], example: 'shown' } } },
          { at: null },
        )
      ).body,
    ).toEqual({
      code: 'x',
      at: null,
    })
  })

  it('keeps the type of a value unless the placeholder is part of a longer text', async () => {
    const params = {
      list: { type: 'array', example: [1, 'a'] },
      number: { type: 'integer', example: 3 },
    }
    const response = {
      body: {
        code: '{code}',
        list: '{list}',
        text: '{list} and {number} {{braces}}',
        constant: { deep: [1, null, false] },
      },
    }
    expect((await bodyOf(response, { params })).body).toEqual({
      code: 'x',
      list: [1, 'a'],
      text: '[1,"a"] and 3 {braces}',
      constant: { deep: [1, null, false] },
    })
  })

  it('supports params named like members of Object.prototype', async () => {
    const params = { valueOf: text, toString: text, hasOwnProperty: { ...text, required: false } }
    expect(await bodyOf(spread, { detail: '{valueOf}', params })).toEqual({
      body: { code: 'x', valueOf: 'shown', toString: 'shown', hasOwnProperty: 'shown' },
      required: ['code', 'valueOf', 'toString'],
    })
    expect(
      (
        await bodyOf(
          { body: { code: '{code}', a: '{valueOf}', b: '{toString}', c: '{hasOwnProperty}' } },
          { params },
        )
      ).body,
    ).toEqual({
      code: 'x',
      a: 'shown',
      b: 'shown',
      c: 'shown',
    })
  })

  it('moves list items up if an earlier item is omitted', async () => {
    const { body } = await bodyOf({ body: { list: ['{instance}', '{code}', 'end'] } }, {})
    expect(body).toEqual({ list: ['x', 'end'] })
  })
})
