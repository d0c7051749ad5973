import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import {
  busyProcess,
  isLeftOver,
  type Lock,
  lockFolder,
  type Patience,
} from '../../src/write/lock.js'
import { folderForEach, put, treeOf } from './disk.js'
import { fails, failure, nobody, place, rightBefore, somebody, withoutWaiting } from './moments.js'

const pid = '.errbook-staging/pid'
const ours = `${process.pid} ${place()}\n`

let folder = ''
folderForEach((made) => {
  folder = made
})

const lock = (options: Partial<Patience> = {}, shown = 'errors'): Lock =>
  lockFolder(folder, shown, { patience: 0, ...options })
/** The lock as left by another process. */
const plant = (owner: string, files: Readonly<Record<string, string>> = {}) => {
  put(folder, { [pid]: owner })
  put(join(folder, '.errbook-staging'), files)
}
const owner = () => readFileSync(join(folder, pid), 'utf8')
const isFree = () => {
  const taken = lock()
  expect(owner()).toBe(ours)
  taken.release()
  return treeOf(folder)
}

describe('a lock', () => {
  it('records its owner, and is removed when it is released', () => {
    expect([busyProcess(folder), isLeftOver(folder)]).toEqual([undefined, false])
    const { staging, journal, clear, release } = lock()
    expect([staging, journal]).toEqual([join(folder, '.errbook-staging'), undefined])
    expect(treeOf(folder)).toEqual({ '.errbook-staging/': '', [pid]: ours })
    expect([busyProcess(folder), isLeftOver(folder)]).toEqual([process.pid, false])
    put(staging, { staged: 'text', 'deep/staged': 'text', takeover: '' })
    clear()
    expect(Object.keys(treeOf(staging))).toEqual(['pid', 'takeover'])
    rmSync(join(staging, 'takeover'))
    put(staging, { staged: 'text' })
    release()
    expect(treeOf(folder)).toEqual({})
    expect([busyProcess(folder), isLeftOver(folder)]).toEqual([undefined, false])
  })

  it('of this process can’t be taken again', () => {
    const { release } = lock()
    expect(failure(lock)?.message).toContain(`(process ${process.pid})`)
    release()
    expect(isFree()).toEqual({})
  })

  it('that is abandoned is kept for the next command, with its staged files', () => {
    const first = lock()
    put(first.staging, { journal: 'what is moved', staged: 'text' })
    first.leave()
    expect([busyProcess(folder), isLeftOver(folder)]).toEqual([undefined, true])
    const next = lock()
    expect(next.journal).toBe('what is moved')
    expect(Object.keys(treeOf(next.staging))).toEqual(['journal', 'pid', 'staged'])
    next.release()
    expect(treeOf(folder)).toEqual({})
  })

  it('that was removed in the meantime is released silently', () => {
    const { release } = lock()
    rmSync(join(folder, '.errbook-staging'), { recursive: true })
    release()
    expect(isFree()).toEqual({})
  })
})

describe('the lock of a running process', () => {
  it.each([
    ['errors', 'errors', 'errors/.errbook-staging'],
    ['.', 'this folder', '.errbook-staging'],
  ])('is respected, and the message identifies it: %s', (shown, text, staging) => {
    plant(`${somebody} ${place()}\n`, { staged: 'theirs' })
    expect([busyProcess(folder), isLeftOver(folder)]).toEqual([somebody, false])
    expect(failure(() => lock({}, shown))).toEqual({
      exitCode: 3,
      code: 'build-running',
      message: `Another errbook (process ${somebody}) is writing to ${text}.`,
      help: `Wait for it to finish. If no errbook is running, remove ${staging}.`,
    })
    expect(treeOf(folder)[`.errbook-staging/staged`]).toBe('theirs')
  })

  it('may have no information about its machine', () => {
    plant(String(somebody))
    expect(busyProcess(folder)).toBe(somebody)
    expect(failure(lock)?.code).toBe('build-running')
  })

  it('of another user is respected', () => {
    plant(`${somebody}\n`)
    const kill = vi.spyOn(process, 'kill')
    const fails = (code: string) =>
      kill.mockImplementation(() => {
        throw Object.assign(new Error(code), { code })
      })
    fails('EPERM')
    expect(busyProcess(folder)).toBe(somebody)
    expect(kill).toHaveBeenCalledWith(somebody, 0)
    fails('ESRCH')
    expect(busyProcess(folder)).toBeUndefined()
  })

  it('of another machine or container is respected for ten minutes', () => {
    const age = (minutes: number) => {
      const then = (Date.now() - minutes * 60_000) / 1000
      utimesSync(join(folder, pid), then, then)
    }
    for (const id of [nobody, process.pid, somebody]) {
      plant(`${id} elsewhere pid:[1]\n`)
      expect([busyProcess(folder), isLeftOver(folder)]).toEqual([id, false])
      age(9)
      expect(busyProcess(folder)).toBe(id)
      age(11)
      expect([busyProcess(folder), isLeftOver(folder)]).toEqual([undefined, true])
    }
    expect(isFree()).toEqual({})
  })

  it('that is part of the repository is reported at once', () => {
    const sleeps = withoutWaiting()
    plant(`${somebody}\n`)
    const isTracked = vi.fn(() => true)
    expect(failure(() => lock({ isTracked, patience: 5000 }))).toEqual({
      exitCode: 3,
      code: 'build-running',
      message: 'errors/.errbook-staging is committed to git, so the folder looks locked.',
      help: 'Remove it: `git rm -r errors/.errbook-staging`.',
    })
    expect(isTracked).toHaveBeenCalledWith(join(folder, pid))
    expect(sleeps).toEqual([])
    for (const unknown of [false, undefined])
      expect(failure(() => lock({ isTracked: () => unknown }))?.message).toContain('Another')
  })
})

describe('the lock of a process that ended', () => {
  it.each([
    ['a process that ended', `${nobody} ${place()}\n`],
    ['a process of an unknown machine', `${nobody}`],
    ['an earlier process with our ID', ours],
    ['an earlier process with our ID, of an unknown machine', `${process.pid}\n`],
  ])('is taken over, and its staged files are removed: %s', (_, text) => {
    plant(text, { staged: 'torn', 'deep/staged': 'torn', next: 'torn' })
    expect([busyProcess(folder), isLeftOver(folder)]).toEqual([undefined, true])
    const { journal, release } = lock()
    expect(journal).toBeUndefined()
    expect(treeOf(folder)).toEqual({ '.errbook-staging/': '', [pid]: ours })
    release()
    expect(treeOf(folder)).toEqual({})
  })

  it.each([
    '',
    '0',
    '-1',
    `x${nobody}`,
    `${somebody}x`,
    `${somebody} ${somebody}\n.`,
    '12345678901',
  ])('without a process is taken over after two seconds: %j', (text) => {
    const sleeps = withoutWaiting()
    plant(text)
    expect([busyProcess(folder), isLeftOver(folder)]).toEqual([undefined, true])
    expect(isFree()).toEqual({})
    expect(sleeps).toEqual(Array.from({ length: 100 }, () => 20))
  })

  it('is waited for if its process is about to write its ID', () => {
    const sleeps = withoutWaiting()
    plant('')
    vi.mocked(Atomics.wait).mockImplementationOnce((_, __, ___, milliseconds = 0) => {
      sleeps.push(milliseconds)
      put(folder, { [pid]: `${somebody}\n` })
      return 'timed-out'
    })
    expect(failure(lock)?.message).toContain(`(process ${somebody})`)
    expect(sleeps).toEqual([20])
  })

  it('that is just being released is taken', () => {
    const sleeps = withoutWaiting()
    plant('')
    vi.mocked(Atomics.wait).mockImplementationOnce((_, __, ___, milliseconds = 0) => {
      sleeps.push(milliseconds)
      rmSync(join(folder, '.errbook-staging'), { recursive: true })
      return 'timed-out'
    })
    const { release } = lock({ patience: 100 })
    expect(owner()).toBe(ours)
    expect(sleeps).toEqual([20, 20])
    release()
  })

  it('may have a folder in place of the process ID', () => {
    withoutWaiting()
    mkdirSync(join(folder, pid, 'deep'), { recursive: true })
    expect(isFree()).toEqual({})
  })

  it('may have a folder in place of the process ID of the next owner', () => {
    plant(`${nobody}`)
    mkdirSync(join(folder, '.errbook-staging/next/deep'), { recursive: true })
    expect(isFree()).toEqual({})
  })

  it('is taken by one of several processes', () => {
    withoutWaiting()
    plant(`${nobody}`)
    const takeover = join(folder, '.errbook-staging/takeover')
    const at = (ago: number) => {
      mkdirSync(takeover, { recursive: true })
      utimesSync(takeover, (Date.now() - ago) / 1000, (Date.now() - ago) / 1000)
    }
    at(1900)
    expect(failure(lock)).toMatchObject({ message: 'Another errbook is writing to errors.' })
    expect([existsSync(takeover), owner()]).toEqual([true, String(nobody)])
    // A process that was killed during the takeover does not block others for long.
    put(takeover, { deep: '' })
    at(2100)
    const { release } = lock({ patience: 40 })
    expect(existsSync(takeover)).toBe(false)
    release()
  })

  it('belongs to another process that took it first', () => {
    plant(`${nobody}`)
    const theirs = () => put(folder, { [pid]: `${somebody}` })
    expect(failure(() => rightBefore('mkdirSync', 'takeover', theirs, lock))?.message).toContain(
      `(process ${somebody})`,
    )
    expect(treeOf(folder)).toEqual({ '.errbook-staging/': '', [pid]: String(somebody) })
  })

  it('is unchanged if its next owner can’t write', () => {
    plant(`${nobody}`, { journal: 'what is moved' })
    const full = fails('ENOSPC')
    expect(failure(() => rightBefore('writeFileSync', 'next', full, lock))).toMatchObject({
      code: 'io-failed',
      message: 'errors could not be written: the disk is full.',
    })
    expect(Object.keys(treeOf(folder))).toEqual([
      '.errbook-staging/',
      '.errbook-staging/journal',
      pid,
    ])
    expect(owner()).toBe(String(nobody))
  })
})

describe('a folder that can’t be locked', () => {
  it.each(['file', 'link'])('has a %s in the place of the lock', (kind) => {
    if (kind === 'file') put(folder, { '.errbook-staging': 'mine' })
    else {
      put(folder, { 'elsewhere/precious': 'mine' })
      symlinkSync('elsewhere', join(folder, '.errbook-staging'))
    }
    const tree = treeOf(folder)
    expect(isLeftOver(folder)).toBe(true)
    expect(failure(lock)).toEqual({
      exitCode: 3,
      code: 'output-link',
      message: 'errors/.errbook-staging is a file or a symbolic link, not a folder.',
      help: 'Remove it. errbook needs a folder with this name for temporary files.',
    })
    expect(treeOf(folder)).toEqual(tree)
  })

  it('is missing, or on a full disk, which leaves nothing behind', () => {
    expect(failure(() => lockFolder(join(folder, 'none'), 'none', { patience: 0 }))).toMatchObject({
      exitCode: 3,
      code: 'io-failed',
    })
    const full = fails('ENOSPC')
    expect(failure(() => rightBefore('writeFileSync', 'pid', full, lock))?.message).toBe(
      'errors could not be written: the disk is full.',
    )
    expect(treeOf(folder)).toEqual({})
  })

  it('was taken by another process before ours could write its name', () => {
    const theirs = () => put(folder, { [pid]: `${somebody}` })
    expect(failure(() => rightBefore('writeFileSync', 'pid', theirs, lock))?.message).toContain(
      `(process ${somebody})`,
    )
    expect(owner()).toBe(String(somebody))
    rmSync(join(folder, '.errbook-staging'), { recursive: true })
    const gone = () => rmSync(join(folder, '.errbook-staging'), { recursive: true })
    expect(failure(() => rightBefore('writeFileSync', 'pid', gone, lock))?.message).toBe(
      'Another errbook is writing to errors.',
    )
    expect(treeOf(folder)).toEqual({})
  })
})
