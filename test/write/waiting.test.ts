import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { busyProcess, lockFolder, waiter } from '../../src/write/lock.js'
import { folderForEach, put } from './disk.js'
import { failure, somebody, withoutWaiting } from './moments.js'

let folder = ''
folderForEach((made) => {
  folder = made
})

const lock = (patience: number) => lockFolder(folder, 'errors', { patience })
const plant = () => put(folder, { '.errbook-staging/pid': String(somebody) })

describe('waiting for another process', () => {
  const waits = (shown: string, process: number | undefined, patience: number) => {
    const sleeps = withoutWaiting()
    const tell = vi.fn()
    const wait = waiter(shown, { patience, tell })
    const end = failure(() => {
      for (;;) wait({ process })
    })
    return { sleeps, told: tell.mock.calls.flat(), end }
  }

  it('sleeps in short steps, and never longer than the time limit', () => {
    const { sleeps, told, end } = waits('errors', 7, 50)
    expect(sleeps).toEqual([20, 20, 10])
    expect(told).toEqual([])
    expect(end?.message).toBe('Another errbook (process 7) is writing to errors.')
    expect(waits('errors', 7, 0.5).sleeps).toEqual([1])
    expect(waits('errors', 7, 0).sleeps).toEqual([])
  })

  it('prints a message once after one second', () => {
    expect(waits('errors', 7, 980).told).toEqual([])
    expect(waits('errors', 7, 1000).told).toEqual([])
    expect(waits('errors', 7, 1020).told).toEqual([
      'Waiting for process 7, which is writing to errors.',
    ])
    expect(waits('.', undefined, 5000).told).toEqual([
      'Waiting for another errbook process, which is writing to this folder.',
    ])
  })

  it('ends with a finding even if no function prints the message', () => {
    withoutWaiting()
    const wait = waiter('errors', { patience: 2000 })
    expect(
      failure(() => {
        for (;;) wait({ process: 7 })
      })?.code,
    ).toBe('build-running')
  })

  it('ends when the lock is released', () => {
    withoutWaiting()
    plant()
    vi.mocked(Atomics.wait).mockImplementationOnce(() => {
      rmSync(join(folder, '.errbook-staging'), { recursive: true })
      return 'timed-out'
    })
    const { release } = lock(1000)
    expect(busyProcess(folder)).toBe(process.pid)
    release()
  })
})

describe('waiting with the real clock', () => {
  it('takes as long as the time limit', () => {
    plant()
    const started = performance.now()
    expect(failure(() => lock(60))?.code).toBe('build-running')
    expect(performance.now() - started).toBeGreaterThan(50)
    expect(busyProcess(folder)).toBe(somebody)
  })
})
