import { chmodSync, existsSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Artifact, MergeArtifact } from '../../src/model/artifact.js'
import { applyWrites, writeOutputs } from '../../src/write/apply.js'
import { planWrites, type Wanted, type WriteOptions } from '../../src/write/disk.js'
import { file, folderForEach, put, treeOf } from './disk.js'
import { withFault } from './faults.js'
import { fails, failure, nobody, rightBefore, somebody, withoutWaiting } from './moments.js'

let folder = ''
folderForEach((made) => {
  folder = made
})

const options = (more: Partial<WriteOptions> = {}): WriteOptions => ({
  cwd: folder,
  force: false,
  patience: 0,
  ...more,
})
const plan = (outputs: readonly Wanted[], more?: Partial<WriteOptions>) =>
  planWrites(outputs, options(more))
const build = (outputs: readonly Wanted[], more?: Partial<WriteOptions>) =>
  writeOutputs(outputs, options(more)).findings.map(({ code }) => code)
/** Returns an artifact that sets the second line of an existing file. */
const part = (path: string, text = 'ours'): MergeArtifact => ({
  path,
  merge: (existing) => `${existing?.text.split('\n')[0] ?? ''}\n${text}\n`,
})
const output = (to: string, ...artifacts: readonly Artifact[]): Wanted => ({ to, artifacts })
const files = () => Object.keys(treeOf(folder)).filter((path) => !path.includes('manifest'))

describe('a plan that was made earlier', () => {
  it('is not applied if another build wrote files since then', () => {
    const first = plan([output('out', file('a.md', 'first'))])
    build([output('out', file('b.md'))])
    const tree = treeOf(folder)
    expect(applyWrites(first, options())).toBe(false)
    expect(treeOf(folder)).toEqual(tree)
    expect(build([output('out', file('a.md', 'first'))])).toEqual([])
    expect(files()).toEqual(['out/', 'out/a.md'])
  })

  it.each([
    ['changed', { 'theirs.txt': 'theirs\n' }, { 'theirs.txt': 'edited\n' }],
    ['created', {}, { 'theirs.txt': 'mine\n' }],
  ])('is not applied if a foreign file was %s since then', (_, then, now) => {
    put(folder, then)
    const first = plan([output('out', part('theirs.txt'), file('a.md'))])
    put(folder, now)
    expect(applyWrites(first, options())).toBe(false)
    expect(treeOf(folder)).toEqual(now)
  })

  it('is replaced by a new plan if a foreign file changed in the meantime', () => {
    put(folder, { 'theirs.txt': 'theirs\n' })
    let merges = 0
    const merge: MergeArtifact['merge'] = (existing) => {
      if (merges++ === 0) put(folder, { 'theirs.txt': 'edited meanwhile\n' })
      return `${existing?.text.split('\n')[0]}\nours\n`
    }
    expect(build([output('out', { path: 'theirs.txt', merge })])).toEqual([])
    expect([merges, treeOf(folder)['theirs.txt']]).toEqual([2, 'edited meanwhile\nours\n'])
  })

  it('is still applied if a generated folder was removed', () => {
    build([output('out', file('deep/er/a.md'), file('b.md'))])
    const next = plan([output('out', file('b.md'))])
    rmSync(join(folder, 'out/deep'), { recursive: true })
    expect(applyWrites(next, options())).toBe(true)
    expect(files()).toEqual(['out/', 'out/b.md'])
  })
})

describe('applying a plan', () => {
  it('checks every folder and every foreign file, in order, before it writes', () => {
    put(folder, { 'theirs.txt': 'theirs\n' })
    const asked: string[] = []
    const wanted = [output('z', file('a.md')), output('a/b', file('a.md'), part('theirs.txt'))]
    const refusal = (path: string) => {
      asked.push(path)
      return undefined
    }
    expect(build(wanted, { refusal })).toEqual([])
    const at = (...paths: string[]) => paths.map((path) => join(folder, path))
    expect(asked).toEqual([folder, ...at('a/b', 'z', 'theirs.txt')])
    for (const refused of ['a/b', 'z', 'theirs.txt']) {
      rmSync(join(folder, 'a'), { recursive: true, force: true })
      rmSync(join(folder, 'z'), { recursive: true, force: true })
      put(folder, { 'theirs.txt': 'theirs\n' })
      const tree = treeOf(folder)
      const no = (path: string) =>
        path === join(folder, refused)
          ? ({ code: 'io-failed', message: 'No.' } as const)
          : undefined
      expect(failure(() => build(wanted, { refusal: no }))).toMatchObject({
        exitCode: 2,
        message: 'No.',
      })
      // Folders that this run created are removed again.
      expect(treeOf(folder)).toEqual(tree)
    }
  })

  it('keeps the mode of a foreign file, and does not make a new file executable', () => {
    put(folder, { 'theirs.sh': 'theirs\n' })
    chmodSync(join(folder, 'theirs.sh'), 0o750)
    build([output('out', part('theirs.sh'), part('new.txt'))])
    expect(treeOf(folder)['theirs.sh']).toBe('theirs\nours\n')
    expect(statSync(join(folder, 'theirs.sh')).mode & 0o777).toBe(0o750)
    expect(statSync(join(folder, 'new.txt')).mode & 0o111).toBe(0)
  })

  it('removes files staged by a killed build, in outputs and next to foreign files', () => {
    put(folder, { 'docs/theirs.txt': 'theirs\n' })
    const wanted = [output('out', file('a.md'), part('docs/theirs.txt'))]
    build(wanted)
    const tree = treeOf(folder)
    for (const below of ['out', 'docs']) {
      put(folder, {
        [`${below}/.errbook-staging/pid`]: String(nobody),
        [`${below}/.errbook-staging/0`]: 'torn',
      })
      expect(build(wanted)).toEqual([])
      expect(treeOf(folder)).toEqual(tree)
    }
  })

  it('writes to the disk only if something changed', async () => {
    const wanted = [output('out', file('a.md'), part('theirs.txt'))]
    const calls = (act: () => unknown) => withFault(undefined, async () => void act())
    expect(await calls(() => build(wanted))).toBeGreaterThan(10)
    expect(await calls(() => build(wanted))).toBe(0)
  })

  it('reports the folder or file that could not be created', () => {
    put(folder, { 'theirs.txt': 'theirs\n' })
    const wanted = [output('out', file('deep/a.md'), part('theirs.txt'))]
    const full = fails('ENOSPC')
    const message = (call: Parameters<typeof rightBefore>[0], end: string) =>
      failure(() => rightBefore(call, end, full, () => build(wanted)))?.message
    expect(message('mkdirSync', 'out')).toBe('out could not be written: the disk is full.')
    expect(files()).toEqual(['theirs.txt'])
    expect(message('mkdirSync', 'out/deep')).toBe('out could not be written: the disk is full.')
    expect(build(wanted)).toEqual([])
    expect(files()).toEqual(['out/', 'out/deep/', 'out/deep/a.md', 'theirs.txt'])
  })
})

describe('planning a build', () => {
  it('waits for another build and starts again if files look edited', () => {
    const sleeps = withoutWaiting()
    build([output('out', file('a.md', 'old'))])
    put(folder, { 'out/a.md': 'half', 'out/.errbook-staging/pid': String(somebody) })
    const wanted = [output('./out//', file('a.md', 'new'))]
    expect(failure(() => plan(wanted))).toMatchObject({
      code: 'build-running',
      message: `Another errbook (process ${somebody}) is writing to out.`,
    })
    vi.mocked(Atomics.wait).mockImplementationOnce(() => {
      rmSync(join(folder, 'out'), { recursive: true })
      return 'timed-out'
    })
    expect(plan(wanted, { patience: 100 }).findings).toEqual([])
    expect(sleeps).toEqual([])
  })

  it('reports files that look edited if no other build is running', () => {
    put(folder, { 'out/a.md': 'theirs' })
    const { findings } = plan([output('./out//', file('a.md'))])
    expect(findings.map(({ message }) => message)).toEqual([
      'out/a.md already exists and was not written by errbook.',
    ])
  })
})

describe('outputs that share a folder', () => {
  it('are planned as one folder, even if their paths differ', () => {
    mkdirSync(join(folder, 'real'))
    symlinkSync('real', join(folder, 'link'))
    const outputs = [
      output('real', file('a.md')),
      output('./link/', file('b.md')),
      output('real/../real', file('c.md')),
    ]
    expect(plan(outputs).folders).toHaveLength(1)
    expect(build(outputs)).toEqual([])
    expect(existsSync(join(folder, 'real/c.md'))).toBe(true)
    expect(build([output('real', file('a.md')), output('link', file('a.md'))])).toEqual([
      'output-collision',
    ])
  })

  it('can both change the same foreign file, even through a link', () => {
    put(folder, { 'theirs.txt': '\ufefftheirs\n' })
    symlinkSync('theirs.txt', join(folder, 'link.txt'))
    const add = (path: string, text: string): MergeArtifact => ({
      path,
      merge: (existing) => `${existing?.text}${text}\n`,
    })
    expect(build([output('out', add('theirs.txt', 'a'), add('link.txt', 'b'))])).toEqual([])
    expect(treeOf(folder)['theirs.txt']).toBe(
      Buffer.from('\ufefftheirs\na\nb\n').toString('latin1'),
    )
    expect(treeOf(folder)['link.txt']).toBe('→ theirs.txt')
  })

  it('report why a foreign file can’t be changed, and write nothing', () => {
    put(folder, { 'theirs.txt': 'theirs\n' })
    const no = { code: 'io-failed', message: 'No.' } as const
    for (const path of ['theirs.txt', 'none.txt'])
      expect(build([output('out', file('a.md'), { path, merge: () => no })])).toEqual(['io-failed'])
    expect(treeOf(folder)).toEqual({ 'theirs.txt': 'theirs\n' })
    mkdirSync(join(folder, 'folder'))
    expect(build([output('out', part('folder'))])).toHaveLength(1)
  })

  it('can’t generate a file and also change it as a foreign file', () => {
    expect(build([output('.', file('a.txt'), part('a.txt'))])).toEqual(['output-collision'])
    expect(treeOf(folder)).toEqual({})
  })
})
