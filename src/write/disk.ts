import { existsSync, realpathSync, statSync } from 'node:fs'
import { posix, relative, resolve } from 'node:path'
import { isWithin } from '../files/real-path.js'
import type { Artifact, MergeArtifact } from '../model/artifact.js'
import type { Finding } from '../model/diagnostic.js'
import type { Address } from '../model/source.js'
import { isRewritten, openFolder, realFolder } from './folder.js'
import { readForeign } from './foreign.js'
import { busyProcess, type Patience, waiter } from './lock.js'
import { configIn } from './manifest.js'
import { claim, collision, type Folder, type FolderPlan, isFile, planFolder } from './plan.js'

/** A file of the user that contains a part from errbook. */
export interface MergedFile {
  readonly path: string
  /** The real path of the file. */
  readonly file: string
  readonly existing: string
  readonly contents: string
}

/** The changes that a build makes to the disk. */
export interface WritePlan {
  readonly folders: readonly FolderPlan[]
  /** Only files that change. */
  readonly merged: readonly MergedFile[]
  /** All files of the user that have or will have a part from errbook. */
  readonly merging: readonly Pick<MergedFile, 'path' | 'file'>[]
  readonly findings: readonly Finding[]
}

export interface WriteOptions extends Patience {
  readonly cwd: string
  /** The config that defines these outputs, relative to the working directory. */
  readonly config?: string
  /** The real path of the project. A manifest never contains a config outside the project. */
  readonly root?: string
  /** Whether to overwrite files that errbook did not write or that were edited. */
  readonly force: boolean
  /** Returns a finding if a path must not be written. Called right before the path is written. */
  refusal?(path: string): Finding | undefined
}

/** The files to write for one output. */
export interface Wanted {
  readonly to: string
  readonly artifacts: readonly Artifact[]
  /** The place in the config that defines the output. */
  readonly at?: Address
}

/**
 * Compares the outputs with the disk and makes a plan. Outputs in the same folder share its
 * manifest.
 */
export function planWrites(outputs: readonly Wanted[], options: WriteOptions): WritePlan {
  for (;;) {
    const plan = planOnce(outputs, options)
    // While another build moves files, they look edited. Wait for that build and plan again.
    const moved =
      plan.findings.length > 0 ? plan.folders.find(({ folder }) => isMoving(folder)) : undefined
    if (moved === undefined) return plan
    const { root, path } = moved.folder
    const wait = waiter(path, options)
    for (let pid = busyProcess(root); pid !== undefined; pid = busyProcess(root))
      wait({ process: pid })
  }
}

function planOnce(
  outputs: readonly Wanted[],
  { cwd, force, config, root: project }: WriteOptions,
): WritePlan {
  const findings: Finding[] = []
  const folders: FolderPlan[] = []
  const claimed = new Map<string, 'file' | 'folder'>()
  const merges: MergeArtifact[] = []
  const real = config === undefined ? undefined : realFolder(config, cwd)
  const configFile =
    real !== undefined && project !== undefined && isWithin(project, real) ? real : undefined

  const shared = new Map<string, { path: string; artifacts: Artifact[]; at: Address | undefined }>()
  for (const { to, artifacts, at } of outputs) {
    const root = realFolder(to, cwd)
    const group = shared.get(root) ?? { path: shownFolder(to), artifacts: [], at }
    shared.set(root, group)
    for (const artifact of artifacts) group.artifacts.push(artifact)
  }
  for (const [root, { path, artifacts, at }] of shared) {
    const { folder, findings: found } = openFolder(root, path)
    findings.push(...found)
    if (folder === undefined) continue
    const owner = configFile === undefined ? undefined : slashed(relative(root, configFile))
    const other = force || project === undefined ? undefined : otherConfig(folder, owner, project)
    if (other !== undefined && configFile !== undefined) {
      const shown = (file: string) => slashed(relative(cwd, file))
      findings.push(
        takenFolder({ folder: path, other: shown(other), config: shown(configFile), at }),
      )
      continue
    }
    const planned = planFolder(artifacts.filter(isFile), folder, { force, claimed, config: owner })
    findings.push(...planned.findings)
    folders.push(planned.plan)
    for (const artifact of artifacts) if (!isFile(artifact)) merges.push(artifact)
  }
  return { folders, ...planMerges(merges, claimed, cwd, findings), findings }
}

/**
 * The config that a folder belongs to, if it is not the current config and still exists. The
 * manifest may come from a clone and is untrusted, so only paths of possible configs in the project
 * are accepted.
 */
function otherConfig(
  { root, manifestText }: Folder,
  config: string | undefined,
  project: string,
): string | undefined {
  const other = manifestText === undefined ? undefined : configIn(manifestText)
  if (other === undefined || config === undefined || other === config) return undefined
  if (other.length > 1000 || !isConfigName.test(other) || other.includes('\u0000')) return undefined
  const file = resolve(root, other)
  try {
    return isWithin(project, realpathSync.native(file)) && statSync(file).isFile()
      ? file
      : undefined
  } catch {
    return undefined
  }
}

const isConfigName = /\.(?:ya?ml|json|[cm]?[jt]s)$/i

function takenFolder({
  folder,
  other,
  config,
  at,
}: {
  folder: string
  other: string
  config: string
  at: Address | undefined
}): Finding {
  return {
    code: 'shared-output',
    message: `${folder} already belongs to ${other}. If ${config} wrote to it as well, each build would delete the files of the other.`,
    help: `Use a different output folder for each config. If ${other} no longer writes to this one, build with \`--force\`.`,
    ...(at && { at: { ...at, path: [...(at.path ?? []), 'to'] } }),
  }
}

/**
 * Adds errbook's parts to the user's files. If a file gets several parts, each is added to the
 * result of the previous one.
 */
function planMerges(
  merges: readonly MergeArtifact[],
  claimed: Map<string, 'file' | 'folder'>,
  cwd: string,
  findings: Finding[],
): Pick<WritePlan, 'merged' | 'merging'> {
  const texts = new Map<
    string,
    { path: string; existing: string | undefined; mark: string; now: string | undefined }
  >()
  for (const artifact of merges) {
    const { path } = artifact
    const file = existsSync(resolve(cwd, path))
      ? realpathSync.native(resolve(cwd, path))
      : realFolder(path, cwd)
    let state = texts.get(file)
    if (state === undefined) {
      if (!claim(claimed, '', file.replaceAll('\\', '/').replace(/^\//, ''))) {
        findings.push(collision(path))
        continue
      }
      const there = readForeign(path, file, findings)
      if (there === undefined) continue
      state = { path, existing: there.source?.text, mark: there.mark, now: there.source?.text }
      texts.set(file, state)
    }
    const result = artifact.merge(
      state.now === undefined ? undefined : { file: path, text: state.now },
    )
    if (typeof result === 'string') state.now = result
    else findings.push(result)
  }
  const merged = [...texts].flatMap(([file, { path, existing, mark, now }]) =>
    now === undefined || now === existing
      ? []
      : [{ path, file, existing: existing ?? '', contents: mark + now }],
  )
  return { merged, merging: [...texts].map(([file, { path }]) => ({ file, path: slashed(path) })) }
}

/** Whether a build is writing to a folder, or has written to it since it was read. */
function isMoving(folder: Folder): boolean {
  return isRewritten(folder) || busyProcess(folder.root) !== undefined
}

/** The name of a folder in findings: `out/docs` for `./out/docs/`. */
function shownFolder(to: string): string {
  return posix.normalize(slashed(to)).replace(/(?<=.)\/+$/, '')
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}
