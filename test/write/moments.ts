import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { hostname } from 'node:os'
import { vi } from 'vitest'
import { RunError } from '../../src/model/diagnostic.js'

// Simulates what another process does at a moment that a test can't time otherwise.

type Call = 'chmodSync' | 'mkdirSync' | 'renameSync' | 'writeFileSync'

/** Runs `act`. Right before the first `call` with a path that ends in `end`, runs `first`. */
export function rightBefore<T>(call: Call, end: string, first: () => void, act: () => T): T {
  const real = fs[call] as (...args: unknown[]) => unknown
  let isDone = false
  const patched = (...args: unknown[]) => {
    if (!isDone && String(args[0]).endsWith(end)) {
      isDone = true
      first()
    }
    return real(...args)
  }
  Object.assign(fs, { [call]: patched })
  syncBuiltinESMExports()
  try {
    return act()
  } finally {
    Object.assign(fs, { [call]: real })
    syncBuiltinESMExports()
  }
}

/** Returns a function that throws a system error like Node's. */
export function fails(code: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: what it says`), { code, syscall: 'write' })
  }
}

/** Replaces the clock with one that only advances when errbook sleeps. Returns all sleep times. */
export function withoutWaiting(): number[] {
  const sleeps: number[] = []
  let now = 1_800_000_000_000
  vi.spyOn(Date, 'now').mockImplementation(() => now)
  vi.spyOn(Atomics, 'wait').mockImplementation((_, __, ___, milliseconds = 0) => {
    sleeps.push(milliseconds)
    now += milliseconds
    return 'timed-out'
  })
  return sleeps
}

/** Returns the exit code and the finding of the error that `act` throws. */
export function failure(act: () => unknown) {
  try {
    act()
  } catch (cause) {
    if (!(cause instanceof RunError)) throw cause
    const { code, message, help } = cause.finding
    return { exitCode: cause.exitCode, code, message, help }
  }
  return undefined
}

/** A process ID that does not exist. */
export const nobody = 999_999_999
/** The ID of the parent process, which is running. */
export const somebody = process.ppid

/** The process namespace of this machine, as recorded in a lock. */
export function place(): string {
  let namespace = ''
  try {
    namespace = fs.readlinkSync('/proc/self/ns/pid')
  } catch {
    // Not available on this system.
  }
  return `${hostname()} ${namespace}`.trim()
}
