import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Envelope,
  type ErrorDef,
  fail,
  headersOf,
  is,
  mediaTypeFor,
  ProblemError,
  parseProblem,
  textOf,
} from '../../src/runtime/index.js'
import { expectProblem } from '../../src/runtime/testing.js'

const envelope: Envelope<{ traceId: string }> = {
  mediaTypes: ['application/json', 'application/problem+json'],
  mediaType: (accept) => mediaTypeFor(accept, ['application/json', 'application/problem+json']),
  body: ({ code, type, title, status, detail, params }, { traceId }) => ({
    traceId,
    error: { code, type, title, status, detail, ...params },
  }),
  read: (body) => {
    const { code, type, title, status, detail, ...params } = Object(body?.error)
    return { code, type, title, status, detail, params, values: { traceId: body?.traceId } }
  },
  unexpected: (options) => new ProblemError({ ...Broken, envelope }, {}, options),
}
const Broken: ErrorDef<'broken', 500> = {
  code: 'broken',
  status: 500,
  title: 'Broken',
  type: 'https://a.test/broken',
  envelope,
}
const Expired: ErrorDef<'expired', 403, { at: string }> = {
  code: 'expired',
  status: 403,
  title: 'Forbidden',
  type: 'https://a.test/expired',
  aliases: ['stale', 'https://a.test/stale'],
  detail: (params) => `Expired at ${params.at}`,
  envelope,
}
const Secret: ErrorDef<'secret', 503> = {
  code: 'secret',
  status: 503,
  title: 'Secret',
  type: 'https://a.test/broken',
  envelope,
  internal: true,
  headers: () => ({ 'x-a': 'b' }),
}

const json = (body: unknown, status = 403, type = 'application/json') =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': type },
  })

describe('fail', () => {
  it('creates an error with all its metadata', () => {
    const cause = new Error('why')
    const error = fail(Expired, { at: 'noon' }, { cause, instance: '/x', values: { traceId: 't' } })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({
      name: 'ProblemError',
      message: 'Expired at noon',
      code: 'expired',
      status: 403,
      statusCode: 403,
      cause,
    })
    expect([error.type, error.title, error.detail, error.instance, error.expose]).toEqual([
      Expired.type,
      'Forbidden',
      'Expired at noon',
      '/x',
      true,
    ])
    expect(error.stack).toMatch(/^ProblemError: Expired at noon\n/)
    expect(Object.keys(error)).toEqual(['code', 'status'])
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      traceId: 't',
      error: {
        code: 'expired',
        type: Expired.type,
        title: 'Forbidden',
        status: 403,
        detail: 'Expired at noon',
        at: 'noon',
      },
    })
  })

  it('creates an internal error that reveals nothing in its response', () => {
    const error = fail(Secret, {}, { detail: 's3cret' })
    expect([error.expose, error.headers]).toEqual([false, {}])
    const { status, headers, body } = error.render()
    expect(status).toBe(503)
    expect(JSON.stringify([headers, body, error])).not.toMatch(/secret|s3cret|x-a/i)
  })
})

describe('is', () => {
  it('is true only for errors created from the catalog', () => {
    const error: unknown = fail(Expired, { at: 'noon' })
    expect([is(error), is(error, Expired), is(error, Broken), is(error, Broken, Expired)]).toEqual([
      true,
      true,
      false,
      true,
    ])
    for (const other of [undefined, null, 0, 'expired', {}, new Error('x'), { code: 'expired' }])
      expect(is(other)).toBe(false)
  })

  it('is true for errors created by another copy of the runtime', async () => {
    const copy = (await import(
      `../../src/runtime/problem.js?copy` as string
    )) as typeof import('../../src/runtime/problem.js')
    expect(copy.ProblemError).not.toBe(ProblemError)
    const error = new copy.ProblemError(Expired, { at: 'noon' })
    expect(error).not.toBeInstanceOf(ProblemError)
    expect(is(error, Expired)).toBe(true)
  })
})

describe('parseProblem', () => {
  const body = {
    traceId: 't',
    error: {
      code: 'expired',
      type: Expired.type,
      title: 'Verboten',
      status: 403,
      detail: 7,
      at: 'noon',
    },
  }

  it('returns the matching error, without members of a wrong type', async () => {
    const response = json(body)
    expect(await parseProblem(response, [Broken, Expired])).toEqual({
      ...{
        kind: 'known',
        def: Expired,
        code: 'expired',
        status: 403,
        type: Expired.type,
        title: 'Verboten',
      },
      ...{ params: { at: 'noon' }, values: { traceId: 't' } },
    })
    expect(await response.json()).toEqual(body)
  })

  it('maps earlier codes to the current error', async () => {
    for (const error of [{ code: 'stale' }, { type: 'https://a.test/stale' }])
      expect(await parseProblem(json({ error }), [Expired])).toMatchObject({
        kind: 'known',
        code: 'expired',
        type: Expired.type,
      })
  })

  it('returns the type of a problem that is not in the given list', async () => {
    expect(
      await parseProblem(json({ error: { type: 'https://a.test/new', more: 1 } }, 418), [Expired]),
    ).toEqual({
      kind: 'other',
      type: 'https://a.test/new',
      status: 418,
      params: { more: 1 },
      values: {},
    })
  })

  it('never throws, whatever the response contains', async () => {
    for (const text of [
      '',
      '{',
      '<html>',
      'null',
      '[]',
      '"x"',
      '7',
      '{"error":null}',
      '{"error":"x"}',
      '{"error":{"type":7}}',
      '{"error":[[]]}',
    ])
      expect(await parseProblem(json(text, 500), [Expired]), text).toEqual({
        kind: 'none',
        status: 500,
      })
    expect(await parseProblem(json(body, 200), [Expired])).toEqual({ kind: 'none', status: 200 })
    const used = json(body)
    await used.text()
    expect(await parseProblem(used, [Expired])).toEqual({ kind: 'none', status: 403 })
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) =>
        ['none', 'other', 'known'].includes((await parseProblem(json(text), [Expired])).kind),
      ),
      { numRuns: 200 },
    )
  })
})

describe('the negotiated media type', () => {
  const two = ['application/json', 'application/problem+json']
  it.each([
    [undefined, 0],
    ['', 0],
    ['*/*', 0],
    ['application/*', 0],
    ['text/html', 0],
    ['application/problem+json', 1],
    ['application/problem+json, application/json', 0],
    ['application/problem+json, application/json;q=0.9', 1],
    ['application/json;q=0.2, application/problem+json;q=0.8', 1],
    ['application/problem+json;q=0.1, */*', 0],
    ['text/html, application/problem+json;charset=utf-8;q=0.7, */*;q=0.1', 1],
    ['application/problem+json;q=0', 0],
  ])('for `Accept: %s`, has index %d in the list', (accept, at) => {
    expect(mediaTypeFor(accept, two)).toBe(two[at])
  })
})

describe('headers and texts of a response', () => {
  it('are omitted without a value, and headers contain only one line of ASCII', () => {
    expect(headersOf({ a: 1, b: undefined, c: null, d: 'x\r\nset-cookie: y', e: 'é☃' })).toEqual({
      a: '1',
      d: 'x??set-cookie: y',
      e: '??',
    })
    expect(() => new Headers(headersOf({ x: '\u0000\ud800\n' }))).not.toThrow()
    expect(textOf('a', 1, true, { b: [] })).toBe('a1true{"b":[]}')
    expect(textOf('a', undefined)).toBeUndefined()
  })
})

describe('expectProblem', () => {
  const sent = () => fail(Expired, { at: 'noon' }).toResponse() as Response
  it('returns the parsed problem', async () => {
    expect((await expectProblem(sent(), Expired, { at: 'noon' })).params.at).toBe('noon')
    await expectProblem(sent(), Expired)
  })

  it.each([
    [
      'the response is another error',
      () => expectProblem(sent(), Broken),
      /^Expected broken, found https:\/\/a\.test\/expired \(403\)\.|found expired \(403\)/,
    ],
    [
      'the response is not a problem',
      () => expectProblem(new Response('ok'), Expired),
      /^Expected expired, found a response 200 that is not a problem\.$/,
    ],
    [
      'the params differ',
      () => expectProblem(sent(), Expired, { at: 'midnight' }),
      /^Expected expired with different params\.$/,
    ],
    [
      'the error can’t have the status',
      () => expectProblem(json({ error: { code: 'expired' } }, 404), Expired),
      /with status 403, found 404\.$/,
    ],
    [
      'the error can’t have the media type',
      () => expectProblem(json({ error: { code: 'expired' } }, 403, 'text/plain'), Expired),
      /, found text\/plain\.$/,
    ],
  ])('fails if %s', async (_, check, message) => {
    await expect(check()).rejects.toThrow(message)
  })
})
