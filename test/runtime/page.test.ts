import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Code } from 'mdast'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { readPage } from '../page.js'
import { repository, writeFiles } from '../project.js'

// Follows docs/typescript.md like a reader: writes its files, then builds, compiles and runs them.
const samples = new Map(
  readPage(readFileSync(join(repository, 'docs/typescript.md'), 'utf8'), {
    mdx: false,
  }).tree.children.flatMap((node) =>
    node.type === 'code' && node.meta
      ? [[(node as Code).meta!, `${(node as Code).value}\n`] as const]
      : [],
  ),
)
const { exports: entryPoints } = JSON.parse(
  readFileSync(join(repository, 'package.json'), 'utf8'),
) as {
  exports: Record<string, { default?: string }>
}
/** The entry points of the package, as source files. */
const sources = Object.fromEntries(
  Object.entries(entryPoints).flatMap(([name, { default: file }]) =>
    file === undefined
      ? []
      : [
          [
            name.replace('.', 'errbook'),
            join(repository, file.replace('./dist/', 'src/').replace(/\.js$/, '.ts')),
          ],
        ],
  ),
)

describe('the code in docs/typescript.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'errbook-page-'))
  const options = {
    target: 'es2023',
    lib: ['es2023'],
    types: ['node'],
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    erasableSyntaxOnly: true,
    skipLibCheck: true,
    noEmit: true,
    paths: Object.fromEntries(Object.entries(sources).map(([name, file]) => [name, [file]])),
  }
  beforeAll(async () => {
    symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'dir')
    writeFiles(folder, [
      ...[...samples].filter(([path]) => /\.\w+$/.test(path)),
      ['package.json', '{ "type": "module" }'],
      ['tsconfig.json', JSON.stringify({ compilerOptions: options, include: ['src'] })],
    ])
    const io = captureIo(folder)
    expect(await run(['build'], io), io.text()).toBe(0)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const load = async (file: string) => {
    const outfile = join(folder, 'out', file.replace(/ts$/, 'mjs'))
    await build({
      entryPoints: [join(folder, file)],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      alias: sources,
      logLevel: 'silent',
    })
    return (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as Record<string, never>
  }

  it('compiles', async () => {
    expect(samples.size).toBeGreaterThan(14)
    const errors = await new Promise<string>((resolve) => {
      execFile(
        process.execPath,
        [join(repository, 'node_modules/typescript/bin/tsc'), '-p', folder],
        { encoding: 'utf8' },
        (_, stdout) => resolve(stdout),
      )
    })
    expect(errors).toBe('')
  })

  it('sends the response shown on the page', async () => {
    const { app } = (await load('src/app.ts')) as unknown as {
      app: { request(path: string): Promise<Response> }
    }
    const response = await app.request('/keys/1')
    expect([response.status, response.headers.get('content-type')]).toEqual([
      403,
      'application/problem+json',
    ])
    expect(`${JSON.stringify(await response.json(), null, 2)}\n`).toBe(samples.get('response'))
  })

  it('includes a test that passes and a client that works', async () => {
    const { test } = (await load('src/app.test.ts')) as unknown as { test(): Promise<void> }
    await test()
    const { explain } = (await load('src/client.ts')) as unknown as {
      explain(response: Response): Promise<string>
    }
    expect(await explain(new Response(samples.get('response'), { status: 403 }))).toBe(
      'expired at 2026-01-01T00:00:00Z',
    )
    expect(await explain(new Response('{"type":"urn:new"}', { status: 400 }))).toBe(
      'unknown problem: urn:new',
    )
    expect(await explain(new Response('ok'))).toBe('not a problem (200)')
  })

  it('passes on Next’s own errors to Next, and handles all others', async () => {
    const { GET } = (await load('src/next.ts')) as unknown as {
      GET(request: Request, context: { params: Promise<{ id: string }> }): Promise<Response>
    }
    const ask = (id: string) =>
      GET(new Request('https://acme.test/keys'), { params: Promise.resolve({ id }) })
    expect([(await ask('1')).status, (await ask('2')).status]).toEqual([403, 200])
    const redirect = Object.assign(new Error('NEXT_REDIRECT'), {
      digest: 'NEXT_REDIRECT;replace;/;307;',
    })
    await expect(
      GET(new Request('https://acme.test/keys'), { params: Promise.reject(redirect) }),
    ).rejects.toBe(redirect)
  })
})
