import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isInside } from '../../src/facts/path.js'
import { file, put, temporary, treeOf, write } from './disk.js'

const evil = [
  ...[
    '..',
    '../x',
    '../../x',
    'a/../../x',
    'a/..',
    './x',
    'a/./x',
    '.',
    '',
    '/',
    '//',
    '/etc/x',
    '//host/share/x',
    'a//b',
    'a/',
  ],
  ...[
    '..\\x',
    'a\\..\\..\\x',
    '\\x',
    '\\\\host\\share\\x',
    'C:x',
    'C:\\x',
    'c:/x',
    'x:stream',
    'x::$DATA',
  ],
  ...[
    'a\u0000.md',
    'a\nb.md',
    'a\r.md',
    'a\t.md',
    'a\u001b[2J.md',
    'a\u007f.md',
    'a\u0085.md',
    'a\u2028.md',
    'a\u202egpj.md',
    'a\u200b.md',
    '\ufeffa.md',
    'a\ud800.md',
  ],
  ...['con', 'CON.md', 'aux.md', 'a/nul', 'a/prn.tar.gz', 'com1', 'LPT9.md', 'com¹.md', 'conin$'],
  ...[
    'a.',
    'a.md.',
    'a ',
    ' a',
    'a/ b.md',
    'a /b.md',
    'a./b.md',
    '...',
    'a*.md',
    'a?.md',
    'a|b',
    'a<b',
    'a>b',
    'a"b',
  ],
  ...[
    '.errbook-manifest',
    '.errbook-staging',
    '.errbook-staging/pid',
    '.ERRBOOK-MANIFEST',
    '.errbook-anything/x',
  ],
  ...['x'.repeat(256), `${'é'.repeat(128)}.md`, `${'abcdefghi/'.repeat(120)}x`],
]
const fine = [
  'a.md',
  '.hidden',
  'a/b/c.md',
  'a b.md',
  'a..b',
  '..a',
  'a...b',
  'console.md',
  'auxiliary/x',
  'com10.md',
  'ä/ö.md',
  '日本語.md',
  '%2e%2e/x',
  '~/x',
  '$HOME',
  '-rf',
  'a.errbook-manifest',
  'a/.errbook-manifest',
  '__proto__',
  'constructor',
  'x'.repeat(255),
]

describe('a path of an artifact', () => {
  it.each(evil.map((path) => [path]))('%j is refused, and nothing is written', async (path) => {
    await temporary((folder) => {
      put(folder, { 'precious.txt': 'precious', 'out/deep/other.txt': 'other' })
      const before = treeOf(folder)
      expect(
        write(folder, [file('fine.md'), file(path, 'evil\n')], { to: 'out/deep', force: true }),
      ).toEqual(['path-escapes'])
      expect(treeOf(folder)).toEqual(before)
    })
  })

  it.each(fine.map((path) => [path]))('%j is accepted', async (path) => {
    await temporary((folder) => {
      expect(write(folder, [file(path, 'fine\n')])).toEqual([])
      expect(treeOf(join(folder, 'out'))[Buffer.from(path).toString()]).toBe('fine\n')
      expect(write(folder, [])).toEqual([])
      expect(Object.keys(treeOf(folder))).toEqual(['out/', 'out/.errbook-manifest'])
    })
  })

  describe('made of random parts', () => {
    let folder = ''
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'errbook-paths-'))
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    const part = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '',
        'a',
        'b',
        'link',
        '...',
        'a.md',
        'CON',
        '.errbook-manifest',
        'A',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    const path = fc
      .array(part, { minLength: 1, maxLength: 5 })
      .chain((parts) => fc.constantFrom('/', '\\', '//').map((separator) => parts.join(separator)))

    it('stays inside the folder or is rejected', () => {
      put(folder, { 'precious.txt': 'precious', 'target/file.txt': 'file' })
      mkdirSync(join(folder, 'top/out'), { recursive: true })
      symlinkSync('../../target', join(folder, 'top/out/link'))
      const outside = () =>
        Object.entries(treeOf(folder)).filter(([name]) => !name.startsWith('top/out/'))
      const before = outside()
      fc.assert(
        fc.property(fc.array(path, { maxLength: 3 }), (paths) => {
          const codes = write(
            folder,
            paths.map((one) => file(one, 'x\n')),
            { to: 'top/out', force: true },
          )
          expect(outside()).toEqual(before)
          expect(treeOf(join(folder, 'top/out')).link).toBe('→ ../../target')
          if (paths.some((one) => !isInside(one))) expect(codes).toContain('path-escapes')
        }),
        { numRuns: 300 },
      )
    })
  })
})
