import { lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { applyWrites } from '../../src/write/apply.js'
import { planWrites } from '../../src/write/disk.js'
import { file, patience, put, temporary, treeOf, write } from './disk.js'

const files = [file('a.md'), file('b/c.md'), file('b/d/e.md')]

describe('a link in an output', () => {
  it.each([
    ['in place of a file', 'a.md', '../outside/a.md'],
    ['in place of a file, to a missing file', 'a.md', '../nowhere'],
    ['in place of a folder', 'b', '../outside'],
    ['in place of a folder, within the output', 'b', 'elsewhere'],
    ['in place of a nested folder', 'b/d', '../../outside'],
    ['that leads to itself', 'b', 'b'],
    ['in place of the manifest', '.errbook-manifest', '../outside/manifest'],
  ])('%s is rejected, even with --force', async (_, path, target) => {
    await temporary((folder) => {
      put(folder, {
        'outside/a.md': 'precious',
        'outside/c.md': 'precious',
        'outside/manifest': '',
        'out/elsewhere/c.md': 'mine',
      })
      mkdirSync(join(folder, 'out', path, '..'), { recursive: true })
      symlinkSync(target, join(folder, 'out', path))
      const before = treeOf(folder)
      expect(write(folder, files, { force: true })).toEqual(['output-link'])
      expect(treeOf(folder)).toEqual(before)
    })
  })

  it('that replaced a folder after a build does not redirect deletions', async () => {
    await temporary((folder) => {
      write(folder, files)
      rmSync(join(folder, 'out/b'), { recursive: true })
      put(folder, { 'outside/c.md': 'b/c.md\n', 'outside/d/e.md': 'b/d/e.md\n' })
      symlinkSync('../outside', join(folder, 'out/b'))
      const before = treeOf(folder)
      expect(write(folder, [file('a.md')], { force: true })).toEqual(['output-link'])
      expect(treeOf(folder)).toEqual(before)
    })
  })

  it.each([
    ['written', files],
    ['deleted', []],
  ])(
    'that replaced a folder after planning does not redirect files to be %s',
    async (_, wanted) => {
      await temporary((folder) => {
        write(folder, [file('b/c.md', 'old\n')])
        const plan = planWrites([{ to: 'out', artifacts: wanted }], {
          cwd: folder,
          force: true,
          ...patience,
        })
        expect(plan.findings).toEqual([])
        rmSync(join(folder, 'out/b'), { recursive: true })
        put(folder, { 'outside/c.md': 'precious' })
        symlinkSync('../outside', join(folder, 'out/b'))
        expect(() => applyWrites(plan, patience)).toThrow(/link/)
        expect(readFileSync(join(folder, 'outside/c.md'), 'utf8')).toBe('precious')
        expect(Object.keys(treeOf(folder)).filter((path) => path.includes('staging'))).toEqual([])
      })
    },
  )

  it('in place of the staging folder is rejected, and its target is not changed', async () => {
    await temporary((folder) => {
      put(folder, { 'outside/0': 'precious', 'outside/pid': '999999999' })
      mkdirSync(join(folder, 'out'))
      symlinkSync('../outside', join(folder, 'out/.errbook-staging'))
      const before = treeOf(folder)
      expect(() => write(folder, files, { force: true })).toThrow(/link/)
      expect(treeOf(folder)).toEqual(before)
    })
  })

  it('among the staged files of a killed build is removed, but its target is not', async () => {
    await temporary((folder) => {
      put(folder, { 'outside/x': 'precious', 'out/.errbook-staging/pid': '999999999' })
      symlinkSync('../../outside', join(folder, 'out/.errbook-staging/0'))
      symlinkSync('../../outside/x', join(folder, 'out/.errbook-staging/next'))
      expect(write(folder, files)).toEqual([])
      expect(readFileSync(join(folder, 'outside/x'), 'utf8')).toBe('precious')
    })
  })
})

describe('a link in a path from the config', () => {
  it.each([
    ['output folder', 'link'],
    ['parent of the output folder', 'link/out'],
  ])('is followed if it is the %s', async (_, to) => {
    await temporary((folder) => {
      put(folder, { 'elsewhere/mine.txt': 'mine' })
      symlinkSync('elsewhere', join(folder, 'link'))
      expect(write(folder, files, { to })).toEqual([])
      expect(write(folder, [file('a.md')], { to })).toEqual([])
      expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true)
      expect(
        Object.keys(treeOf(folder))
          .filter((path) => !path.endsWith('/'))
          .sort(),
      ).toEqual(
        [
          'elsewhere/mine.txt',
          'link',
          `${to.replace('link', 'elsewhere')}/.errbook-manifest`,
          `${to.replace('link', 'elsewhere')}/a.md`,
        ].sort(),
      )
    })
  })

  it('is followed and kept if it leads to a foreign file that errbook changes', async () => {
    await temporary((folder) => {
      put(folder, { 'site/docs.json': 'old' })
      symlinkSync('site/docs.json', join(folder, 'docs.json'))
      expect(
        write(folder, [{ path: 'docs.json', merge: (existing) => `${existing?.text}+new` }]),
      ).toEqual([])
      expect(treeOf(folder)).toMatchObject({
        'site/docs.json': 'old+new',
        'docs.json': '→ site/docs.json',
      })
    })
  })
})
