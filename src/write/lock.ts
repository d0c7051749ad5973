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
 * Staged files wait in this folder of the folder they go to, so that moving them is a rename. It is
 * the lock, too.
 */
export const stagingName = '.errbook-staging'
/** Lists what is being moved, so that a killed command can be finished. */
export const journalName = 'journal'

// A process writes its id right after it makes the folder. After this time, nobody will.
const nameless = 2000
const pause = 20

/** What a lock needs to know of the run that takes it. */
export interface Patience {
  /** How long to wait for another process, in milliseconds. */
  readonly patience: number
  /**
   * Whether git tracks a file, by its real path: then it came with the clone. Undefined if git
   * can't tell.
   */
  isTracked?(path: string): boolean | undefined
  /** Tells the user what a command is waiting for, or finishing. */
  tell?(text: string): void
}

/** One process's hold of a folder. */
export interface Lock {
  /** The folder for files that are about to be moved into place. */
  readonly staging: string
  /**
   * The journal of a process that was killed while it moved files. Its staged files are still
   * there.
   */
  readonly journal: string | undefined
  /** Removes everything that is staged. */
  clear(): void
  /** Lets the folder go, and removes what is staged. */
  release(): void
  /** Lets the folder go, and leaves what is staged for the next command to finish. */
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

/** The id of the live process that is at work in a folder. */
export function busyProcess(root: string): number | undefined {
  const staging = join(root, stagingName)
  const owner = ownerOf(staging)
  return owner !== undefined && isAlive(owner, staging) ? owner.pid : undefined
}

/**
 * Takes a folder for this process, and waits while another one has it. The id in `pid` says whose
 * it is, because a lock that only knows time is lost by a slow process. A dead process's lock is
 * taken over. Throws a RunError (exit 3) when the wait is over.
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

/** The staging folders that this process holds. */
const held = new Set<string>()

function take(staging: string, shown: string): true | Busy {
  try {
    return make(staging, shown) ? ownNew(staging) : takeOver(staging)
  } catch (cause) {
    throw named(cause, shown)
  }
}

/** Sleeps a little at each call. Throws once the patience is used up. */
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

/** Another process has the folder. Its id is unknown while the lock changes hands. */
interface Busy {
  readonly process: number | undefined
}

/** A lock that came with the repository. Whoever committed it is not at work here. */
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

/** True if the lock was made, false if there is one. */
function make(staging: string, shown: string): boolean {
  try {
    mkdirSync(staging)
    return true
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause
    // A link would lead what is staged, and what is thrown away, to wherever it points.
    if (lstatSync(staging, { throwIfNoEntry: false })?.isDirectory() === false) {
      throw new RunError(3, {
        code: 'output-link',
        message: `${nameIn({ path: shown })(stagingName)} is a file or a link, not a folder.`,
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
    // This process was stopped for so long that another one took the folder for abandoned.
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
  // Several processes can find a dead one's lock. One of them gets it.
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
    // Nothing of ours is a folder, but a clone can hold anything.
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

/** The id goes last, because without it others take the folder for abandoned. */
function release(staging: string): void {
  attempt(() => {
    clear(staging)
    unlinkSync(join(staging, 'pid'))
    rmdirSync(staging)
  })
}

/**
 * Whose lock it is. A lock without an owner is being made or released, or its process was killed
 * just then.
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

/** Who holds a lock: a process, and the place that its id belongs to. */
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

/** Ids mean something on one machine, and in one container of it. */
function here(): string {
  let namespace = ''
  try {
    namespace = readlinkSync('/proc/self/ns/pid')
  } catch {
    // Not on this system.
  }
  return `${hostname()} ${namespace}`.trim()
}

/**
 * How long the lock of a process that can't be seen from here counts. Nothing that errbook does
 * takes as long.
 */
const unseen = 10 * 60_000

/**
 * Ids are used again, in containers at once: our own can only be that of an earlier process, unless
 * we hold the lock.
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
