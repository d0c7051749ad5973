import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { RunError } from '../model/diagnostic.js'
import {
  type MergedFile,
  planWrites,
  type Wanted,
  type WriteOptions,
  type WritePlan,
} from './disk.js'
import { isRewritten } from './folder.js'
import { readForeign } from './foreign.js'
import { isLeftOver, type Lock, lockFolder, type Patience } from './lock.js'
import { manifestName } from './manifest.js'
import { type FolderPlan, isManifestStale, nameIn } from './plan.js'
import { checkFolder, makeFolders, moveFile, named, removeIfEmpty, stageFile } from './stage.js'

/** The options of a build that `applyWrites` needs. */
type ApplyOptions = Patience & Pick<WriteOptions, 'refusal'>

/**
 * Makes a plan and executes it. Starts over if another build has written in the meantime. Writes
 * nothing if there are findings.
 */
export function writeOutputs(outputs: readonly Wanted[], options: WriteOptions): WritePlan {
  for (;;) {
    const plan = planWrites(outputs, options)
    if (plan.findings.length > 0 || applyWrites(plan, options)) return plan
  }
}

/**
 * Executes a plan. Locks all folders and stages every file completely before it moves any of them.
 * While files are moved, each manifest contains old and new hashes. If the process is killed, every
 * file is still complete, and the next build can finish the work. Returns false and writes nothing
 * if another build has written since the plan was made.
 */
export function applyWrites(
  { folders, merged, merging }: WritePlan,
  options: ApplyOptions,
): boolean {
  const due = folders.filter(
    (plan) =>
      isManifestStale(plan) ||
      plan.edits.some(({ action }) => action !== 'keep') ||
      isLeftOver(plan.folder.root),
  )
  const shown = new Map(due.map(({ folder: { root, path } }) => [root, path]))
  const changed = new Set(merged.map(({ file }) => file))
  for (const { file, path } of merging)
    if (!shown.has(dirname(file)) && (changed.has(file) || isLeftOver(dirname(file))))
      shown.set(dirname(file), posix.dirname(path))
  const locks = new Map<string, Lock>()
  const made: string[] = []
  try {
    // Always lock in the same order, so that builds don't deadlock.
    for (const root of [...shown.keys()].sort()) {
      const path = shown.get(root) ?? root
      refuse(root, options)
      made.push(...makeRoot(root, path))
      const lock = lockFolder(root, path, options)
      lock.clear()
      locks.set(root, lock)
    }
    if (due.some(({ folder }) => isRewritten(folder)) || merged.some(isEdited)) return false
    for (const { file } of merged) refuse(file, options)
    const stagingOf = (root: string) => locks.get(root)!.staging
    const staged = due.map((plan) => ({ plan, moves: stage(plan, stagingOf(plan.folder.root)) }))
    const merges = merged.map((file) => ({
      from: stageMerge(file, stagingOf(dirname(file.file))),
      to: file.file,
      path: file.path,
    }))
    for (const { plan, moves } of staged) move(plan, moves, stagingOf(plan.folder.root))
    for (const { from, to, path } of merges) moveFile({ from, to }, path)
    return true
  } finally {
    for (const lock of locks.values()) lock.release()
    for (const folder of made.reverse()) removeIfEmpty(folder)
  }
}

function refuse(path: string, { refusal }: ApplyOptions): void {
  const finding = refusal?.(path)
  if (finding) throw new RunError(2, finding)
}

/** Creates a folder. Returns the folders that did not exist before, from the top down. */
function makeRoot(root: string, shown: string): string[] {
  try {
    const first = mkdirSync(root, { recursive: true })
    const made: string[] = []
    for (
      let folder = root;
      first !== undefined && folder.length >= first.length;
      folder = dirname(folder)
    )
      made.unshift(folder)
    return made
  } catch (cause) {
    throw named(cause, shown)
  }
}

interface Move {
  readonly from: string
  readonly path: string
}

function stage({ folder, edits }: FolderPlan, staging: string): Move[] {
  const name = nameIn(folder)
  return edits.flatMap(({ path, contents }): Move[] =>
    contents === undefined ? [] : [{ from: stageFile(staging, contents, name(path)), path }],
  )
}

function move(
  { folder: { root, path: shown }, edits, gone, pending, finished }: FolderPlan,
  moves: readonly Move[],
  staging: string,
): void {
  const checked = new Set<string>()
  const deleted = edits.filter(({ action }) => action === 'delete')
  if (moves.length + deleted.length > 0) replaceManifest(root, staging, pending)
  // Delete first, because a file may be replaced by a folder, or by a file with a name that differs
  // only in case.
  for (const { path } of deleted) {
    const target = join(root, path)
    if (!existsSync(dirname(target))) continue
    checkOnce(root, dirname(target), shown, checked)
    rmSync(target, { force: true })
  }
  for (const path of gone) removeEmpty(root, dirname(join(root, path)), shown, checked)
  for (const { from, path } of moves) {
    const target = join(root, path)
    if (!checked.has(dirname(target))) {
      makeFolders(root, dirname(target), shown)
      checked.add(dirname(target))
    }
    moveFile({ from, to: target }, nameIn({ path: shown })(path))
  }
  replaceManifest(root, staging, finished)
}

function replaceManifest(root: string, staging: string, text: string): void {
  const from = stageFile(staging, text, manifestName)
  moveFile({ from, to: join(root, manifestName) }, manifestName)
}

/** Checks that no link was put in the path since the plan was made. */
function checkOnce(root: string, folder: string, shown: string, checked: Set<string>): void {
  if (checked.has(folder)) return
  checkFolder(root, folder, shown)
  checked.add(folder)
}

/** Removes a folder and its parents, up to the first that is not empty. */
function removeEmpty(root: string, folder: string, shown: string, checked: Set<string>): void {
  for (let here = folder; here.length > root.length; here = dirname(here)) {
    if (!existsSync(here)) continue
    checkOnce(root, here, shown, checked)
    if (readdirSync(here).length > 0) return
    rmdirSync(here)
    checked.delete(here)
  }
}

function stageMerge({ file, path, contents }: MergedFile, staging: string): string {
  return stageFile(staging, contents, path, statSync(file, { throwIfNoEntry: false })?.mode)
}

/** Whether a file of the user was edited after the plan was made. */
function isEdited({ file, path, existing }: MergedFile): boolean {
  const there = readForeign(path, file, [])
  return (there?.source?.text ?? '') !== existing
}
