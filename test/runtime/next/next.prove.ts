import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { run } from '../../../src/commands/run.js'
import { captureIo } from '../../io.js'
import { repository } from '../../project.js'
import { environment, execute, install } from '../../sites/build.js'

// Tests the service in this folder with a real Next.js. `next build` checks its types and builds
// it, and `next start` serves it.
const folder = join(repository, '.cache/next')
const sources = [
  'app',
  'errors',
  'errbook.config.yaml',
  'next.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]

let server: ChildProcess
let url: string
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  for (const name of ['src', '.next', ...sources])
    rmSync(join(folder, name), { recursive: true, force: true })
  for (const name of sources)
    cpSync(join(import.meta.dirname, name), join(folder, name), { recursive: true })
  install(folder)
  // Installed as published, not linked, because Turbopack doesn't follow links out of the project.
  for (const name of ['package.json', 'dist/runtime'])
    cpSync(join(repository, name), join(folder, 'node_modules/errbook', name), {
      recursive: true,
      force: true,
    })
  const io = captureIo(folder)
  expect(await run(['build'], io), io.text()).toBe(0)
  execute('next', ['build'], folder)
  server = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '--port', '0', '--hostname', '127.0.0.1'],
    {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  url = await addressOf(server)
})
afterAll(() => server?.kill())

const ask = (path: string, accept?: string) =>
  fetch(url + path, {
    redirect: 'manual',
    headers: { 'x-request-id': 'req_1', ...(accept && { accept }) },
  })
const unexpected = (status: number) => ({
  meta: { requestId: 'req_1' },
  error: {
    code: 'err:acme:keys:unexpected',
    type: 'https://acme.test/errors/keys/unexpected',
    title: 'Internal Server Error',
    status,
  },
})

it.each(['/catalogued', '/copy'])(
  'answers %s with the thrown error, whichever copy of the runtime created it',
  async (path) => {
    const response = await ask(path)
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('retry-after'),
    ]).toEqual([429, 'application/json', '7'])
    expect(await response.json()).toEqual({
      meta: { requestId: 'req_1' },
      error: {
        code: 'err:acme:keys:throttled',
        type: 'https://acme.test/errors/keys/throttled',
        title: 'Too Many Requests',
        status: 429,
        detail: 'Wait 7 s',
        retryAfter: 7,
      },
    })
    expect((await ask(path, 'application/problem+json')).headers.get('content-type')).toBe(
      'application/problem+json',
    )
  },
)

it.each([
  ['/internal', 507],
  ['/foreign', 500],
])('answers %s with the `unexpected` error', async (path, status) => {
  const response = await ask(path)
  const text = await response.text()
  expect([response.status, JSON.parse(text)]).toEqual([status, unexpected(status)])
  expect(text + JSON.stringify([...response.headers])).not.toMatch(/s3cret|ledger_full/)
})

it('passes on `redirect()` and `notFound()` to Next', async () => {
  const redirected = await ask('/redirect')
  expect([redirected.status, redirected.headers.get('location')]).toEqual([307, '/elsewhere'])
  const missing = await ask('/not-found')
  expect([missing.status, missing.headers.get('content-type')]).not.toContain('application/json')
  expect(missing.status).toBe(404)
})

it('does not change a response if no error is thrown', async () => {
  const response = await ask('/fine')
  expect([response.status, await response.json()]).toEqual([200, { what: 'fine' }])
})

/** Resolves with the address that the server prints when it starts. */
function addressOf({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    stdout?.on('data', (text) => {
      said += text
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      if (address !== undefined) resolve(address)
    })
    stdout?.on('end', () => reject(new Error(`next start ended:\n${said}`)))
  })
}
