import { lstatSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isWithin } from '../files/real-path.js'
import { type Finding, RunError } from '../model/diagnostic.js'
import { realFolder } from './folder.js'
import { hashOfFile, parseJournal, type Step } from './journal.js'
import { busyProcess, journalName, type Lock, type Patience, stagingName, waiter } from './lock.js'
import { readOwn } from './own-file.js'
import { nameIn } from './plan.js'
import { makeFolders, moveFile, removeFile, standing } from './stage.js'

/** A catalog folder in which a command was interrupted while it moved files. */
export interface Interrupted {
  /** The real path of the folder. */
  readonly root: string
  readonly shown: string
  readonly lock: Lock
  readonly isTracked?: ((path: string) => boolean | undefined) | undefined
  tell?(text: string): void
}

/**
 * Completes an interrupted edit. If files were edited since then, discards the interrupted edit if
 * no file was moved yet, or else throws a RunError (exit 3).
 */
export function finishEdit({ root, shown, lock, isTracked, tell }: Interrupted): void {
  const steps = trustedSteps(lock.journal ?? '', { root, shown, isTracked })
  const states = steps.map((step) => stateOf(step, root, lock.staging))
  const edited = steps.filter((_, at) => states[at] === 'edited')
  const isBegun = states.includes('done')
  if (edited.length > 0 && isBegun) throw cannotFinish(edited, shown)
  if (edited.length === 0) {
    const due = steps.filter((_, at) => states[at] === 'due')
    // Move new files first, as the command did.
    for (const step of due)
      if (step.staged !== null) moveStep(step, step.staged, { root, shown, lock })
    // Also remove files that no longer exist, because their empty folders may still exist.
    for (const { path, staged } of steps)
      if (staged === null) removeFile(join(root, path), root, shown)
    tell?.(`Completed an edit of ${shown} that was interrupted.`)
  } else tell?.(`Discarded an edit of ${shown} that was interrupted before it changed a file.`)
  lock.clear()
}

/**
 * Throws a RunError (exit 3) if the journal in a catalog is not from this machine. Called before
 * taking a lock.
 */
export function refuseForeignJournal({
  root,
  shown,
  isTracked,
}: Pick<Interrupted, 'root' | 'shown' | 'isTracked'>): void {
  const journal = readOwn(join(root, stagingName, journalName))
  if (journal !== undefined) trustedSteps(journal, { root, shown, isTracked })
}

/**
 * The finding about an interrupted edit, for commands that only read. Waits for an edit that is
 * still running.
 */
export function interruptedEdit(
  folder: string,
  cwd: string,
  patience: Patience,
): Finding | undefined {
  const root = realFolder(folder, cwd)
  const journal = () => readOwn(join(root, stagingName, journalName))
  if (journal() === undefined) return undefined
  const wait = waiter(folder, patience)
  for (
    let pid = busyProcess(root);
    pid !== undefined && journal() !== undefined;
    pid = busyProcess(root)
  )
    wait({ process: pid })
  const text = journal()
  if (text === undefined) return undefined
  try {
    trustedSteps(text, { root, shown: folder, isTracked: patience.isTracked })
  } catch (cause) {
    if (cause instanceof RunError) return cause.finding
    throw cause
  }
  return {
    code: 'interrupted-edit',
    message: `A command was interrupted while editing ${folder}, so some files are new and others are old.`,
    help: 'Run any command that edits the catalog, such as `errbook fmt`. It completes the interrupted edit first.',
    at: placeOf(folder),
  }
}

type State = 'due' | 'done' | 'edited'

/**
 * The state of a file in the edit. If its staged file no longer exists, the file was already moved,
 * even if it was edited later.
 */
function stateOf({ path, before, after, staged }: Step, root: string, staging: string): State {
  const now = hashAt(join(root, path))
  if (staged === null && now === null) return 'done'
  if (staged === null) return now === before ? 'due' : 'edited'
  const waiting = hashAt(join(staging, staged))
  if (waiting === null || now === after) return 'done'
  return now === before && waiting === after ? 'due' : 'edited'
}

/** The hash of a file, `null` if it does not exist, '' if it is not a regular file. */
function hashAt(file: string): string | null {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return null
  const text = readOwn(file)
  return text === undefined ? '' : hashOfFile(text)
}

function moveStep({ path }: Step, staged: string, { root, shown, lock }: Interrupted): void {
  const file = nameIn({ path: shown })(path)
  const to = join(root, path)
  makeFolders(root, dirname(to), file)
  moveFile({ from: join(lock.staging, staged), to }, file)
}

/**
 * Returns the steps of a journal. Throws a RunError (exit 3) if the journal may come from the
 * repository, because a repository must not be able to make errbook write files.
 */
function trustedSteps(
  text: string,
  { root, shown, isTracked }: Pick<Interrupted, 'root' | 'shown' | 'isTracked'>,
): readonly Step[] {
  const folder = nameIn({ path: shown })(stagingName)
  const refuse = (message: string, help: string) =>
    new RunError(3, { code: 'foreign-journal', message, help, at: placeOf(shown) })
  const tracked = isTracked?.(join(root, stagingName, journalName))
  if (tracked === true)
    throw refuse(
      `${folder} is committed to git, so it is not from a command that was interrupted here.`,
      `Remove it: \`git rm -r ${folder}\`.`,
    )
  if (tracked === undefined && isTracked !== undefined)
    throw refuse(
      `${folder} contains an unfinished edit, but git can't tell whether it came with the repository.`,
      `If a command was interrupted here, run it again when git works. Otherwise remove ${folder}.`,
    )
  const steps = parseJournal(text)
  if (steps === undefined || !steps.every(({ path }) => isReached(root, path)))
    throw refuse(
      `${folder}/${journalName} is damaged or refers to files outside ${shown}.`,
      `Check the output of \`git status\`, then remove ${folder}.`,
    )
  return steps
}

/**
 * Whether a path can be a file in the catalog: its folder exists or can be created, and no link in
 * the path leads outside.
 */
function isReached(root: string, path: string): boolean {
  try {
    const folder = standing(dirname(join(root, path)))
    lstatSync(join(root, path), { throwIfNoEntry: false })
    return statSync(folder).isDirectory() && isWithin(root, realpathSync.native(folder))
  } catch {
    return false
  }
}

function cannotFinish(edited: readonly Step[], shown: string): RunError {
  const [first] = edited
  const others = edited.length === 1 ? '' : ` (and ${edited.length - 1} more)`
  return new RunError(3, {
    code: 'interrupted-edit',
    message: `A command was interrupted while editing ${shown}. The edit can't be completed because ${first?.path}${others} changed since then.`,
    help: `Restore the catalog from git, or fix it by hand. Then remove ${nameIn({ path: shown })(stagingName)}, which contains the files that were not written.`,
    at: placeOf(shown),
  })
}

function placeOf(shown: string) {
  const file = nameIn({ path: shown })(`${stagingName}/${journalName}`)
  return { source: { file, text: '' }, range: [0, 0] as const }
}
