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
/** Creates a lock as another process leaves it. */
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

  it('can’t be taken twice by the same process', () => {
    const { release } = lock()
    expect(failure(lock)?.message).toContain(`(process ${process.pid})`)
    release()
    expect(isFree()).toEqual({})
  })

  it('keeps its journal and staged files for the next command if it is left, not released', () => {
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

  it('can be released even if someone removed it in the meantime', () => {
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
  ])(
    'is respected, and the message names the process and the folder: %s',
    (shown, text, staging) => {
      plant(`${somebody} ${place()}\n`, { staged: 'theirs' })
      expect([busyProcess(folder), isLeftOver(folder)]).toEqual([somebody, false])
      expect(failure(() => lock({}, shown))).toEqual({
        exitCode: 3,
        code: 'build-running',
        message: `Another errbook (process ${somebody}) is writing to ${text}.`,
        help: `Wait for it to finish. If no errbook is running, remove ${staging}.`,
      })
      expect(treeOf(folder)[`.errbook-staging/staged`]).toBe('theirs')
    },
  )

  it('is respected even if it has no information about its machine', () => {
    plant(String(somebody))
    expect(busyProcess(folder)).toBe(somebody)
    expect(failure(lock)?.code).toBe('build-running')
  })

  it('is respected if the process belongs to another user', () => {
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

  it('is respected for ten minutes if it is from another machine or container', () => {
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

  it('is reported without waiting if it is committed to git', () => {
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

describe('the lock of a process that is not running', () => {
  it.each([
    ['a process that ended', `${nobody} ${place()}\n`],
    ['a process of an unknown machine', `${nobody}`],
    ['an earlier process with our ID', ours],
    ['an earlier process with our ID, of an unknown machine', `${process.pid}\n`],
  ])('is taken over without its staged files if it belongs to %s', (_, text) => {
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
  ])('is taken over after two seconds if it contains no valid process ID: %j', (text) => {
    const sleeps = withoutWaiting()
    plant(text)
    expect([busyProcess(folder), isLeftOver(folder)]).toEqual([undefined, true])
    expect(isFree()).toEqual({})
    expect(sleeps).toEqual(Array.from({ length: 100 }, () => 20))
  })

  it('is respected if the process ID appears while errbook waits', () => {
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

  it('is taken if it disappears while errbook waits', () => {
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

  it('is taken over if a folder is in place of the process ID', () => {
    withoutWaiting()
    mkdirSync(join(folder, pid, 'deep'), { recursive: true })
    expect(isFree()).toEqual({})
  })

  it('is taken over if a folder is in place of the next owner’s process ID', () => {
    plant(`${nobody}`)
    mkdirSync(join(folder, '.errbook-staging/next/deep'), { recursive: true })
    expect(isFree()).toEqual({})
  })

  it('is not taken over while another process is doing that, for up to two seconds', () => {
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
    // A process that was killed during the takeover blocks others for only two seconds.
    put(takeover, { deep: '' })
    at(2100)
    const { release } = lock({ patience: 40 })
    expect(existsSync(takeover)).toBe(false)
    release()
  })

  it('is respected if another process takes it over first', () => {
    plant(`${nobody}`)
    const theirs = () => put(folder, { [pid]: `${somebody}` })
    expect(failure(() => rightBefore('mkdirSync', 'takeover', theirs, lock))?.message).toContain(
      `(process ${somebody})`,
    )
    expect(treeOf(folder)).toEqual({ '.errbook-staging/': '', [pid]: String(somebody) })
  })

  it('is left unchanged if the process ID of the next owner can’t be written', () => {
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

describe('locking a folder', () => {
  it.each(['file', 'link'])('fails if a %s is in place of the lock', (kind) => {
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

  it('fails and leaves no files if the folder is missing or the disk is full', () => {
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

  it('fails if another process takes or removes the lock before the process ID is written', () => {
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
