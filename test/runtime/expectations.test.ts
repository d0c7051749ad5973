import { describe, expect, it } from 'vitest'
import { type Envelope, type ErrorDef, ProblemError } from '../../src/runtime/index.js'
import { expectProblem } from '../../src/runtime/testing.js'

const envelope: Envelope = {
  mediaTypes: ['application/json', 'application/problem+json'],
  mediaType: () => 'application/json',
  body: ({ code, params }) => ({ code, ...params }),
  read: (body) => {
    const { code, ...params } = Object(body)
    return { code, params, values: {} }
  },
  unexpected: (options) => new ProblemError({ ...Busy, envelope }, { tries: [] }, options),
}
const Busy: ErrorDef<'busy', 429 | 503, { tries: readonly object[] }> = {
  code: 'busy',
  status: 429,
  statuses: [429, 503],
  title: 'Busy',
  type: 'https://a.test/busy',
  envelope,
}

const response = (body: object, { status = 429, type = 'application/json' } = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: type === '' ? {} : { 'content-type': type },
  })

/** Returns the error that `expectProblem` throws. */
async function failure(sent: Response, params?: { tries: readonly object[] }): Promise<Error> {
  return expectProblem(sent, Busy, params).then(
    () => new Error('it is the error that was expected'),
    (error: Error) => error,
  )
}

describe('expectProblem in a test', () => {
  const tries = [{ at: 1, by: { name: 'a', id: 2 } }]

  it('accepts members in any order and a media type with parameters', async () => {
    const sent = { tries: [{ by: { id: 2, name: 'a' }, at: 1 }], code: 'busy' }
    const problem = await expectProblem(
      response(sent, { type: 'application/json ; charset=utf-8' }),
      Busy,
      { tries },
    )
    expect(problem.params).toEqual({ tries })
  })

  it('fails and shows both values if params differ, even only in the order of a list', async () => {
    const two = [{ at: 1 }, { at: 2 }]
    const error = await failure(response({ code: 'busy', tries: two }), { tries: two.toReversed() })
    expect(error).toMatchObject({
      name: 'AssertionError',
      message: 'Expected busy with different params.',
      actual: { tries: two },
      expected: { tries: two.toReversed() },
    })
    // A list does not equal an object with the same items.
    const alike = await failure(response({ code: 'busy', tries: { 0: two[0], 1: two[1] } }), {
      tries: two,
    })
    expect(alike.message).toBe('Expected busy with different params.')
    const empty = await failure(response({ code: 'busy', tries: null }), { tries: [] })
    expect(empty.message).toBe('Expected busy with different params.')
  })

  it('fails and lists the expected values if the status or media type differs', async () => {
    const status = await failure(response({ code: 'busy', tries }, { status: 400 }))
    expect(status.message).toBe('Expected busy with status 429 or 503, found 400.')
    const type = await failure(response({ code: 'busy', tries }, { type: 'text/plain' }))
    expect(type.message).toBe(
      'Expected application/json or application/problem+json, found text/plain.',
    )
  })

  it('fails if the response has no media type', async () => {
    const bare = new Response(new TextEncoder().encode(JSON.stringify({ code: 'busy', tries })), {
      status: 429,
    })
    expect((await failure(bare)).message).toBe(
      'Expected application/json or application/problem+json, found none.',
    )
  })
})
