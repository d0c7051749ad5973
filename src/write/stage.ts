import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { isWithin } from '../files/real-path.js'
import { RunError } from '../model/diagnostic.js'

/** A staged file and its target. */
export interface Staged {
  readonly from: string
  readonly to: string
}

/**
 * Writes a complete file under a random name. The flag `wx` fails if the name exists, so no link is
 * followed. `shown` is the name of the target in messages.
 */
export function stageFile(staging: string, contents: string, shown: string, mode?: number): string {
  const from = join(staging, randomBytes(12).toString('hex'))
  try {
    writeFileSync(from, contents, { flag: 'wx', encoding: 'utf8' })
    if (mode !== undefined) chmodSync(from, mode)
  } catch (cause) {
    rmSync(from, { force: true })
    throw named(cause, shown)
  }
  return from
}

/** Moves a staged file into place. `shown` is its name in messages. */
export function moveFile({ from, to }: Staged, shown: string): void {
  try {
    renameSync(from, to)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EXDEV') throw named(cause, shown)
    copyBeside(from, to, shown)
  }
}

/**
 * Moves a file to another disk. First copies it next to its target, so that the last step is a
 * rename.
 */
function copyBeside(from: string, to: string, shown: string): void {
  const beside = join(dirname(to), `.errbook-${randomBytes(12).toString('hex')}`)
  try {
    copyFileSync(from, beside, constants.COPYFILE_EXCL)
    renameSync(beside, to)
  } catch (cause) {
    rmSync(beside, { force: true })
    throw named(cause, shown)
  }
}

/** Creates a folder and its parents. Throws if a link in the path leads outside `root`. */
export function makeFolders(root: string, folder: string, shown: string): void {
  const there = standing(folder)
  checkFolder(root, there, shown)
  if (there === folder) return
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    throw named(cause, shown)
  }
  checkFolder(root, folder, shown)
}

/** Returns the path itself if it exists, or else its nearest existing parent. */
export function standing(path: string): string {
  let there = path
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there)
  return there
}

/** Checks that no link in the path of a folder leads outside `root`, which is a real path. */
export function checkFolder(root: string, folder: string, shown: string): void {
  const real = realpathSync.native(folder)
  if (isWithin(root, real)) return
  throw new RunError(3, {
    code: 'output-link',
    message: `A symbolic link in the path of a file in ${shown} leads outside that folder.`,
    help: 'Remove the symbolic link.',
  })
}

/**
 * Deletes a file and the folders that become empty. Throws if a link in the path leads outside
 * `root`.
 */
export function removeFile(path: string, root: string, shown: string): void {
  if (!existsSync(dirname(path))) return
  checkFolder(root, dirname(path), shown)
  rmSync(path, { force: true })
  for (
    let folder = dirname(path);
    isWithin(root, folder) && folder !== root;
    folder = dirname(folder)
  ) {
    try {
      rmdirSync(folder)
    } catch {
      return
    }
  }
}

/** Throws if files can't be moved into a folder. Called before any file is moved. */
export function checkWritable(root: string, folder: string, shown: string): void {
  const there = standing(folder)
  checkFolder(root, there, shown)
  try {
    accessSync(there, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw named(cause, shown)
  }
}

/**
 * Converts a system error to a RunError with the name of the file, which Node's message often
 * lacks.
 */
export function named(cause: unknown, shown: string): unknown {
  const { code = '', syscall, message } = cause as NodeJS.ErrnoException
  // Any other error is a bug, so keep its stack trace.
  if (syscall === undefined) return cause
  const known = reasons[code]
  return new RunError(3, {
    code: 'io-failed',
    message: `${shown} could not be written: ${known?.why ?? message}.`,
    help: known?.help ?? 'Fix the problem above and run again.',
  })
}

const full = { why: 'the disk is full', help: 'Free some space and run the command again.' }
const denied = {
  why: 'permission denied',
  help: 'Change the permissions and run the command again.',
}

const reasons: Readonly<Record<string, { readonly why: string; readonly help: string }>> = {
  ENOSPC: full,
  EDQUOT: { why: 'the disk quota is exceeded', help: full.help },
  EACCES: denied,
  EPERM: denied,
  ENOTDIR: {
    why: 'a file has the same name as a folder in its path',
    help: 'Move that file, or choose another path.',
  },
  EEXIST: {
    why: 'a file has the same name as a folder in its path',
    help: 'Move that file, or choose another path.',
  },
  ENOENT: {
    why: 'a symbolic link in its path is broken, or a folder was removed',
    help: 'Remove the symbolic link, or create the folder that it points to.',
  },
  ENAMETOOLONG: { why: 'its name is too long for the disk', help: 'Choose a shorter path.' },
  ELOOP: { why: 'symbolic links in its path form a loop', help: 'Remove one of the links.' },
  EROFS: {
    why: 'the disk is read-only',
    help: 'Write to another folder, or mount the disk for writing.',
  },
}

/** Removes a folder that this run created, if it is still empty. */
export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // The folder is not empty.
  }
}
