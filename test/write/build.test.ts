import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/commands/run.js'
import { resolveOutputs } from '../../src/commands/shared/project/outputs.js'
import { loadProject } from '../../src/commands/shared/project/project.js'
import { check, render } from '../../src/compile.js'
import { captureIo } from '../io.js'
import { navigation, putProject } from './catalog.js'
import { put, temporary, treeOf } from './disk.js'

async function built(use: (folder: string) => Promise<void>): Promise<void> {
  await temporary(async (folder) => {
    putProject(folder, { errors: 10, version: 'old' })
    put(folder, navigation)
    expect(await run(['build'], captureIo(folder))).toBe(0)
    await use(folder)
  })
}

/** Returns a hash of the names, types, contents, times and inodes of all files. */
function stateOf(folder: string): string {
  const times = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map(
      (path) =>
        `${path} ${lstatSync(join(folder, path)).mtimeMs} ${lstatSync(join(folder, path)).ino}`,
    )
  return createHash('sha256')
    .update(JSON.stringify([treeOf(folder), times]))
    .digest('hex')
}

describe('build', () => {
  it('writes nothing if it runs again without changes', async () => {
    await built(async (folder) => {
      const before = stateOf(folder)
      const io = captureIo(folder)
      expect(await run(['build'], io)).toBe(0)
      expect(io.text()).toContain('up to date')
      expect(stateOf(folder)).toBe(before)
    })
  })

  it('writes only the files that changed', async () => {
    await built(async (folder) => {
      const before = treeOf(folder)
      writeFileSync(
        join(folder, 'errors/acme/data.yaml'),
        before['errors/acme/data.yaml']!.replace('thing number 3 in', 'thing number three in'),
      )
      const inode = (path: string) => lstatSync(join(folder, path)).ino
      const untouched = inode('out/docs/errors/acme/data/thing_4_not_found.mdx')
      expect(await run(['build'], captureIo(folder))).toBe(0)
      expect(inode('out/docs/errors/acme/data/thing_4_not_found.mdx')).toBe(untouched)
      expect(treeOf(folder)['out/docs/errors/acme/data/thing_3_not_found.mdx']).toContain(
        'thing number three in',
      )
    })
  })

  it('generates the same files whatever the order of the catalog files', async () => {
    await temporary(async (folder) => {
      putProject(folder, { errors: 1, version: 'old' })
      rmSync(join(folder, 'errors/acme/data.yaml'))
      for (const name of ['b', 'a', 'B_2', 'aa', 'a-b', 'z', 'm1', 'm10', 'm2']) {
        put(folder, {
          [`errors/acme/data/${name}.yaml`]: `code: err:acme:data:${name}\nidentifier: Data${name.replace(/\W|_/g, 'X')}${name === 'b' ? 'Low' : ''}\nstatus: 404\ntitle: Not Found\nsummary: There is no ${name}.\n`,
        })
      }
      const { project } = await loadProject(folder, undefined)
      const { config, configSource, sources } = project!
      const outputs = resolveOutputs(config, configSource, project!.boundary).value
      const rendered = (entries: typeof sources.entries) => {
        const { value, findings } = check({ ...sources, entries }, config)
        expect(findings).toEqual([])
        return JSON.stringify(render(value!, outputs).value.map(({ artifacts }) => artifacts))
      }
      const expected = rendered(sources.entries)
      for (let round = 1; round < 9; round++)
        expect(
          rendered([...sources.entries.slice(round), ...sources.entries.slice(0, round)].reverse()),
        ).toBe(expected)
    })
  })
})

describe('build --check', () => {
  it.each<[string, (folder: string) => void]>([
    ['a page is outdated', (folder) => putProject(folder, { errors: 10, version: 'new' })],
    ['a page is missing', (folder) => rmSync(join(folder, 'out/docs/errors/overview.mdx'))],
    [
      'a page was edited',
      (folder) => writeFileSync(join(folder, 'out/docs/errors/overview.mdx'), 'mine'),
    ],
    ['a page must be deleted', (folder) => putProject(folder, { errors: 9, version: 'old' })],
    [
      'a foreign file has the name of a new page',
      (folder) => {
        put(folder, { 'out/schemas/acme/data/thing_10_not_found.schema.json': 'mine' })
        putProject(folder, { errors: 11, version: 'old' })
      },
    ],
    ['the manifest is missing', (folder) => rmSync(join(folder, 'out/ts/.errbook-manifest'))],
    [
      'the manifest is outdated',
      (folder) => writeFileSync(join(folder, 'out/ts/.errbook-manifest'), ''),
    ],
    [
      'the manifest is damaged',
      (folder) => writeFileSync(join(folder, 'out/ts/.errbook-manifest'), '=======\n'),
    ],
    ['the navigation is outdated', (folder) => put(folder, navigation)],
    ['an output is missing', (folder) => rmSync(join(folder, 'out/ts'), { recursive: true })],
    [
      'the catalog has a problem',
      (folder) => put(folder, { 'errors/acme/data/x.yaml': 'code: nonsense\n' }),
    ],
  ])('reports it, exits with 1 and writes nothing if %s', async (_, change) => {
    await built(async (folder) => {
      change(folder)
      const before = stateOf(folder)
      const io = captureIo(folder)
      expect(await run(['build', '--check'], io)).toBe(1)
      expect(io.text()).toContain('error[')
      expect(stateOf(folder)).toBe(before)
    })
  })

  it('exits with 0 if only line ends differ', async () => {
    await built(async (folder) => {
      for (const [path, text] of Object.entries(treeOf(folder)))
        if (path.startsWith('out/') && /\.(?:mdx|ts|txt|errbook-manifest)$/.test(path))
          put(folder, { [path]: Buffer.from(text, 'latin1').toString().replaceAll('\n', '\r\n') })
      expect(await run(['build', '--check'], captureIo(folder))).toBe(0)
    })
  })
})

describe('a build that fails', () => {
  it.each<[string, number, (folder: string) => void]>([
    [
      'the catalog has a problem',
      1,
      (folder) => put(folder, { 'errors/acme/data/x.yaml': 'code: nonsense\n' }),
    ],
    [
      'one entry has a problem, even if other entries changed',
      1,
      (folder) => {
        putProject(folder, { errors: 12, version: 'new' })
        put(folder, { 'errors/acme/data/x.yaml': 'code: err:acme:data:x\nstatus: 404\n' })
      },
    ],
    [
      'the config has a problem',
      2,
      (folder) =>
        put(folder, {
          'errbook.config.yaml': 'catalog: errors\noutputs: [{ emit: nothing, to: out }]\n',
        }),
    ],
    [
      'the navigation file is not valid JSON',
      1,
      (folder) => {
        putProject(folder, { errors: 12, version: 'new' })
        put(folder, { 'out/docs/docs.json': '{' })
      },
    ],
    [
      'a file in one of the output folders was edited',
      3,
      (folder) => {
        putProject(folder, { errors: 12, version: 'new' })
        writeFileSync(join(folder, 'out/ts/index.ts'), 'mine')
      },
    ],
    [
      'a file has the name of an output folder',
      3,
      (folder) => {
        putProject(folder, { errors: 12, version: 'new' })
        renameSync(join(folder, 'out/ts'), join(folder, 'out/was'))
        writeFileSync(join(folder, 'out/ts'), 'a file')
      },
    ],
    [
      'a template has a problem',
      1,
      (folder) => {
        put(folder, { 'templates/page.mdx.hbs': '{{nothing}}' })
        put(folder, {
          'errbook.config.yaml':
            'catalog: errors\nrules: { stub: off }\noutputs:\n  - { emit: mintlify, to: out/docs/errors, templates: templates }\n',
        })
      },
    ],
  ])('writes nothing if %s', async (_, exitCode, change) => {
    await built(async (folder) => {
      change(folder)
      const before = stateOf(folder)
      expect(await run(['build'], captureIo(folder))).toBe(exitCode)
      expect(stateOf(folder)).toBe(before)
    })
  })
})
