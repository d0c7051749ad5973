import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { namedPathProblem } from '../../src/facts/path.js'
import { inFolder } from '../project.js'
import { catalog, errbook } from './acme.js'

describe('a backslash in a path', () => {
  const config = [
    'catalog: .\\errors',
    'rules: { stub: off }',
    'outputs:',
    '  - { emit: mintlify, to: docs\\pages, base: /errors, templates: tools\\mine, nav: { file: docs\\docs.json } }',
    '  - { emit: openapi, to: .\\out\\openapi, api: tools\\api.yaml }',
    '',
  ].join('\n')
  const files = {
    ...catalog,
    'errbook.config.yaml': config,
    'docs/docs.json': '{ "navigation": { "groups": [{ "group": "Errors", "pages": [] }] } }\n',
    'tools/mine/page.mdx.hbs': 'Ours.\n',
    'tools/api.yaml': 'openapi: 3.1.0\ninfo: { title: Acme, version: "1" }\npaths: {}\n',
  }

  it('separates folders in a config, on every system', async () => {
    await inFolder(files, async (folder) => {
      expect((await errbook(folder, ['build'])).text).toContain('files written')
      expect(readdirSync(folder).sort()).toEqual([
        'docs',
        'errbook.config.yaml',
        'errors',
        'out',
        'tools',
      ])
      expect(existsSync(join(folder, 'docs/pages/data/gone.mdx'))).toBe(true)
      expect(existsSync(join(folder, 'out/openapi/overlay.yaml'))).toBe(true)
      expect(await errbook(folder, ['build', '--check'])).toMatchObject({ exitCode: 0 })
    })
  })

  it('separates folders on the command line', async () => {
    await inFolder(
      { ...catalog, 'lists/errors.json': '[{ "code": "order_gone", "status": 410 }]' },
      async (folder) => {
        const args = [
          'import',
          'json',
          'lists\\errors.json',
          '--to',
          'new\\errors',
          '--report',
          'new\\report.md',
        ]
        await errbook(folder, args)
        expect(existsSync(join(folder, 'new/errors/catalog.yaml'))).toBe(true)
        expect(existsSync(join(folder, 'new/report.md'))).toBe(true)
      },
    )
  })
})

describe('a NUL character', () => {
  it.each([
    ['check', '-c', 'a\u0000.yaml'],
    ['import', 'mdx', 'a\u0000'],
    ['import', 'json', 'list.json', '--map', 'a\u0000'],
    ['import', 'json', 'list.json', '--report', 'a\u0000'],
    ['import', 'json', 'list.json', '--to', 'a\u0000'],
    ['openapi', 'merge', 'a\u0000.yaml'],
    ['openapi', 'merge', 'api.yaml', '--out', 'a\u0000.yaml'],
    ['diff', 'a\u0000'],
    ['new', 'a\u0000'],
  ])('in an argument of `errbook %s %s …` is reported as a usage error', async (...args) => {
    await inFolder(
      { ...catalog, 'errbook.config.yaml': 'catalog: errors\n', 'list.json': '[]' },
      async (folder) => {
        const { exitCode, text } = await errbook(folder, args)
        expect(text).toMatch(
          /^error\[usage\]: The argument "a\\u0000.*contains the character U\+0000/,
        )
        expect(exitCode).toBe(2)
      },
    )
  })

  it('in the config stops every command, including `import`', async () => {
    const config = 'catalog: "a\\0"\n'
    await inFolder(
      { ...catalog, 'errbook.config.yaml': config, 'list.json': '[]' },
      async (folder) => {
        for (const args of [
          ['check'],
          ['build'],
          ['lock'],
          ['fmt'],
          ['diff'],
          ['import', 'json', 'list.json'],
        ]) {
          const { exitCode, text } = await errbook(folder, args)
          expect(text, args.join(' ')).toContain('--> errbook.config.yaml:1:10')
          expect(exitCode, args.join(' ')).toBe(2)
        }
      },
    )
  })
})

describe('a path', () => {
  const problem = (path: string, windows = false) =>
    namedPathProblem(path, 'write', { windows })?.message

  it.each([
    'out',
    './out',
    '../out',
    'a/../b',
    'out/',
    'a//b',
    '/abs/out',
    '.github/x',
    'docs/v1.2',
    '.',
    '..',
  ])('may be %j', (path) => {
    expect(problem(path)).toBeUndefined()
  })

  it.each([
    ...[
      'con',
      'a/NUL.txt/b',
      'aux',
      'com1',
      'a/lpt9.md',
      'out.',
      'out ',
      'a /b',
      'a./b',
      'x:y',
      'a/.git::$INDEX_ALLOCATION',
    ],
    ...[
      'a\\con\\b',
      'a\\b.',
      '...',
      '.. ',
      'a/\u202eb',
      'a/\ud800',
      'C:\\x',
      'c:/x',
      'C:x',
      'a\u0000',
      'a\nb',
      'a*',
      'a?',
    ],
  ])('must not be %j', (path) => {
    expect(problem(path)).toBeTypeOf('string')
  })

  it('may start with a drive letter only on Windows', () => {
    expect(problem('C:\\x', true)).toBeUndefined()
    expect(problem('C:\\x:y', true)).toBeTypeOf('string')
  })
})
