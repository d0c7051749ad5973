import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Artifact } from '../../src/model/artifact.js'
import { applyWrites } from '../../src/write/apply.js'
import { planWrites } from '../../src/write/disk.js'
import { file, pagesOf, patience, put, temporary, treeOf, write } from './disk.js'
import { both, situations } from './situations.js'

describe('only errbook’s own files', () => {
  it.each(
    situations.map(
      (situation) =>
        [`${situation.what}${situation.force ? ' (--force)' : ''}`, situation] as const,
    ),
  )(
    'are changed by a build if %s',
    async (_, { happens, wanted, force = false, codes = [], left }) => {
      await temporary((folder) => {
        const out = join(folder, 'out')
        put(folder, { 'precious.txt': 'precious' })
        expect(write(folder, both)).toEqual([])
        happens?.(out)
        const before = treeOf(folder)
        expect(write(folder, wanted, { force })).toEqual(codes)
        const after = treeOf(folder)
        if (codes.length > 0) expect(after).toEqual(before)
        else
          expect(
            Object.fromEntries(pagesOf(treeOf(out)).map((path) => [path, after[`out/${path}`]])),
          ).toEqual(left)
        expect(after['precious.txt']).toBe('precious')
        // A second build must change nothing.
        if (codes.length === 0) {
          expect(write(folder, wanted)).toEqual([])
          expect(treeOf(folder)).toEqual(after)
        }
      })
    },
  )

  it('are removed, and so are folders that become empty', async () => {
    await temporary((folder) => {
      write(folder, [file('x/y/z.md'), file('v/w.md')])
      mkdirSync(join(folder, 'out/v/empty'))
      write(folder, [])
      expect(Object.keys(treeOf(folder))).toEqual([
        'out/',
        'out/.errbook-manifest',
        'out/v/',
        'out/v/empty/',
      ])
    })
  })

  it('are removed, and so are folders that a killed build left empty', async () => {
    await temporary((folder) => {
      write(folder, [file('a.md'), file('x/y/z.md'), file('v/w.md')])
      // Killed after the page and the first of its folders were removed.
      rmSync(join(folder, 'out/v/w.md'))
      rmSync(join(folder, 'out/x/y'), { recursive: true })
      expect(write(folder, [file('a.md')])).toEqual([])
      expect(Object.keys(treeOf(folder))).toEqual(['out/', 'out/.errbook-manifest', 'out/a.md'])
    })
  })

  it('are written, so an output without files creates no folder', async () => {
    await temporary((folder) => {
      expect(write(folder, [])).toEqual([])
      expect(existsSync(join(folder, 'out'))).toBe(false)
    })
  })
})

describe('an output', () => {
  it.each([
    ['out', 'out'],
    ['out/x/y', 'out'],
  ])('to `%s` is rejected if `%s` is a file', async (to, file) => {
    await temporary((folder) => {
      put(folder, { [file]: 'mine' })
      const { findings } = planWrites([{ to, artifacts: both }], {
        cwd: folder,
        force: true,
        ...patience,
      })
      expect(findings).toMatchObject([
        { code: 'foreign-file', message: `${file} is a file, not a folder.` },
      ])
    })
  })
})

describe('two outputs', () => {
  const plan = (folder: string, outputs: readonly [to: string, artifacts: readonly Artifact[]][]) =>
    planWrites(
      outputs.map(([to, artifacts]) => ({ to, artifacts })),
      { cwd: folder, force: false, ...patience },
    )

  it.each([
    ['out', './out/'],
    ['out', 'other/../out'],
    ['out', 'link'],
  ])('share one manifest if their paths `%s` and `%s` are the same folder', async (one, other) => {
    await temporary((folder) => {
      mkdirSync(join(folder, 'out'))
      symlinkSync('out', join(folder, 'link'))
      for (let round = 0; round < 2; round++) {
        const both = plan(folder, [
          [one, [file('a.md')]],
          [other, [file('b.md')]],
        ])
        expect(both.folders.length).toBe(1)
        applyWrites(both, patience)
        expect(pagesOf(treeOf(join(folder, 'out')))).toEqual(['a.md', 'b.md'])
      }
    })
  })

  it('have separate manifests if one folder is inside the other', async () => {
    await temporary((folder) => {
      applyWrites(
        plan(folder, [
          ['out', [file('a.md')]],
          ['out/docs', [file('b.md')]],
        ]),
        patience,
      )
      applyWrites(
        plan(folder, [
          ['out', []],
          ['out/docs', [file('b.md')]],
        ]),
        patience,
      )
      expect(pagesOf(treeOf(join(folder, 'out')))).toEqual(['docs/b.md'])
    })
  })

  it('are rejected if one folder is inside the other and both write the same file', async () => {
    await temporary((folder) => {
      expect(
        plan(folder, [
          ['out', [file('docs/b.md')]],
          ['out/docs', [file('b.md')]],
        ]).findings.map(({ code }) => code),
      ).toEqual(['output-collision'])
      expect(
        plan(folder, [
          ['out', [file('docs')]],
          ['out/docs', [file('b.md')]],
        ]).findings.map(({ code }) => code),
      ).toEqual(['output-collision'])
    })
  })

  it('are not written at all if one of the folders can’t be written', async () => {
    await temporary((folder) => {
      put(folder, { 'blocked/.errbook-staging/pid': '1' })
      const before = treeOf(folder)
      expect(() =>
        applyWrites(
          plan(folder, [
            ['out', [file('a.md')]],
            ['blocked', [file('b.md')]],
          ]),
          patience,
        ),
      ).toThrow(/Another errbook/)
      expect(treeOf(folder)).toEqual(before)
    })
  })
})
