import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { RunError } from '../model/diagnostic.js'

// Staged files wait here, in the folder itself so that moving them is a rename. It is the lock too.
const stagingName = '.errbook-staging'
// How long a lock may have no owner: a build that has made the folder writes its id into it at once.
const nameless = 2000

/** One build's hold of a folder. */
export interface Lock {
  /** A folder for files that are to be moved into place. */
  readonly staging: string
  release(): void
}

/** Whether a build is at work in a folder, or was killed there. */
export function isLocked(root: string): boolean {
  return lstatSync(join(root, stagingName), { throwIfNoEntry: false }) !== undefined
}

/** Whether a build that lives is at work in a folder. */
export function isBusy(root: string): boolean {
  const pid = ownerOf(join(root, stagingName))
  return pid !== undefined && isAlive(pid)
}

/**
 * Takes a folder for this build. The id in `pid` says whose it is: a lock that only knew time would be
 * lost by a busy build. One whose process is gone is taken over, with all that it had staged thrown away.
 */
export function lockFolder(root: string, shown: string): Lock {
  const staging = join(root, stagingName)
  const running = (pid?: number) =>
    new RunError(3, {
      code: 'build-running',
      message: `Another build${pid === undefined ? '' : ` (process ${pid})`} is writing to ${shown}.`,
      help: `Wait for it. If there is none, remove ${shown}/${stagingName}.`,
    })
  if (makeOrSee(staging, shown)) {
    // Fails where this build was stopped here for so long that another took the folder for abandoned.
    if (!attempt(() => writeFileSync(join(staging, 'pid'), String(process.pid), { flag: 'wx' }))) throw running()
  } else {
    const owner = waitForOwner(staging)
    if (owner === 'released') throw running()
    if (owner !== undefined && isAlive(owner)) throw running(owner)
    // Of several builds that find a dead one's lock, one may have it.
    const takeover = join(staging, 'takeover')
    if (!attempt(() => mkdirSync(takeover))) {
      const since = statSync(takeover, { throwIfNoEntry: false })?.mtimeMs
      if (since !== undefined && Date.now() - since > nameless) attempt(() => rmdirSync(takeover))
      throw running()
    }
    if (ownerOf(staging) !== owner) {
      attempt(() => rmdirSync(takeover))
      throw running(ownerOf(staging))
    }
    for (const name of readdirSync(staging))
      if (name !== 'pid' && name !== 'takeover') rmSync(join(staging, name), { recursive: true, force: true })
    writeFileSync(join(staging, 'next'), String(process.pid), { flag: 'wx' })
    renameSync(join(staging, 'next'), join(staging, 'pid'))
    rmdirSync(takeover)
  }
  return { staging, release: () => release(staging) }
}

/** The id goes last: until then the folder is seen to be taken. */
function release(staging: string): void {
  attempt(() => {
    for (const name of readdirSync(staging)) if (name !== 'pid') rmSync(join(staging, name), { recursive: true, force: true })
    unlinkSync(join(staging, 'pid'))
    rmdirSync(staging)
  })
}

/** True where the lock was made, false where there is one. */
function makeOrSee(staging: string, shown: string): boolean {
  try {
    mkdirSync(staging)
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
    // A link would lead what is staged, and what is thrown away, to wherever it points.
    if (lstatSync(staging, { throwIfNoEntry: false })?.isDirectory() === false) {
      throw new RunError(3, {
        code: 'output-link',
        message: `Unexpected file or link at ${shown}/${stagingName}, expected nothing.`,
        help: 'Remove it: errbook stages its files in a folder of that name.',
      })
    }
    return false
  }
}

/** Whose lock it is. One without an owner is being made or released, or its build was killed just then. */
function waitForOwner(staging: string): number | 'released' | undefined {
  for (let waited = 0; waited < nameless; waited += 20) {
    const pid = ownerOf(staging)
    if (pid !== undefined) return pid
    if (lstatSync(staging, { throwIfNoEntry: false }) === undefined) return 'released'
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  }
  return undefined
}

function ownerOf(staging: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(staging, 'pid'), 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

/** Ids come round again, in containers at once: our own can only be that of a build before us. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function attempt(act: () => void): boolean {
  try {
    act()
    return true
  } catch {
    return false
  }
}
