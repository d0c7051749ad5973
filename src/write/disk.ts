import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, posix, resolve, sep } from 'node:path'
import { decodeUtf8 } from '../facts/utf8.js'
import type { Artifact, MergeArtifact } from '../model/artifact.js'
import { type Finding, RunError } from '../model/diagnostic.js'
import type { Source } from '../model/source.js'
import { openFolder, realFolder } from './folder.js'
import { isBusy, isLocked, type Lock, lockFolder } from './lock.js'
import { manifestName } from './manifest.js'
import { claim, collision, type Folder, type FolderPlan, isFile, isManifestStale, nameIn, planFolder } from './plan.js'

/** A file of somebody else's with our part in it. */
export interface MergedFile {
  readonly path: string
  /** The file itself, links followed: it is theirs. */
  readonly file: string
  readonly existing: string
  readonly contents: string
  /** The folder of the output that it belongs to, where it is staged. */
  readonly folder: Folder
}

/** What a build does to the disk. */
export interface WritePlan {
  readonly folders: readonly FolderPlan[]
  /** Only those that change. */
  readonly merged: readonly MergedFile[]
  readonly findings: readonly Finding[]
}

export interface WriteOptions {
  readonly cwd: string
  /** Take files back that others wrote or edited. */
  readonly force: boolean
}

/** Looks at what is there and plans. Outputs that share a folder share its manifest. */
export function planWrites(
  outputs: readonly { readonly to: string; readonly artifacts: readonly Artifact[] }[],
  { cwd, force }: WriteOptions,
): WritePlan {
  const findings: Finding[] = []
  const folders: FolderPlan[] = []
  const claimed = new Map<string, 'file' | 'folder'>()
  const merges: { folder: Folder; artifact: MergeArtifact }[] = []

  const shared = new Map<string, { path: string; artifacts: Artifact[] }>()
  for (const { to, artifacts } of outputs) {
    const root = realFolder(to, cwd)
    const group = shared.get(root) ?? { path: shownFolder(to), artifacts: [] }
    shared.set(root, group)
    for (const artifact of artifacts) group.artifacts.push(artifact)
  }
  for (const [root, { path, artifacts }] of shared) {
    const { folder, findings: found } = openFolder(root, path)
    findings.push(...found)
    if (folder === undefined) continue
    const planned = planFolder(artifacts.filter(isFile), folder, { force, claimed })
    // Files that another build is moving right now look edited.
    if (planned.findings.length > 0) refuseIfMoved(folder)
    findings.push(...planned.findings)
    folders.push(planned.plan)
    for (const artifact of artifacts) if (!isFile(artifact)) merges.push({ folder, artifact })
  }
  return { folders, merged: planMerges(merges, claimed, cwd, findings), findings }
}

/** Our parts of other people's files, one after the other where several go into one file. */
function planMerges(
  merges: readonly { folder: Folder; artifact: MergeArtifact }[],
  claimed: Map<string, 'file' | 'folder'>,
  cwd: string,
  findings: Finding[],
): MergedFile[] {
  const texts = new Map<string, { path: string; folder: Folder; existing: string | undefined; mark: string; now: string | undefined }>()
  for (const { folder, artifact } of merges) {
    const { path } = artifact
    const file = existsSync(resolve(cwd, path)) ? realpathSync.native(resolve(cwd, path)) : realFolder(path, cwd)
    let state = texts.get(file)
    if (state === undefined) {
      if (!claim(claimed, '', file.replaceAll('\\', '/').replace(/^\//, ''))) {
        findings.push(collision(path))
        continue
      }
      const there = readForeign(path, file, findings)
      if (there === undefined) continue
      state = { path, folder, existing: there.source?.text, mark: there.mark, now: there.source?.text }
      texts.set(file, state)
    }
    const result = artifact.merge(state.now === undefined ? undefined : { file: path, text: state.now })
    if (typeof result === 'string') state.now = result
    else findings.push(result)
  }
  return [...texts].flatMap(([file, { path, folder, existing, mark, now }]) =>
    now === undefined || now === existing ? [] : [{ path, file, folder, existing: existing ?? '', contents: mark + now }],
  )
}

/** A file of somebody else's, and the byte order mark that it begins with. Undefined where it can't be read as text. */
function readForeign(path: string, file: string, findings: Finding[]): { source: Source | undefined; mark: string } | undefined {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat === undefined) return { source: undefined, mark: '' }
  if (!stat.isFile()) {
    findings.push({
      code: 'nav-file',
      message: `Unexpected folder at ${path}, expected a file.`,
      help: 'Name the file itself in the config.',
    })
    return undefined
  }
  const bytes = readFileSync(file)
  const source = decodeUtf8(path, bytes, findings)
  return source && { source, mark: bytes[0] === 0xef ? '\ufeff' : '' }
}

/**
 * Does what a plan says. All folders are taken and every file is staged whole before any is moved; each
 * manifest holds old and new hashes while they are. Killed at any point, every file is whole, and the
 * next build finishes the job.
 */
export function applyWrites({ folders, merged }: WritePlan): void {
  const due = folders.filter(
    (plan) =>
      isManifestStale(plan) ||
      plan.edits.some(({ action }) => action !== 'keep') ||
      merged.some(({ folder }) => folder === plan.folder) ||
      isLeftOver(plan.folder),
  )
  const locks = new Map<Folder, Lock>()
  try {
    for (const { folder } of due) {
      mkdirSync(folder.root, { recursive: true })
      locks.set(folder, lockFolder(folder.root, folder.path))
      refuseIfMoved(folder)
    }
    const moves = due.map((plan) => stage(plan, locks.get(plan.folder)!.staging))
    const merges = merged.map((file, at) => ({ ...file, from: stageMerge(file, join(locks.get(file.folder)!.staging, `merge-${at}`)) }))
    for (const [at, plan] of due.entries()) move(plan, moves[at]!, locks.get(plan.folder)!.staging)
    for (const { from, file } of merges) moveMerge(from, file)
  } finally {
    for (const lock of locks.values()) lock.release()
  }
}

interface Move {
  readonly from: string
  readonly path: string
}

function stage({ edits }: FolderPlan, staging: string): Move[] {
  const moves: Move[] = []
  for (const { path, contents } of edits) {
    if (contents === undefined) continue
    const from = join(staging, String(moves.length))
    writeFileSync(from, contents, { flag: 'wx', encoding: 'utf8' })
    moves.push({ from, path })
  }
  return moves
}

function move(
  { folder: { root, path: shown }, edits, gone, pending, finished }: FolderPlan,
  moves: readonly Move[],
  staging: string,
): void {
  const checked = new Set<string>()
  const deleted = edits.filter(({ action }) => action === 'delete')
  if (moves.length + deleted.length > 0) replaceManifest(root, staging, pending)
  // First, as a file may give way to a folder, or to a file whose name differs in case alone.
  for (const { path } of deleted) {
    const target = join(root, path)
    if (!existsSync(dirname(target))) continue
    checkFolder(root, dirname(target), shown, checked)
    rmSync(target, { force: true })
  }
  for (const path of gone) removeEmpty(root, dirname(join(root, path)), shown, checked)
  for (const { from, path } of moves) {
    const target = join(root, path)
    if (!checked.has(dirname(target))) {
      mkdirSync(dirname(target), { recursive: true })
      checkFolder(root, dirname(target), shown, checked)
    }
    renameSync(from, target)
  }
  replaceManifest(root, staging, finished)
}

function replaceManifest(root: string, staging: string, text: string): void {
  const staged = join(staging, 'manifest')
  writeFileSync(staged, text, { flag: 'wx' })
  renameSync(staged, join(root, manifestName))
}

/** Makes sure that no link has come to stand on the way since the plan was made. */
function checkFolder(root: string, folder: string, shown: string, checked: Set<string>): void {
  if (checked.has(folder)) return
  const real = realpathSync.native(folder)
  if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep))
    throw new RunError(3, {
      code: 'output-link',
      message: `Unexpected link on the way to a file of ${shown}: it leads out of that folder.`,
      help: 'Remove the link.',
    })
  checked.add(folder)
}

/** Removes a folder and those above it, up to the first that holds something. */
function removeEmpty(root: string, folder: string, shown: string, checked: Set<string>): void {
  for (let here = folder; here.length > root.length; here = dirname(here)) {
    if (!existsSync(here)) continue
    checkFolder(root, here, shown, checked)
    if (readdirSync(here).length > 0) return
    rmdirSync(here)
    checked.delete(here)
  }
}

function stageMerge({ file, contents }: MergedFile, staged: string): string {
  writeFileSync(staged, contents, { flag: 'wx' })
  const mode = statSync(file, { throwIfNoEntry: false })?.mode
  if (mode !== undefined) chmodSync(staged, mode)
  return staged
}

function moveMerge(from: string, file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  try {
    renameSync(from, file)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EXDEV') throw cause
    // On another disk than the output: it takes one more step to be there whole.
    const beside = `${file}.errbook-${process.pid}`
    copyFileSync(from, beside)
    renameSync(beside, file)
  }
}

/** Ends the run where another build has written to a folder since it was looked at, or is doing so. */
function refuseIfMoved(folder: Folder): void {
  const file = join(folder.root, manifestName)
  const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  if (text !== folder.manifestText || isBusy(folder.root)) {
    throw new RunError(3, {
      code: 'build-running',
      message: `Another build has been writing to ${nameIn(folder)('')} while this one looked at it.`,
      help: 'Wait for it, and build again.',
    })
  }
}

/** What a killed build staged, with nobody at work on it. */
function isLeftOver({ root }: Folder): boolean {
  return isLocked(root) && !isBusy(root)
}

/** A folder as findings name it: `out/docs` for `./out/docs/`. */
function shownFolder(to: string): string {
  return posix.normalize(to.replaceAll('\\', '/')).replace(/(?<=.)\/+$/, '')
}
