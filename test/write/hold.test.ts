import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Finding } from '../../src/model/diagnostic.js'
import type { Change } from '../../src/write/changes.js'
import {
  finishInterrupted,
  type HoldOptions,
  holdCatalog,
  holdFolder,
  holdNothing,
  sweepFolder,
} from '../../src/write/hold.js'
import { busyProcess } from '../../src/write/lock.js'
import { folderForEach, put, treeOf } from './disk.js'
import { withFault } from './faults.js'
import { fails, failure, nobody, rightBefore, somebody } from './moments.js'

let folder = ''
folderForEach((made) => {
  folder = made
})

const options = (more: Partial<HoldOptions> = {}): HoldOptions => ({
  cwd: folder,
  patience: 0,
  ...more,
})
const old = {
  'errors/a.yaml': 'a: old\n',
  'errors/deep/gone.yaml': 'gone\n',
  'errors/kept.yaml': 'kept\n',
  'api.yaml': 'api: old\n',
  'docs/notes.md': 'old\n',
}
/** An edit of a catalog that also changes a file next to it and one in another folder. */
const changes: readonly Change[] = [
  { file: 'errors/deep/gone.yaml', before: 'gone\n', after: undefined },
  { file: 'errors/a.yaml', before: 'a: old\n', after: 'a: new\n' },
  { file: 'errors/new/er.yaml', before: undefined, after: 'new\n' },
  { file: 'docs/notes.md', before: 'old\n', after: 'new\n' },
  { file: 'api.yaml', before: 'api: old\n', after: 'api: new\n' },
]
const edited = {
  'api.yaml': 'api: new\n',
  'docs/': '',
  'docs/notes.md': 'new\n',
  'errors/': '',
  'errors/a.yaml': 'a: new\n',
  'errors/kept.yaml': 'kept\n',
  'errors/new/': '',
  'errors/new/er.yaml': 'new\n',
}

/** Locks the catalog, applies the changes and releases it, as a command does. */
function edit(wanted: readonly Change[] = changes, more: Partial<HoldOptions> = {}): void {
  const hold = holdCatalog('errors', options(more))
  try {
    hold.write(wanted)
  } finally {
    hold.release()
  }
}
/** Returns only the files of the catalog. */
const onlyCatalog = (tree: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(tree).filter(([path]) => path.startsWith('errors/')))

describe('an edit of a catalog', () => {
  it('changes, adds and removes files, and leaves nothing else behind', () => {
    put(folder, old)
    edit()
    expect(treeOf(folder)).toEqual(edited)
  })

  it('keeps the mode and byte order mark of a file', () => {
    put(folder, { ...old, 'errors/a.yaml': '\ufeffa: old\n' })
    chmodSync(join(folder, 'errors/a.yaml'), 0o640)
    edit()
    expect(readFileSync(join(folder, 'errors/a.yaml'), 'utf8')).toBe('\ufeffa: new\n')
    expect(statSync(join(folder, 'errors/a.yaml')).mode & 0o777).toBe(0o640)
    expect(statSync(join(folder, 'errors/new/er.yaml')).mode & 0o111).toBe(0)
  })

  it('locks the catalog until it is released, and other folders only while it writes', () => {
    put(folder, old)
    const hold = holdCatalog('errors', options())
    expect(busyProcess(join(folder, 'errors'))).toBe(process.pid)
    expect(busyProcess(folder)).toBeUndefined()
    const busy: unknown[] = []
    const refusal = () => {
      busy.push(['', 'docs', 'errors'].map((name) => busyProcess(join(folder, name))))
      return undefined
    }
    holdNothing(options({ refusal })).write([changes[3]!, changes[4]!])
    expect(busy[0]).toEqual([process.pid, process.pid, process.pid])
    expect([busyProcess(folder), busyProcess(join(folder, 'docs'))]).toEqual([undefined, undefined])
    hold.release()
    expect(busyProcess(join(folder, 'errors'))).toBeUndefined()
  })

  it.each(['errors/a.yaml', 'docs/notes.md'])('is not applied if %s was changed', (file) => {
    put(folder, old)
    put(folder, { [file]: 'edited meanwhile\n' })
    const tree = treeOf(folder)
    expect(failure(edit)).toMatchObject({
      exitCode: 3,
      code: 'io-failed',
      message: `${file} was changed by another program while errbook was running.`,
    })
    expect(treeOf(folder)).toEqual(tree)
  })

  it('is not applied if one of its files must not be written', () => {
    put(folder, old)
    const tree = treeOf(folder)
    const refusal = vi.fn((path: string): Finding | undefined =>
      path === 'docs/notes.md' ? { code: 'outside-project', message: 'No.' } : undefined,
    )
    expect(failure(() => edit(changes, { refusal }))).toMatchObject({
      exitCode: 2,
      code: 'outside-project',
    })
    expect(treeOf(folder)).toEqual(tree)
    refusal.mockReturnValue(undefined)
    edit(changes, { refusal })
    expect(treeOf(folder)).toEqual(edited)
  })

  it('fails and releases its locks if another process has locked one of its folders', () => {
    put(folder, { ...old, 'docs/.errbook-staging/pid': String(somebody) })
    const tree = treeOf(folder)
    expect(failure(edit)?.message).toBe(`Another errbook (process ${somebody}) is writing to docs.`)
    expect(treeOf(folder)).toEqual(tree)
    put(folder, { '.errbook-staging/pid': String(somebody) })
    expect(failure(edit)?.message).toContain('is writing to this folder.')
    rmSync(join(folder, '.errbook-staging'), { recursive: true })
    rmSync(join(folder, 'docs/.errbook-staging'), { recursive: true })
    edit()
    expect(treeOf(folder)).toEqual(edited)
  })

  it('writes through a link to a foreign file, but rejects a link in place of a catalog file', () => {
    put(folder, { ...old, 'elsewhere/api.yaml': 'api: old\n', 'elsewhere/b.yaml': 'b: old\n' })
    rmSync(join(folder, 'api.yaml'))
    symlinkSync('elsewhere/api.yaml', join(folder, 'api.yaml'))
    edit()
    expect(treeOf(folder)).toMatchObject({
      'api.yaml': '→ elsewhere/api.yaml',
      'elsewhere/api.yaml': 'api: new\n',
    })
    symlinkSync('../elsewhere/b.yaml', join(folder, 'errors/b.yaml'))
    const tree = treeOf(folder)
    const change = { file: 'errors/b.yaml', before: 'b: old\n', after: 'b: new\n' }
    expect(failure(() => edit([change]))?.exitCode).toBe(3)
    symlinkSync('../elsewhere', join(folder, 'errors/out'))
    const through = { file: 'errors/out/b.yaml', before: 'b: old\n', after: 'b: new\n' }
    edit([through])
    expect(treeOf(folder)).toEqual({
      ...tree,
      'elsewhere/b.yaml': 'b: new\n',
      'errors/out': '→ ../elsewhere',
    })
  })
})

describe('an edit of a catalog that fails midway', () => {
  it('is completed or undone by the next edit, whenever it was killed, and leaves no partial file', async () => {
    const project = folder
    const attempt = async (at?: number) => {
      folder = join(project, String(at))
      put(folder, old)
      return withFault(at === undefined ? undefined : { at, kind: 'die' }, async () => {
        try {
          edit()
        } catch (cause) {
          if ((cause as Error).name !== 'Died') throw cause
        }
      })
    }
    const calls = await attempt()
    expect(calls).toBeGreaterThan(15)
    let [finished, discarded] = [0, 0]
    for (let at = 0; at < calls; at++) {
      await attempt(at)
      const tell = vi.fn()
      const killed = treeOf(folder)
      for (const [path, text] of Object.entries(killed))
        if (!path.includes('.errbook-'))
          expect([{ ...old, ...edited }[path] ?? '', { ...edited, ...old }[path]]).toContain(text)
      const isBegun = existsSync(join(folder, 'errors/.errbook-staging/journal'))
      holdCatalog('errors', options({ tell })).release()
      const now = onlyCatalog(treeOf(folder))
      const isNew = 'errors/new/er.yaml' in now
      expect(now, `call ${at}`).toEqual(
        isNew ? onlyCatalog(edited) : onlyCatalog({ ...old, 'errors/': '', 'errors/deep/': '' }),
      )
      if (isBegun) {
        expect(tell.mock.calls).toEqual([['Completed an edit of errors that was interrupted.']])
        expect(isNew).toBe(true)
        finished++
      } else {
        expect(tell).not.toHaveBeenCalled()
        discarded++
      }
    }
    expect(Math.min(finished, discarded)).toBeGreaterThan(4)
  })

  it('is completed later if the disk was full', async () => {
    put(folder, old)
    await withFault({ at: 0, kind: 'full' }, async () => {
      expect(failure(edit)?.code).toBe('io-failed')
    })
    expect(Object.keys(treeOf(folder)).filter((path) => path.includes('.errbook-'))).toEqual([])
    const full = fails('ENOSPC')
    expect(failure(() => rightBefore('mkdirSync', 'errors/new', full, edit))).toMatchObject({
      message: 'errors/new/er.yaml could not be written: the disk is full.',
    })
    expect(existsSync(join(folder, 'errors/.errbook-staging/journal'))).toBe(true)
    expect(busyProcess(join(folder, 'errors'))).toBeUndefined()
    expect(busyProcess(folder)).toBeUndefined()
    const tell = vi.fn()
    finishInterrupted('errors', options({ tell }))
    expect(tell).toHaveBeenCalledWith('Completed an edit of errors that was interrupted.')
    expect(onlyCatalog(treeOf(folder))).toEqual(onlyCatalog(edited))
  })
})

describe('a catalog that does not exist', () => {
  it('is created for an edit, and removed again if nothing is written', () => {
    const hold = holdCatalog('errors', { ...options(), create: true })
    expect(existsSync(join(folder, 'errors/.errbook-staging/pid'))).toBe(true)
    hold.release()
    expect(treeOf(folder)).toEqual({})
    const next = holdCatalog('errors', { ...options(), create: true })
    next.write([changes[2]!])
    next.release()
    expect(treeOf(folder)).toEqual({
      'errors/': '',
      'errors/new/': '',
      'errors/new/er.yaml': 'new\n',
    })
  })

  it('is not created unless requested, but other files are still written', () => {
    put(folder, { 'api.yaml': 'api: old\n' })
    const hold = holdCatalog('errors', options())
    expect(treeOf(folder)).toEqual({ 'api.yaml': 'api: old\n' })
    hold.write([changes[4]!])
    hold.release()
    expect(treeOf(folder)).toEqual({ 'api.yaml': 'api: new\n' })
  })

  it('is neither locked nor changed if its path is a file', () => {
    put(folder, { errors: 'mine' })
    for (const create of [true, false]) holdCatalog('errors', { ...options(), create }).release()
    expect(treeOf(folder)).toEqual({ errors: 'mine' })
  })

  it('is removed again if it can’t be locked, and the reason is reported', () => {
    const full = fails('ENOSPC')
    const create = () => holdCatalog('errors', { ...options(), create: true })
    expect(failure(() => rightBefore('writeFileSync', 'pid', full, create))?.code).toBe('io-failed')
    expect(failure(() => rightBefore('mkdirSync', 'errors', full, create))?.message).toBe(
      'errors could not be written: the disk is full.',
    )
    expect(treeOf(folder)).toEqual({})
  })

  it('is not removed if it already existed, even if it is empty', () => {
    mkdirSync(join(folder, 'errors'))
    holdCatalog('errors', options()).release()
    expect(treeOf(folder)).toEqual({ 'errors/': '' })
  })
})

describe('files staged by a killed command', () => {
  it('are removed when the folder is swept or locked, unless the command is still running', () => {
    const planted = (pid: number) =>
      put(folder, { 'out/.errbook-staging/pid': String(pid), 'out/.errbook-staging/x': 'torn' })
    planted(somebody)
    sweepFolder('out', options())
    expect(existsSync(join(folder, 'out/.errbook-staging/x'))).toBe(true)
    planted(nobody)
    sweepFolder('out', options())
    expect(treeOf(folder)).toEqual({ 'out/': '' })
    sweepFolder('out', options())
    planted(nobody)
    // Only the journal of a catalog is applied, so this one is ignored.
    put(folder, { 'out/.errbook-staging/journal': 'x' })
    const hold = holdFolder('out', options())
    expect(Object.keys(treeOf(join(folder, 'out/.errbook-staging')))).toEqual(['pid'])
    hold.release()
    expect(treeOf(folder)).toEqual({ 'out/': '' })
  })

  it('are removed, not applied, if there is no journal', () => {
    put(folder, old)
    finishInterrupted('errors', options())
    finishInterrupted('none', options())
    expect(Object.keys(treeOf(folder)).filter((path) => path.includes('staging'))).toEqual([])
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })
})

describe('a folder that is not a catalog', () => {
  it('can be locked and written even if it does not exist yet', () => {
    put(folder, { 'api.yaml': 'api: old\n' })
    const hold = holdFolder('new', options())
    expect(busyProcess(folder)).toBe(process.pid)
    hold.write([changes[4]!, { file: 'new/a/b.txt', before: undefined, after: 'b' }])
    hold.release()
    expect(treeOf(folder)).toEqual({
      'api.yaml': 'api: new\n',
      'new/': '',
      'new/a/': '',
      'new/a/b.txt': 'b',
    })
  })
})
