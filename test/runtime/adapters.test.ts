import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isProblem, logFields, type Problem } from '../../src/runtime/index.js'
import { bare, frameworks, type Routes, type Running } from './frameworks.js'
import { completeErrors, type Generated, generate, otherCopy } from './service.js'

// Serves real frameworks on loopback, and calls them with fetch. The adapters come from src/, but
// the errors come from a generated module, so most tests use two copies of the runtime.
const signedOut = `code: err:acme:data:signed_out
status: 401
title: Unauthorized
summary: The token is no longer valid.
params: { realm: { type: string, description: Where to sign in., example: books } }
headers: { WWW-Authenticate: { type: string, description: How to sign in., value: 'Bearer realm="{realm}", error="invalid_token"' } }
`
let generated: Generated
beforeAll(async () => {
  generated = await generate({ ...completeErrors, 'errors/acme/data/signed_out.yaml': signedOut })
})
afterAll(() => generated.remove())

const params = {
  resourceId: 'res_1',
  kind: 'book',
  seconds: 1.5,
  version: 2,
  tries: [{ at: '2026-01-01T00:00:00Z', ms: 20 }],
  labels: { team: 'core' },
}

const routes = (): Routes => {
  const { def, module } = generated
  return {
    '/catalogued': () =>
      module.fail(def('DataEverything'), params, { cause: new Error('s3cret cause') }),
    '/second-status': () => module.fail(def('DataEverything'), params, { status: 504 }),
    '/throttled': () => module.fail(def('LimitsThrottled'), { retryAfter: 30 }),
    '/copy': () => otherCopy.fail(def('LimitsThrottled'), { retryAfter: 30 }),
    '/signed-out': () => module.fail(def('DataSignedOut'), { realm: 'books\r\nset-cookie: x=y' }),
    '/ledger': () =>
      module.fail(def('BooksUnbalanced'), { difference: '0.01 EUR' }, { instance: '/postings/1' }),
    '/internal': () =>
      module.fail(def('LimitsQuotaLedgerFull'), {}, { cause: new Error('s3cret cause') }),
    '/foreign': () =>
      Object.assign(new TypeError('s3cret message'), {
        status: 404,
        headers: { 'x-secret': 's3cret' },
      }),
    '/library': () => module.fail(def('DataNotReady'), {}),
  }
}

const meta = {
  requestId: 'req_1',
  links: ['https://status.acme.test'],
  note: 'Request req_1 of region eu',
}
const unexpected = (status: number) => ({
  meta,
  error: {
    code: 'err:acme:data:unexpected',
    detail: 'Something failed on our side',
    status,
    title: 'Internal Server Error',
    type: 'https://acme.test/errors/acme/data/unexpected',
    retryable: false,
  },
})
const everything = (status: number, title: string) => ({
  meta,
  error: {
    code: 'err:acme:data:everything',
    detail: 'The book res_1 took 1.5 s {really}',
    status,
    title,
    type: 'https://acme.test/problems/everything',
    retryable: false,
    ...params,
    family: 'timeouts',
    weights: [1, 2],
  },
})
const throttled = {
  meta,
  error: {
    code: 'err:acme:limits:throttled',
    detail: 'Wait 30 s',
    status: 429,
    title: 'Too Many Requests',
    type: 'https://acme.test/errors/acme/limits/throttled',
    retryable: false,
    retryAfter: 30,
  },
}

interface Expected {
  readonly status: number
  readonly body: object
  readonly schema: string
  readonly headers?: Readonly<Record<string, string | null>>
  readonly mediaType?: string
  readonly logged: string
}
const expected: Readonly<Record<string, Expected>> = {
  '/catalogued': {
    status: 408,
    body: everything(408, 'Request Timeout'),
    schema: 'acme/data/everything',
    headers: { 'retry-after': '1.5', 'x-request-id': 'req_1', 'x-gave-up': null },
    logged: 'err:acme:data:everything',
  },
  '/second-status': {
    status: 504,
    body: everything(504, 'Gateway Timeout'),
    schema: 'acme/data/everything.504',
    logged: 'err:acme:data:everything',
  },
  '/throttled': {
    status: 429,
    body: throttled,
    schema: 'acme/limits/throttled',
    headers: { 'retry-after': '30' },
    logged: 'err:acme:limits:throttled',
  },
  '/copy': {
    status: 429,
    body: throttled,
    schema: 'acme/limits/throttled',
    headers: { 'retry-after': '30' },
    logged: 'err:acme:limits:throttled',
  },
  '/signed-out': {
    status: 401,
    body: {
      meta,
      error: {
        code: 'err:acme:data:signed_out',
        status: 401,
        title: 'Unauthorized',
        type: 'https://acme.test/errors/acme/data/signed_out',
        retryable: false,
        realm: 'books\r\nset-cookie: x=y',
      },
    },
    schema: 'acme/data/signed_out',
    headers: {
      'www-authenticate': 'Bearer realm="books??set-cookie: x=y", error="invalid_token"',
      'set-cookie': null,
    },
    logged: 'err:acme:data:signed_out',
  },
  '/ledger': {
    status: 422,
    body: {
      type: 'urn:acme:ledger:books:unbalanced',
      title: 'Unbalanced Postings',
      status: 422,
      detail: 'Debits and credits differ by 0.01 EUR',
      instance: '/postings/1',
      difference: '0.01 EUR',
      traceId: '4bf92f3577b34da6',
    },
    schema: 'ledger/books/unbalanced',
    mediaType: 'application/problem+json',
    logged: 'err:ledger:books:unbalanced',
  },
  '/internal': {
    status: 507,
    body: unexpected(507),
    schema: 'acme/limits',
    logged: 'err:acme:limits:quota_ledger_full',
  },
  '/foreign': {
    status: 500,
    body: unexpected(500),
    schema: 'acme/data/unexpected',
    headers: { 'x-secret': null },
    logged: 'err:acme:data:unexpected',
  },
  '/library': {
    status: 500,
    body: unexpected(500),
    schema: 'acme/data/unexpected',
    logged: 'err:sdk:data:not_ready',
  },
}

describe.each(Object.keys(frameworks) as (keyof typeof frameworks)[])(
  '%s with its adapter',
  (name) => {
    let running: Running
    const logged: Problem[] = []
    beforeAll(async () => {
      running = await frameworks[name](routes(), {
        envelope: generated.module.envelope,
        log: (problem) => logged.push(problem),
      })
    })
    afterAll(() => running.close())

    it.each(Object.keys(expected))('sends and logs the expected error for %s', async (path) => {
      const { status, body, schema, headers, mediaType, logged: code } = expected[path]!
      logged.length = 0
      const response = await fetch(running.url + path, { headers: { 'x-request-id': 'req_1' } })
      const text = await response.text()
      expect(response.status).toBe(status)
      expect(response.headers.get('content-type')?.replace(/; charset=utf-8$/, '')).toBe(
        mediaType ?? 'application/json',
      )
      expect(JSON.parse(text)).toEqual(body)
      expect(generated.invalid(schema, JSON.parse(text))).toBeUndefined()
      expect(generated.invalid('problem', JSON.parse(text))).toBeUndefined()
      for (const [header, value] of Object.entries(headers ?? {}))
        expect(response.headers.get(header), header).toBe(value)
      expect(text + JSON.stringify([...response.headers])).not.toMatch(
        /s3cret|zanzibar|quota_ledger|not_ready|\bat .*:\d+/i,
      )
      // The error is logged once, with all details.
      expect(logged.map((problem) => problem.code)).toEqual([code])
      if (path === '/foreign') expect((logged[0]!.cause as Error).message).toBe('s3cret message')
      if (path === '/internal') expect((logged[0]!.cause as Error).message).toBe('s3cret cause')
    })

    it('sends the media type that the Accept header asks for', async () => {
      const response = await fetch(`${running.url}/throttled`, {
        headers: { accept: 'application/problem+json', 'x-request-id': 'req_1' },
      })
      expect(response.headers.get('content-type')?.replace(/; charset=utf-8$/, '')).toBe(
        'application/problem+json',
      )
      expect(await response.json()).toEqual(throttled)
    })

    it('sends a response that the client can parse', async () => {
      const response = await fetch(`${running.url}/throttled`, {
        headers: { 'x-request-id': 'req_1' },
      })
      const { parseProblem } = generated.module
      expect(
        await parseProblem(response, [
          generated.def('DataEverything'),
          generated.def('LimitsThrottled'),
        ]),
      ).toMatchObject({
        kind: 'known',
        code: 'err:acme:limits:throttled',
        status: 429,
        params: { retryAfter: 30 },
        values: { requestId: 'req_1' },
      })
      expect(await parseProblem(response, [generated.def('DataEverything')])).toMatchObject({
        kind: 'other',
        type: throttled.error.type,
      })
    })
  },
)

describe.each(Object.keys(bare) as (keyof typeof bare)[])('%s without an adapter', (name) => {
  const plain = {
    'errors/catalog.yaml':
      'name: Plain\ncode: "{name}"\ndocs: "https://plain.test/{name}"\nunexpected: broken\n',
    'errors/gone.yaml':
      'code: gone\nstatus: 410\ntitle: Gone\nsummary: It is gone.\ndetail: "No {what} any more"\nparams: { what: { type: string, example: book } }\nheaders: { Link: { description: x, type: string, value: "<https://plain.test/{what}>" } }\n',
    'errors/broken.yaml': 'code: broken\nstatus: 500\ntitle: Broken\nsummary: Broken.\n',
    'errors/hidden.yaml':
      'code: hidden\nstatus: 503\ntitle: Hidden\nsummary: Hidden.\ndetail: s3cret\nvisibility: internal\n',
  }
  let problem: Generated
  let running: Running
  beforeAll(async () => {
    problem = await generate(plain)
    const { fail } = problem.module
    const values = { requestId: 'req_1', region: 'eu' }
    running = await bare[name]({
      '/gone': () => fail(problem.def('Gone'), { what: 'book' }),
      '/hidden': () => fail(problem.def('Hidden')),
      '/given': () =>
        generated.module.fail(generated.def('LimitsThrottled'), { retryAfter: 30 }, { values }),
    })
  })
  afterAll(async () => {
    await running.close()
    problem.remove()
  })

  it('sends an error in the `problem` envelope', async () => {
    const response = await fetch(`${running.url}/gone`)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      410,
      'application/problem+json',
    ])
    expect(response.headers.get('link')).toBe('<https://plain.test/book>')
    const body = await response.json()
    expect(body).toEqual({
      type: 'https://plain.test/gone',
      title: 'Gone',
      status: 410,
      detail: 'No book any more',
      what: 'book',
    })
    expect(problem.invalid('gone', body)).toBeUndefined()
  })

  it('sends the `unexpected` error in place of an internal error', async () => {
    const response = await fetch(`${running.url}/hidden`)
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({
      type: 'https://plain.test/broken',
      title: 'Broken',
      status: 503,
    })
  })

  it('sends an error in a custom envelope if the service sets all its values', async () => {
    const response = await fetch(`${running.url}/given`)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      429,
      'application/json',
    ])
    expect(await response.json()).toEqual(throttled)
  })
})

describe('a log entry', () => {
  it('contains the metadata of the error, but no sensitive value', () => {
    const error = generated.module.fail(generated.def('DataEverything'), params, { status: 504 })
    expect(logFields(error)).toEqual({
      level: 'warn',
      code: 'err:acme:data:everything',
      status: 504,
      owner: 'team-core',
      fault: 'upstream',
      retry: 'transient',
      params: {
        resourceId: 'res_1',
        seconds: 1.5,
        version: 2,
        tries: params.tries,
        labels: params.labels,
      },
    })
    // The error's message, stack and own properties do not reveal sensitive values, either.
    expect(`${error.message} ${error.stack} ${JSON.stringify({ ...error })}`).not.toMatch(
      /\bbook\b/,
    )
    expect(isProblem(error)).toBe(true)
    expect(logFields(new Error('other'))).toEqual({ level: 'error' })
  })
})
