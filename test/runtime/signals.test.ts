import { describe, expect, it, vi } from 'vitest'
import { problems as express } from '../../src/runtime/adapters/express.js'
import { problems as fetching } from '../../src/runtime/adapters/fetch.js'
import { problems as next } from '../../src/runtime/adapters/next.js'
import { type Envelope, type ErrorDef, fail, ProblemError } from '../../src/runtime/index.js'

const envelope: Envelope = {
  mediaTypes: ['application/json'],
  mediaType: () => 'application/json',
  body: ({ code }) => ({ code }),
  read: (body) => ({ code: body?.code, params: {}, values: {} }),
  unexpected: (options) => new ProblemError({ ...Gone, status: 500, envelope }, {}, options),
}
const Gone: ErrorDef<'gone', 410> = {
  code: 'gone',
  status: 410,
  title: 'Gone',
  type: 'https://a.test/gone',
  envelope,
}
const request = new Request('https://a.test/')
const throwing = (value: unknown) => async () => {
  throw value
}

describe('errors that Next throws for control flow', () => {
  it('are passed on to Next if they have a digest', async () => {
    const redirect = { digest: 'NEXT_REDIRECT;replace;/login' }
    await expect(next({ envelope })(throwing(redirect))(request)).rejects.toBe(redirect)
  })

  it('are not confused with other thrown values', async () => {
    for (const value of [null, undefined, 'text', { digest: 7 }, {}, fail(Gone, {})])
      expect((await next({ envelope })(throwing(value))(request)).status).toBe(
        value instanceof ProblemError ? 410 : 500,
      )
  })

  it('are handled like any other error by the fetch adapter', async () => {
    const handler = fetching({ envelope })(throwing({ digest: 'NEXT_REDIRECT' }))
    expect((await handler(request)).status).toBe(500)
  })
})

describe('the Express adapter', () => {
  it('passes on an error to Express if the response has already started', () => {
    const [send, onward] = [vi.fn(), vi.fn()]
    const error = fail(Gone, {})
    const response = { headersSent: true, status: send, set: send, send, end: send }
    express({ envelope })(error, { headers: {} } as never, response as never, onward)
    expect(onward).toHaveBeenCalledExactlyOnceWith(error)
    expect(send).not.toHaveBeenCalled()
  })
})

describe('an adapter', () => {
  it('works without a logger, and logs each error once if it has one', async () => {
    expect((await fetching({ envelope })(throwing(fail(Gone, {})))(request)).status).toBe(410)
    const log = vi.fn()
    await fetching({ envelope, log })(throwing(fail(Gone, {})))(request)
    expect(log).toHaveBeenCalledOnce()
  })
})
