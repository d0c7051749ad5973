import { expect, it } from 'vitest'
import {
  type Envelope,
  type ErrorDef,
  fail,
  logFields,
  ProblemError,
} from '../../src/runtime/index.js'

const envelope: Envelope = {
  mediaTypes: ['application/json'],
  mediaType: () => 'application/json',
  body: ({ code, detail, params }) => ({ code, detail, ...params }),
  read: (body) => ({ ...Object(body), values: {} }),
  unexpected: (options) => new ProblemError(Open, {}, options),
}
const Open: ErrorDef<'open', 400, { email: string }> = {
  code: 'open',
  status: 400,
  title: 'Taken',
  type: 'https://acme.test/open',
  detail: ({ email }) => `${email} is taken`,
  envelope,
}
const Sensitive: ErrorDef<'sensitive', 400, { email: string; team: string }> = {
  ...Open,
  code: 'sensitive',
  sensitive: ['email'],
}
const params = { email: 'ada@acme.test', team: 'core' }

/** Returns everything that common ways of logging an error would print. */
const logged = (error: Error) =>
  [
    error.message,
    error.stack,
    String(error),
    JSON.stringify({ ...error }),
    JSON.stringify(logFields(error)),
  ].join()

it('an error with a sensitive param has its title as message, without the param', () => {
  const error = fail(Sensitive, params)
  expect(error.message).toBe('Taken')
  expect(logged(error)).not.toContain('ada@')
})

it('an error with a sensitive param does not log a detail set by the service', () => {
  const error = fail(Sensitive, params, { detail: 'Ask ada@acme.test for a key' })
  expect(error.message).toBe('Taken')
  expect(logged(error)).not.toContain('ada@')
})

it('an error with a sensitive param still sends its detail to the client', () => {
  expect(JSON.parse(fail(Sensitive, params).render().body)).toEqual({
    code: 'sensitive',
    detail: 'ada@acme.test is taken',
    ...params,
  })
  const { body } = fail(Sensitive, params, { detail: 'Ask ada' }).render()
  expect(JSON.parse(body).detail).toBe('Ask ada')
})

it('the log fields of an error include only params that are not sensitive', () => {
  expect(logFields(fail(Sensitive, params)).params).toEqual({ team: 'core' })
  const alone = { ...Sensitive, sensitive: ['email', 'team'] }
  expect(logFields(fail(alone, params))).not.toHaveProperty('params')
})

it('an error without sensitive params has its detail as message, or its title if there is none', () => {
  expect(fail(Open, params).message).toBe('ada@acme.test is taken')
  expect(fail(Open, params, { detail: 'Ask ada' }).message).toBe('Ask ada')
  const { detail: _, ...silent } = Open
  expect(fail(silent as typeof Open, params).message).toBe('Taken')
})

it.each([
  [400, undefined, 'info'],
  [499, undefined, 'info'],
  [500, undefined, 'error'],
  [undefined, undefined, 'error'],
  [400, 'error', 'error'],
  [500, 'debug', 'debug'],
] as const)(
  'an error with status %s and log level %s is logged as %s',
  (status, logLevel, level) => {
    const def = { ...Open, status, ...(logLevel && { logLevel }) } as ErrorDef
    expect(logFields(new ProblemError(def, params)).level).toBe(level)
  },
)
