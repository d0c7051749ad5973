import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { catalogOf } from './commands.js'
import { put, temporary, treeOf } from './disk.js'

const config =
  'catalog: errors\nrules: { stub: off }\noutputs: [{ emit: typescript, to: out, audience: internal }]\n'
const files = { ...catalogOf(1), 'errbook.config.yaml': config }
const header =
  '# Files that errbook wrote to this folder, with one hash and path per line. Builds delete only these files.\n'

async function errbook(folder: string, args: readonly string[]) {
  const io = captureIo(folder)
  return { code: await run(args, io), text: io.text() }
}

describe('the config in a manifest', () => {
  it('prevents other configs from writing to the folder until that config is removed', async () => {
    await temporary(async (folder) => {
      put(folder, { ...files, 'other.yaml': config })
      expect((await errbook(folder, ['build'])).code).toBe(0)
      const before = treeOf(folder)
      expect(await errbook(folder, ['build', '-c', 'other.yaml'])).toMatchObject({
        code: 2,
        text: expect.stringContaining('[shared-output]'),
      })
      expect(treeOf(folder)).toEqual(before)
      put(folder, { 'errbook.config.yaml': config })
      expect((await errbook(folder, ['build', '-c', 'other.yaml', '--force'])).code).toBe(0)
      expect((await errbook(folder, ['build'])).code).toBe(2)
    })
  })

  it('is omitted if the config is outside the project, so that the manifest is the same everywhere', async () => {
    await temporary(async (folder) => {
      const project = join(folder, 'project')
      put(project, files)
      put(folder, {
        'ci-1.yaml': config,
        'ci-2.yaml': config,
        'project/.git/HEAD': 'ref: refs/heads/main\n',
      })
      for (const name of ['ci-1.yaml', 'ci-2.yaml'])
        expect(
          await errbook(project, ['build', '-c', `../${name}`, '--allow-outside']),
        ).toMatchObject({ code: 0 })
      expect(treeOf(project)['out/.errbook-manifest']).not.toContain('Config')
    })
  })

  it.each([
    '/etc/passwd',
    '../../../../etc/passwd',
    'x'.repeat(5000),
    '../out',
    '../loop.yaml',
    '\u0001',
    '',
  ])('is ignored if it can’t be the path of a config: %#', async (named) => {
    await temporary(async (folder) => {
      put(folder, { ...files, 'out/.errbook-manifest': `${header}# Config: ${named}\n` })
      expect(await errbook(folder, ['build'])).toMatchObject({ code: 0 })
    })
  })
})

describe('a file of 600 MB in an output folder', () => {
  it.each(['out/.errbook-manifest', 'out/codes.ts'])(
    'is reported without a stack trace: %s',
    async (path) => {
      await temporary(async (folder) => {
        put(folder, { ...files, [path]: '' })
        truncateSync(join(folder, path), 600_000_000)
        for (const args of [['build'], ['build', '--check']])
          expect((await errbook(folder, args)).text).toMatch(
            /\[file-too-large\]: `out\/\S+` is 600 MB/,
          )
      })
    },
  )
})

describe('a file written with `--out` or `--report`', () => {
  const list =
    '[{ "code": "err:acme:data:item", "status": 404, "title": "Not Found", "message": "Gone." }]'
  const api = 'openapi: 3.1.0\ninfo: { title: A, version: "1" }\npaths: {}\n'

  it.each([
    'errbook.config.yaml',
    'errors/catalog.yaml',
    'errors/acme/data/first.yaml',
    'errors/.gitattributes',
    './errors/new.yml',
  ])('never replaces the config or a file of the catalog: %s', async (file) => {
    await temporary(async (folder) => {
      put(folder, { ...files, 'list.json': list, 'api.yaml': api })
      const before = treeOf(folder)
      for (const args of [
        ['openapi', 'merge', 'api.yaml', '-o', file],
        ['import', 'json', 'list.json', '--report', file],
      ])
        expect(await errbook(folder, args)).toMatchObject({
          code: 2,
          text: expect.stringContaining('[output-over-source]'),
        })
      expect(treeOf(folder)).toEqual(before)
    })
  })

  it('can be a report in the catalog folder, and an import works if the catalog is the working folder', async () => {
    await temporary(async (folder) => {
      put(folder, { ...files, 'list.json': list })
      expect(
        await errbook(folder, ['import', 'json', 'list.json', '--report', 'errors/report.md']),
      ).toMatchObject({ code: 0 })
      const catalog = join(folder, 'errors')
      put(catalog, { 'errbook.config.json': '{ "catalog": ".", "rules": { "stub": "off" } }' })
      put(folder, { 'list.json': list.replace('item', 'other') })
      expect(await errbook(catalog, ['import', 'json', '../list.json'])).toMatchObject({ code: 0 })
      expect(Object.keys(treeOf(catalog))).toContain('acme/data/other.yaml')
    })
  })
})
