import { existsSync, mkdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { isWithin } from '../files/real-path.js'
import { type Finding, RunError } from '../model/diagnostic.js'
import { type Change, type Place, placeOf } from './changes.js'
import { realFolder } from './folder.js'
import { formatJournal, hashOfFile, type Step } from './journal.js'
import {
  isLeftOver,
  journalName,
  type Lock,
  lockFolder,
  type Patience,
  stagingName,
} from './lock.js'
import { finishEdit, refuseForeignJournal } from './recover.js'
import {
  checkWritable,
  makeFolders,
  moveFile,
  named,
  removeFile,
  removeIfEmpty,
  stageFile,
  standing,
} from './stage.js'

export interface HoldOptions extends Patience {
  /** The working directory. */
  readonly cwd: string
  /**
   * Returns a finding if a file must not be written. Called right before the file is written,
   * because the disk may have changed.
   */
  refusal?(path: string): Finding | undefined
}

/**
 * A lock on a folder. A command takes the lock before reading and releases it after writing, so
 * that no other command edits the folder in the meantime.
 */
export interface Hold {
  /**
   * Writes all changes or none. Throws a RunError (exit 3) if a file has changed since it was read.
   */
  write(changes: readonly Change[]): void
  release(): void
}

/**
 * Locks a catalog to edit it. First completes an interrupted edit. If this process is killed, the
 * files are unchanged, or a journal lets the next command complete the edit.
 */
export function holdCatalog(
  folder: string,
  options: HoldOptions & { readonly create?: boolean },
): Hold {
  const root = realFolder(folder, options.cwd)
  const isNew = !existsSync(root)
  if (isNew && options.create !== true) return writer(undefined, options)
  if (isNew) makeNew(root, folder)
  if (!statSync(root).isDirectory()) return writer(undefined, options)
  refuseForeignJournal({ root, shown: folder, ...options })
  const lock = lockCatalog(root, { shown: folder, isNew }, options)
  try {
    if (lock.journal !== undefined) finishEdit({ root, shown: folder, lock, ...options })
  } catch (cause) {
    lock.leave()
    throw cause
  }
  return writer({ root, shown: folder, lock, isJournaled: true, isNew }, options)
}

/**
 * Returns a `Hold` without a lock. Each folder is only locked while its files are written.
 */
export function holdNothing(options: HoldOptions): Hold {
  return writer(undefined, options)
}

/** Completes an interrupted edit. Takes a lock only if there is such an edit. */
export function finishInterrupted(folder: string, options: HoldOptions): void {
  if (existsSync(join(realFolder(folder, options.cwd), stagingName, journalName)))
    holdCatalog(folder, options).release()
}

/** Removes the staged files of a killed process from a folder. */
export function sweepFolder(folder: string, options: HoldOptions): void {
  const root = realFolder(folder, options.cwd)
  if (isLeftOver(root)) holdFolder(folder, options).release()
}

/**
 * Locks a folder without a catalog, such as the folder of an API description or of the files that
 * `init` creates.
 */
export function holdFolder(folder: string, options: HoldOptions): Hold {
  const root = realpathSync.native(standing(resolve(options.cwd, folder)))
  const lock = lockFolder(root, folder, options)
  lock.clear()
  return writer({ root, shown: folder, lock, isJournaled: false, isNew: false }, options)
}

/** A folder that is locked by this process. */
interface Home {
  /** The real path of the folder. */
  readonly root: string
  readonly shown: string
  readonly lock: Lock
  readonly isJournaled: boolean
  /** Whether this run created the folder. If so, it is removed again if it stays empty. */
  readonly isNew: boolean
}

interface Planned extends Place {
  readonly home: Home
  /** The staged file with the new text. Undefined for a deleted file. */
  readonly from: string | undefined
}

function writer(held: Home | undefined, options: HoldOptions): Hold {
  let isHalfDone = false
  return {
    write(changes) {
      const homes = lockHomes(changes, held, options)
      try {
        const planned = stage(changes, homes, { held, options })
        const journaled = planned.filter(({ home }) => home.isJournaled)
        if (journaled.length > 0 && held) writeJournal(held, journaled)
        isHalfDone = journaled.length > 0
        move(planned)
        if (isHalfDone && held) rmSync(join(held.lock.staging, journalName))
        isHalfDone = false
      } finally {
        for (const home of homes) if (home !== held) home.lock.release()
      }
    },
    release() {
      // Keep an unfinished edit, so that the next command can complete it.
      if (held === undefined) return
      if (isHalfDone) return held.lock.leave()
      held.lock.release()
      if (held.isNew) removeIfEmpty(held.root)
    },
  }
}

/** Locks the folders of the files to change. The order is always the same, to avoid deadlocks. */
function lockHomes(
  changes: readonly Change[],
  held: Home | undefined,
  options: HoldOptions,
): Home[] {
  const roots = new Set<string>()
  for (const { file } of changes) {
    const to = realTarget(file, options.cwd, held)
    if (held === undefined || !isWithin(held.root, to))
      roots.add(realpathSync.native(standing(dirname(to))))
  }
  const homes = held ? [held] : []
  try {
    for (const root of [...roots].sort()) {
      const shown = relative(options.cwd, root).replaceAll('\\', '/') || '.'
      const lock = lockFolder(root, shown, options)
      lock.clear()
      homes.push({ root, shown, lock, isJournaled: false, isNew: false })
    }
  } catch (cause) {
    for (const home of homes) if (home !== held) home.lock.release()
    throw cause
  }
  return homes
}

/**
 * Checks and stages all files before any is written, because one of them may have been edited in
 * the meantime.
 */
function stage(
  changes: readonly Change[],
  homes: readonly Home[],
  { held, options }: { readonly held: Home | undefined; readonly options: HoldOptions },
): Planned[] {
  const places = changes.map((change) => {
    const to = realTarget(change.file, options.cwd, held)
    const refusal = options.refusal?.(change.file)
    if (refusal) throw new RunError(2, refusal)
    const home = homes.find(({ root }) => isWithin(root, to))
    if (home === undefined) throw new Error(`no lock for ${change.file}`)
    return { ...placeOf(change, to), home }
  })
  for (const { to, file, home } of places) checkWritable(home.root, dirname(to), file)
  return places.map((place) => {
    const { file, after, mark, mode, home } = place
    return {
      ...place,
      from:
        after === undefined ? undefined : stageFile(home.lock.staging, mark + after, file, mode),
    }
  })
}

function writeJournal({ root, shown, lock }: Home, planned: readonly Planned[]): void {
  const steps = planned.map(({ to, bytes, mark, after, from }): Step => {
    return {
      path: relative(root, to).split(sep).join('/'),
      before: bytes === undefined ? null : hashOfFile(bytes),
      after: after === undefined ? null : hashOfFile(mark + after),
      staged: from === undefined ? null : relative(lock.staging, from),
    }
  })
  const to = join(lock.staging, journalName)
  moveFile({ from: stageFile(lock.staging, formatJournal(steps), shown), to }, shown)
}

/**
 * Moves new files first and deletes old ones last, so that nothing is missing if the process is
 * killed in between.
 */
function move(planned: readonly Planned[]): void {
  for (const { from, to, file, home } of planned) {
    if (from === undefined) continue
    makeFolders(home.root, dirname(to), file)
    moveFile({ from, to }, file)
  }
  for (const { after, to, file, home } of planned)
    if (after === undefined) removeFile(to, home.root, file)
}

/**
 * Returns the real path of a file to write. Follows links, for example to an API description in
 * another folder. Does not follow links in a catalog, because errbook never reads or writes through
 * such links.
 */
function realTarget(file: string, cwd: string, held: Home | undefined): string {
  const path = resolve(cwd, file)
  const above = standing(dirname(path))
  const place = join(realpathSync.native(above), relative(above, path))
  const isFollowed = existsSync(path) && !(held?.isJournaled === true && isWithin(held.root, place))
  return isFollowed ? realpathSync.native(path) : place
}

function makeNew(root: string, shown: string): void {
  try {
    mkdirSync(root, { recursive: true })
  } catch (cause) {
    throw named(cause, shown)
  }
}

function lockCatalog(
  root: string,
  { shown, isNew }: { readonly shown: string; readonly isNew: boolean },
  options: Patience,
): Lock {
  try {
    return lockFolder(root, shown, options)
  } catch (cause) {
    if (isNew) removeIfEmpty(root)
    throw cause
  }
}
