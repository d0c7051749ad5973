import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { RunError } from '../model/diagnostic.js'
import { readOwn } from './own-file.js'
import { nameIn } from './plan.js'
import { named } from './stage.js'

/**
 * The folder for staged files, which also serves as the lock. It is inside the target folder, so
 * that files can be moved into place with a rename.
 */
export const stagingName = '.errbook-staging'
/** The list of files being moved. The next command uses it to complete an interrupted edit. */
export const journalName = 'journal'

// In milliseconds. A process writes its ID right after it creates the folder. If the ID is still
// missing after this time, the process was killed.
const nameless = 2000
const pause = 20

/** The options for taking a lock. */
export interface Patience {
  /** How long to wait for another process, in milliseconds. */
  readonly patience: number
  /**
   * Whether git tracks a file, which means that the file came with the repository. Expects a
   * real path. Returns undefined if git can't read the repository.
   */
  isTracked?(path: string): boolean | undefined
  /** Shows the user what a command is waiting for or completing. */
  tell?(text: string): void
}

/** The lock of a process on a folder. */
export interface Lock {
  /** The folder for staged files. */
  readonly staging: string
  /**
   * The journal of a process that was killed while it moved files. Its staged files still exist.
   */
  readonly journal: string | undefined
  /** Removes all staged files. */
  clear(): void
  /** Removes the staged files and releases the folder. */
  release(): void
  /** Releases the folder and keeps the staged files for the next command. */
  leave(): void
}

/** Whether a process was killed while it wrote to a folder. */
export function isLeftOver(root: string): boolean {
  const staging = join(root, stagingName)
  return (
    lstatSync(staging, { throwIfNoEntry: false }) !== undefined &&
    !held.has(staging) &&
    busyProcess(root) === undefined
  )
}

/** The ID of the running process that has locked a folder. */
export function busyProcess(root: string): number | undefined {
  const staging = join(root, stagingName)
  const owner = ownerOf(staging)
  return owner !== undefined && isAlive(owner, staging) ? owner.pid : undefined
}

/**
 * Locks a folder for this process. Waits if another process has the lock, and takes it over if that
 * process is dead. The file `pid` contains the ID of the owner, because a slow process could lose a
 * lock that is based only on time. Throws a RunError (exit 3) when the waiting time is over.
 */
export function lockFolder(root: string, shown: string, options: Patience): Lock {
  const staging = join(root, stagingName)
  const wait = waiter(shown, options)
  for (;;) {
    const taken = take(staging, shown)
    if (taken === true) break
    if (options.isTracked?.(join(staging, 'pid')) === true) throw committed(shown)
    wait(taken)
  }
  const journal = readOwn(join(staging, journalName))
  if (journal === undefined) clear(staging)
  held.add(staging)
  return {
    staging,
    journal,
    clear: () => clear(staging),
    release: () => {
      held.delete(staging)
      release(staging)
    },
    leave: () => {
      held.delete(staging)
    },
  }
}

/** The staging folders that this process has locked. */
const held = new Set<string>()

function take(staging: string, shown: string): true | Busy {
  try {
    return make(staging, shown) ? ownNew(staging) : takeOver(staging)
  } catch (cause) {
    throw named(cause, shown)
  }
}

/** Returns a function that sleeps for a moment. It throws when the waiting time is over. */
export function waiter(shown: string, { patience, tell }: Patience): (busy: Busy) => void {
  const started = Date.now()
  let told = false
  return ({ process: pid }) => {
    const waited = Date.now() - started
    if (waited >= patience) throw stillBusy(shown, pid)
    if (!told && waited >= 1000) {
      told = true
      tell?.(
        `Waiting for ${pid === undefined ? 'another errbook process' : `process ${pid}`}, which is writing to ${folderText(shown)}.`,
      )
    }
    Atomics.wait(
      new Int32Array(new SharedArrayBuffer(4)),
      0,
      0,
      Math.min(pause, Math.max(1, patience - waited)),
    )
  }
}

/**
 * The process that has the lock. Its ID is undefined while the lock is being created, released or
 * taken over.
 */
interface Busy {
  readonly process: number | undefined
}

/** The error for a lock that is committed to git, so that no running process owns it. */
function committed(shown: string): RunError {
  const folder = nameIn({ path: shown })(stagingName)
  return new RunError(3, {
    code: 'build-running',
    message: `${folder} is committed to git, so the folder looks locked.`,
    help: `Remove it: \`git rm -r ${folder}\`.`,
  })
}

function stillBusy(shown: string, pid: number | undefined): RunError {
  return new RunError(3, {
    code: 'build-running',
    message: `Another errbook${pid === undefined ? '' : ` (process ${pid})`} is writing to ${folderText(shown)}.`,
    help: `Wait for it to finish. If no errbook is running, remove ${nameIn({ path: shown })(stagingName)}.`,
  })
}

function folderText(shown: string): string {
  return shown === '.' ? 'this folder' : shown
}

/** Creates the lock. Returns false if it already exists. */
function make(staging: string, shown: string): boolean {
  try {
    mkdirSync(staging)
    return true
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause
    // A link would redirect staged and deleted files to its target.
    if (lstatSync(staging, { throwIfNoEntry: false })?.isDirectory() === false) {
      throw new RunError(3, {
        code: 'output-link',
        message: `${nameIn({ path: shown })(stagingName)} is a file or a symbolic link, not a folder.`,
        help: 'Remove it. errbook needs a folder with this name for temporary files.',
      })
    }
    return false
  }
}

function ownNew(staging: string): true | Busy {
  try {
    writeFileSync(join(staging, 'pid'), ownerText(), { flag: 'wx' })
    return true
  } catch (cause) {
    // This process was paused for so long that another process took over the lock.
    if (codeOf(cause) === 'EEXIST' || codeOf(cause) === 'ENOENT')
      return { process: ownerOf(staging)?.pid }
    attempt(() => rmSync(staging, { recursive: true, force: true }))
    throw cause
  }
}

function takeOver(staging: string): true | Busy {
  const owner = waitForOwner(staging)
  if (owner === 'released') return { process: undefined }
  if (owner !== undefined && isAlive(owner, staging)) return { process: owner.pid }
  // Several processes can find the lock of a dead process at the same time. Only one may take it
  // over.
  const takeover = join(staging, 'takeover')
  if (!attempt(() => mkdirSync(takeover))) {
    const since = statSync(takeover, { throwIfNoEntry: false })?.mtimeMs
    if (since !== undefined && Date.now() - since > nameless)
      attempt(() => rmSync(takeover, { recursive: true }))
    return { process: undefined }
  }
  if (ownerOf(staging)?.text !== owner?.text) {
    attempt(() => rmdirSync(takeover))
    return { process: ownerOf(staging)?.pid }
  }
  const next = join(staging, 'next')
  try {
    rmSync(next, { recursive: true, force: true })
    writeFileSync(next, ownerText(), { flag: 'wx' })
    // errbook never creates a folder here, but a cloned repository can contain one.
    if (lstatSync(join(staging, 'pid'), { throwIfNoEntry: false })?.isDirectory())
      rmSync(join(staging, 'pid'), { recursive: true })
    renameSync(next, join(staging, 'pid'))
  } finally {
    rmdirSync(takeover)
  }
  return true
}

function clear(staging: string): void {
  for (const name of readdirSync(staging))
    if (name !== 'pid' && name !== 'takeover')
      rmSync(join(staging, name), { recursive: true, force: true })
}

/**
 * Releases a lock. Deletes the owner's ID last, because other processes treat a lock without an ID
 * as abandoned.
 */
function release(staging: string): void {
  attempt(() => {
    clear(staging)
    unlinkSync(join(staging, 'pid'))
    rmdirSync(staging)
  })
}

/**
 * Waits until a lock has an owner or is released. A lock has no owner while it is created or
 * released. Returns undefined if that takes too long, which means that the process was killed.
 */
function waitForOwner(staging: string): Owner | 'released' | undefined {
  for (let waited = 0; waited < nameless; waited += pause) {
    const owner = ownerOf(staging)
    if (owner !== undefined) return owner
    if (lstatSync(staging, { throwIfNoEntry: false }) === undefined) return 'released'
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause)
  }
  return undefined
}

/** The owner of a lock: a process ID, and the machine and container where it is valid. */
interface Owner {
  readonly pid: number
  readonly place: string | undefined
  readonly text: string
}

function ownerText(): string {
  return `${process.pid} ${here()}\n`
}

function ownerOf(staging: string): Owner | undefined {
  const text = readOwn(join(staging, 'pid'))
  const [, pid, place] = /^([1-9]\d{0,9})(?: (.+))?\s*$/.exec(text ?? '') ?? []
  return text === undefined || pid === undefined ? undefined : { pid: Number(pid), place, text }
}

/** Identifies this machine and container. Process IDs are unique only within it. */
function here(): string {
  let namespace = ''
  try {
    namespace = readlinkSync('/proc/self/ns/pid')
  } catch {
    // Not available on this system.
  }
  return `${hostname()} ${namespace}`.trim()
}

/**
 * How long a lock from another machine is valid, in milliseconds. No errbook command takes this
 * long.
 */
const unseen = 10 * 60_000

/**
 * Whether the owner of a lock is still running. Process IDs are reused, especially in containers. A
 * lock with our own ID belongs to an earlier process unless this process took it.
 */
function isAlive({ pid, place }: Owner, staging: string): boolean {
  if (held.has(staging)) return true
  if (place !== undefined && place !== here()) {
    const since = lstatSync(join(staging, 'pid'), { throwIfNoEntry: false })?.mtimeMs ?? 0
    return Date.now() - since < unseen
  }
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return codeOf(cause) === 'EPERM'
  }
}

function codeOf(cause: unknown): string | undefined {
  return (cause as NodeJS.ErrnoException).code
}

function attempt(act: () => void): boolean {
  try {
    act()
    return true
  } catch {
    return false
  }
}
