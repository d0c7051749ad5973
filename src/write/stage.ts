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

/** A staged file and where it goes. */
export interface Staged {
  readonly from: string
  readonly to: string
}

/**
 * Writes a file whole under a name that nobody can guess. `wx` fails if anything has that name
 * already, so it follows no link. `shown` names the file that it will become.
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

/** Moves a staged file into place. `shown` names it. */
export function moveFile({ from, to }: Staged, shown: string): void {
  try {
    renameSync(from, to)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EXDEV') throw named(cause, shown)
    copyBeside(from, to, shown)
  }
}

/** On another disk, it takes one more step to be there whole. */
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

/** Makes the folders on the way to a file, none of them through a link that leads out of `root`. */
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

/** The path itself if something exists there, or the nearest folder above it. */
export function standing(path: string): string {
  let there = path
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there)
  return there
}

/** Makes sure that no link on the way to a folder leads out of `root`, which is a real path. */
export function checkFolder(root: string, folder: string, shown: string): void {
  const real = realpathSync.native(folder)
  if (isWithin(root, real)) return
  throw new RunError(3, {
    code: 'output-link',
    message: `A link in the path of a file in ${shown} leads outside that folder.`,
    help: 'Remove the link.',
  })
}

/**
 * Removes a file, and the folders that are empty without it, unless a link leads out of `root` on
 * the way.
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

/** Ends the run if a file can't be moved into its folder, before any other is. */
export function checkWritable(root: string, folder: string, shown: string): void {
  const there = standing(folder)
  checkFolder(root, there, shown)
  try {
    accessSync(there, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw named(cause, shown)
  }
}

/** A failure of the system that names the file in question, which Node's own text often lacks. */
export function named(cause: unknown, shown: string): unknown {
  const { code = '', syscall, message } = cause as NodeJS.ErrnoException
  // Anything else is a bug of ours, which keeps its stack.
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
    why: 'a link in its path is broken, or a folder was removed',
    help: 'Remove the link, or create the folder that it points to.',
  },
  ENAMETOOLONG: { why: 'its name is too long for the disk', help: 'Choose a shorter path.' },
  ELOOP: { why: 'links in its path form a loop', help: 'Remove one of the links.' },
  EROFS: {
    why: 'the disk is read-only',
    help: 'Write to another folder, or mount the disk for writing.',
  },
}

/** Removes a folder that this run made, unless something is in it by now. */
export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // It holds something, as it should.
  }
}
