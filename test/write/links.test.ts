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
    ['in place of a file, to nowhere', 'a.md', '../nowhere'],
    ['in place of a folder', 'b', '../outside'],
    ['in place of a folder, within the output', 'b', 'elsewhere'],
    ['further down', 'b/d', '../../outside'],
    ['to itself', 'b', 'b'],
    ['in place of the manifest', '.errbook-manifest', '../outside/manifest'],
  ])('%s is refused, with --force too', async (_, path, target) => {
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

  it('in place of a folder, created after a build, does not redirect a deletion', async () => {
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
  ])('created after the plan does not redirect files that are %s', async (_, wanted) => {
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
  })

  it('in place of the staging folder is refused, and its target is kept', async () => {
    await temporary((folder) => {
      put(folder, { 'outside/0': 'precious', 'outside/pid': '999999999' })
      mkdirSync(join(folder, 'out'))
      symlinkSync('../outside', join(folder, 'out/.errbook-staging'))
      const before = treeOf(folder)
      expect(() => write(folder, files, { force: true })).toThrow(/link/)
      expect(treeOf(folder)).toEqual(before)
    })
  })

  it('among staged files of a killed build is removed, not followed', async () => {
    await temporary((folder) => {
      put(folder, { 'outside/x': 'precious', 'out/.errbook-staging/pid': '999999999' })
      symlinkSync('../../outside', join(folder, 'out/.errbook-staging/0'))
      symlinkSync('../../outside/x', join(folder, 'out/.errbook-staging/next'))
      expect(write(folder, files)).toEqual([])
      expect(readFileSync(join(folder, 'outside/x'), 'utf8')).toBe('precious')
    })
  })
})

describe('a link in the path of an output', () => {
  it.each([
    ['of the folder itself', 'link'],
    ['of its parent', 'link/out'],
  ])('%s is the user’s choice: files are written only to its target', async (_, to) => {
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

  it('to a foreign file is written through, and stays a link', async () => {
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
