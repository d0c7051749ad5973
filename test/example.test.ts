import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createClient } from '../examples/identities/src/client.js'
import { DataIdentityNotFound } from '../examples/identities/src/errors/index.js'
import { createService } from '../examples/identities/src/service.js'
import { createStore, type Store } from '../examples/identities/src/store.js'
import { run } from '../src/commands/run.js'
import { expectProblem } from '../src/runtime/testing.js'
import { captureIo } from './io.js'
import { repository } from './project.js'

const folder = join(repository, 'examples/identities')

// Calls the sample service over HTTP, with its own client and with plain `fetch`.
describe('the sample service', () => {
  const logged: object[] = []
  let store: Store
  let server: ServerType
  let base: string
  beforeAll(async () => {
    store = createStore()
    server = serve({
      fetch: createService(store, (fields) => logged.push(fields)).fetch,
      port: 0,
      hostname: '127.0.0.1',
    })
    if (!server.listening) await once(server, 'listening')
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => server.close())

  const post = (operation: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${base}/v2/identities.${operation}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })
  const admin = { authorization: 'Bearer unkey_admin' }

  it('handles valid requests', async () => {
    const client = createClient(base, 'unkey_admin')
    const created = await client.createIdentity('user_123', { plan: 'pro' })
    expect(created).toEqual({ ok: true, data: 'id_1' })
    expect(await client.getIdentity('user_123')).toEqual({
      ok: true,
      data: { id: 'id_1', externalId: 'user_123', meta: { plan: 'pro' } },
    })
    expect((await post('deleteIdentity', '{"identity":"id_1"}', admin)).status).toBe(200)
    expect(store.identities.size).toBe(0)
  })

  it('returns every error in a way that its client can explain', async () => {
    const client = createClient(base, 'unkey_admin')
    expect(await client.getIdentity('nobody')).toEqual({
      ok: false,
      message: 'There is no identity nobody.',
    })
    expect(await client.createIdentity('u')).toEqual({
      ok: false,
      message: 'body.externalId must be a string with at least 3 characters',
    })
    await client.createIdentity('user_456')
    expect(await client.createIdentity('user_456')).toEqual({
      ok: false,
      message: 'There is an identity for user_456 already.',
    })
    expect(await createClient(base, 'unkey_reader').createIdentity('user_789')).toEqual({
      ok: false,
      message: 'Missing one of these permissions: identity.*.create_identity',
    })
    for (const key of [undefined, 'unkey_stranger', 'two words'])
      expect(await createClient(base, key).getIdentity('user_456')).toEqual({
        ok: false,
        message: 'Sign in with a root key of this workspace.',
      })
  })

  it('uses the envelope of the catalog and the media type in Accept, and logs the catalog’s metadata', async () => {
    const response = await post('getIdentity', '{"identity":"nobody"}', {
      ...admin,
      accept: 'application/problem+json',
    })
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    await expectProblem(response, DataIdentityNotFound)
    const body = (await response.json()) as { meta: { requestId: string }; error: object }
    expect(body.error).toEqual({
      detail: 'The requested identity could not be found',
      status: 404,
      title: 'Not Found',
      type: 'https://unkey.com/docs/errors/unkey/data/identity_not_found',
    })
    expect(logged.at(-1)).toMatchObject({
      requestId: body.meta.requestId,
      code: 'err:unkey:data:identity_not_found',
      level: 'info',
    })
  })

  it('hides the details of an error that is not in the catalog', async () => {
    store.identities.get = () => {
      throw new Error('password=hunter2')
    }
    const response = await post('getIdentity', '{"identity":"user_456"}', admin)
    const text = await response.text()
    expect([response.status, text]).toEqual([
      500,
      expect.stringContaining('/unkey/application/unexpected_error'),
    ])
    expect(text).not.toContain('hunter2')
    expect(await createClient(base, 'unkey_admin').getIdentity('user_456')).toMatchObject({
      ok: false,
    })
  })

  it('has an OpenAPI document with up-to-date errors', async () => {
    const api = parse(readFileSync(join(folder, 'openapi.yaml'), 'utf8')) as {
      paths: Record<string, { post: { responses: object } }>
    }
    const statuses = Object.values(api.paths).map(({ post }) => Object.keys(post.responses).sort())
    expect(statuses).toEqual([
      ['200', '409'],
      ['200', '404'],
      ['200', '404'],
    ])
    const merge = async (...flags: string[]) => {
      const io = captureIo(folder)
      return [await run(['openapi', 'merge', 'openapi.yaml', '--check', ...flags], io), io.text()]
    }
    expect(await merge('--partial')).toEqual([0, expect.stringContaining('unchanged')])
    // The catalog also has operations of other services.
    expect(await merge()).toEqual([1, expect.stringContaining('error[unknown-operation]')])
  })

  it('compiles, and fails to compile if its client misses a case', () => {
    const compile = (project: string) =>
      spawnSync(
        process.execPath,
        [join(repository, 'node_modules/typescript/bin/tsc'), '-p', project],
        { encoding: 'utf8' },
      ).stdout
    expect(compile(folder)).toBe('')
    const copy = join(repository, '.cache/example-with-a-hole')
    try {
      cpSync(folder, copy, { recursive: true })
      const client = readFileSync(join(copy, 'src/client.ts'), 'utf8')
      const without = (what: RegExp) => {
        expect(client).toMatch(what)
        writeFileSync(join(copy, 'src/client.ts'), client.replace(what, ''))
        return compile(copy)
      }
      expect(
        without(/ +if \(problem\.code === 'err:unkey:data:identity_not_found'\).*\n/),
      ).toContain('is not assignable to parameter')
      expect(without(/ +case 'err:unkey:authentication:malformed':\n/)).toContain(
        "does not satisfy the expected type 'never'",
      )
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  })
})
