import { describe, expect, it } from 'vitest'
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
  body: ({ code }) => ({ code }),
  read: (body) => ({ code: body?.code, params: {}, values: {} }),
  unexpected: (options) => new ProblemError({ ...Bare, envelope }, {}, options),
}
/** The definition of a library's error, with required fields only. */
const Bare: ErrorDef<'bare', undefined> = {
  code: 'bare',
  status: undefined,
  title: 'Bare',
  type: 'https://a.test/bare',
  envelope,
}
const at = (status: number): ErrorDef<'sent', number, { id: string }> => ({
  code: 'sent',
  status,
  title: 'Sent',
  type: 'https://a.test/sent',
  envelope,
})

describe('the log entry of an error', () => {
  it('omits fields that the error does not set', () => {
    expect(Object.keys(logFields(fail(Bare, {}))).sort()).toEqual(['code', 'level'])
    expect(Object.keys(logFields(fail(at(404), { id: 'x' }))).sort()).toEqual([
      'code',
      'level',
      'params',
      'status',
    ])
  })

  it('has level `error` for status 500 and above by default, and `info` otherwise', () => {
    expect(logFields(fail(at(499), { id: 'x' })).level).toBe('info')
    expect(logFields(fail(at(500), { id: 'x' })).level).toBe('error')
    expect(logFields(fail({ ...at(500), logLevel: 'debug' }, { id: 'x' })).level).toBe('debug')
  })

  it('includes params unless they are sensitive', () => {
    const def = { ...at(400), sensitive: ['id'] }
    expect(logFields(fail(def, { id: 'secret' }))).not.toHaveProperty('params')
    expect(logFields(fail(at(400), { id: 'shown' })).params).toEqual({ id: 'shown' })
  })
})
