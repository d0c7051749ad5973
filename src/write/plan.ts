import { foldPath, pathProblem } from '../facts/path.js'
import type { Artifact, FileArtifact } from '../model/artifact.js'
import type { Finding } from '../model/diagnostic.js'
import { difference } from './difference.js'
import { formatManifest, hashOf, type Manifest, type ManifestLine } from './manifest.js'

/** Something that is in the place of a file or in the way of its path. */
export interface Obstacle {
  readonly problem: 'link' | 'folder' | 'file' | 'case' | 'other'
  /** The path of the obstacle below the folder. */
  readonly path: string
}

/** The existing contents of the folder of an output. */
export interface Folder {
  /** The name in findings, relative to the working directory. */
  readonly path: string
  /** The real path, even if it does not exist yet. */
  readonly root: string
  readonly manifest: Manifest
  /** The manifest as read. Undefined if there was none. */
  readonly manifestText: string | undefined
  /** Returns the text of a file, undefined if it does not exist, or the obstacle in its place. */
  read(path: string): string | undefined | Obstacle
  /** All files below a folder, and all empty folders. */
  below(path: string): string[]
}

export interface Edit {
  readonly path: string
  readonly action: 'create' | 'update' | 'delete' | 'keep'
  /** The complete text of a file to write. */
  readonly contents?: string
}

/**
 * The changes of a build to one folder. Deletions come first, because a file may be replaced by a
 * folder with the same name.
 */
export interface FolderPlan {
  readonly folder: Folder
  readonly edits: readonly Edit[]
  /**
   * Files from earlier builds that are no longer generated, even if they are already deleted.
   * Folders that become empty are removed too.
   */
  readonly gone: readonly string[]
  /** The manifest while files are moved, with old and new hashes. */
  readonly pending: string
  /** The final manifest. */
  readonly finished: string
}

export interface PlanOptions {
  /** Whether to overwrite files that errbook did not write or that were edited. */
  readonly force: boolean
  /** Full paths that outputs of this run have claimed, case-folded, with their type. */
  readonly claimed: Map<string, 'file' | 'folder'>
  /** The config of the build, as a path relative to the folder. */
  readonly config?: string | undefined
}

/**
 * Plans the edits that turn the existing contents of a folder into the artifacts. Has no side
 * effects. Changes only files that errbook wrote. Other files in the way are reported as findings.
 */
export function planFolder(
  artifacts: readonly FileArtifact[],
  folder: Folder,
  { force, claimed, config }: PlanOptions,
): { plan: FolderPlan; findings: Finding[] } {
  const findings: Finding[] = []
  const finished = new Map<string, ManifestLine>()
  const pending = new Map<string, ManifestLine>()
  const deleted: Edit[] = []
  const written: Edit[] = []
  const collided: string[] = []
  const obstacles = new Map<string, Obstacle>()
  const name = nameIn(folder)
  const isOurs = (path: string, hash: string) =>
    force || hash === folder.manifest.get(path)?.hash || hash === folder.manifest.get(path)?.next

  const wanted = new Map<string, FileArtifact>()
  for (const artifact of artifacts) {
    const problem =
      typeof artifact.path === 'string' ? pathProblem(artifact.path) : 'is not a string'
    if (problem !== undefined) findings.push(escapes(String(artifact.path), problem, folder))
    else if (!claim(claimed, folder.root, artifact.path)) collided.push(name(artifact.path))
    else wanted.set(artifact.path, artifact)
  }
  if (collided[0] !== undefined) findings.push(collision(collided[0], collided.length - 1))
  const goes = (path: string) => folder.manifest.has(path) && !wanted.has(path)
  const gone: string[] = []

  for (const path of folder.manifest.keys()) {
    if (!goes(path)) continue
    const existing = folder.read(path)
    if (existing === undefined) {
      // If a build was killed after it deleted the file, the empty folder may still exist.
      gone.push(path)
      pending.set(path, { hash: '-', next: '-' })
      continue
    }
    if (typeof existing === 'object') {
      // Our file no longer exists, and something else is in its place.
      if (existing.problem === 'link') obstacles.set(existing.path, existing)
      continue
    }
    const hash = hashOf(existing)
    if (!isOurs(path, hash)) {
      findings.push(edited(name(path), existing, undefined))
      continue
    }
    gone.push(path)
    deleted.push({ path, action: 'delete' })
    pending.set(path, { hash, next: '-' })
  }

  for (const [path, { contents }] of wanted) {
    const existing = folder.read(path)
    if (typeof existing === 'object' && !givesWay(existing, folder, goes)) {
      obstacles.set(existing.path, existing)
      continue
    }
    const hash = hashOf(contents)
    finished.set(path, { hash })
    if (typeof existing !== 'string') {
      written.push({ path, action: 'create', contents })
      pending.set(path, { hash: '-', next: hash })
      continue
    }
    const now = existing === contents ? hash : hashOf(existing)
    if (now === hash) {
      written.push({ path, action: 'keep' })
      pending.set(path, { hash })
    } else if (isOurs(path, now)) {
      written.push({ path, action: 'update', contents })
      pending.set(path, { hash: now, next: hash })
    } else
      findings.push(
        folder.manifest.has(path)
          ? edited(name(path), existing, contents)
          : foreign(name(path), existing, contents),
      )
  }
  for (const existing of obstacles.values()) findings.push(obstacle(existing, name))
  return {
    plan: {
      folder,
      edits: [...deleted, ...written],
      gone,
      pending: formatManifest(pending, config),
      finished: formatManifest(finished, config),
    },
    findings,
  }
}

/** Whether the manifest must be written. A folder without errbook's files needs no manifest. */
export function isManifestStale({ folder, finished, edits }: FolderPlan): boolean {
  if (folder.manifestText === undefined) return edits.some(({ action }) => action !== 'delete')
  return folder.manifestText.replaceAll('\r\n', '\n') !== finished
}

export function isFile(artifact: Artifact): artifact is FileArtifact {
  return 'contents' in artifact
}

/** Returns a function that converts a path in the folder to its name in findings. */
export function nameIn({ path: folder }: Pick<Folder, 'path'>): (path: string) => string {
  return (path) => (folder === '.' ? path : `${folder}/${path}`)
}

/**
 * Claims a path for an output. Returns false if it is already claimed, or if a file and a
 * folder would have the same path.
 */
export function claim(
  claimed: Map<string, 'file' | 'folder'>,
  root: string,
  path: string,
): boolean {
  const whole = foldPath(`${root}/${path}`)
  if (claimed.has(whole)) return false
  const folders: string[] = []
  for (
    let at = whole.lastIndexOf('/');
    at >= Math.max(1, root.length);
    at = whole.lastIndexOf('/', at - 1)
  ) {
    const above = whole.slice(0, at)
    const what = claimed.get(above)
    if (what === 'file') return false
    if (what === 'folder') break
    folders.push(above)
  }
  for (const above of folders) claimed.set(above, 'folder')
  claimed.set(whole, 'file')
  return true
}

/**
 * Whether this build removes the obstacle. That is the case if the obstacle contains only errbook's
 * files and the build deletes all of them.
 */
function givesWay(
  { problem, path }: Obstacle,
  folder: Folder,
  goes: (path: string) => boolean,
): boolean {
  if (problem === 'folder') {
    const goesWithin = (empty: string) =>
      [...folder.manifest.keys()].some((ours) => ours.startsWith(`${empty}/`) && goes(ours))
    return folder.below(path).every((end) => goes(end) || goesWithin(end))
  }
  return (problem === 'file' || problem === 'case') && goes(path)
}

function escapes(path: string, problem: string, folder: Folder): Finding {
  return {
    code: 'path-escapes',
    message: `The output path \`${path}\` in ${folder.path} is invalid because it ${problem}.`,
    help: 'Correct the emitter. Paths must be relative, with `/` between plain names.',
  }
}

export function collision(path: string, others = 0): Finding {
  return {
    code: 'output-collision',
    message: `Two outputs write ${path}${others > 0 ? ` and ${others} more` : ''}.`,
    help: 'Use another folder for one of the outputs.',
  }
}

function foreign(path: string, existing: string, contents: string): Finding {
  return {
    code: 'foreign-file',
    message: `${path} already exists and was not written by errbook.`,
    help: 'Move it, or build with `--force` to overwrite it.',
    diff: difference(existing, contents),
  }
}

function edited(path: string, existing: string, contents: string | undefined): Finding {
  const found = {
    code: 'edited-file',
    message: `${path} was edited after errbook wrote it.`,
  } as const
  return contents === undefined
    ? {
        ...found,
        help: 'This build would delete it. Delete it yourself, or build with `--force`.',
      }
    : {
        ...found,
        help: 'Move the change to the catalog or a template, then build with `--force` to overwrite the file.',
        diff: difference(existing, contents),
      }
}

function obstacle({ problem, path }: Obstacle, name: (path: string) => string): Finding {
  switch (problem) {
    case 'link':
      return {
        code: 'output-link',
        message: `${name(path)} is a symbolic link. errbook does not write through symbolic links.`,
        help: 'Remove the symbolic link, or choose another folder in the config.',
      }
    case 'folder':
      return {
        code: 'foreign-file',
        message: `${name(path)} is a folder, not a file.`,
        help: 'Move the folder.',
      }
    case 'file':
      return {
        code: 'foreign-file',
        message: `${name(path)} is a file, not a folder.`,
        help: 'Move the file.',
      }
    case 'case':
      return {
        code: 'foreign-file',
        message: `The name of ${name(path)} differs only in case from a file that errbook writes.`,
        help: 'Rename it.',
      }
    case 'other':
      return {
        code: 'foreign-file',
        message: `${name(path)} is not a regular file.`,
        help: 'Move it.',
      }
  }
}
