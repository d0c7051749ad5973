import { existsSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { gitFor } from './environment.js'
import { askGit, type GitFolder } from './run.js'

/** A repository that git can read. */
export interface Repository extends GitFolder {
  /** The working directory relative to `root`: empty, or `packages/api`. */
  readonly prefix: string
  /** Whether this is a shallow clone, as CI systems create. */
  readonly shallow: boolean
}

/**
 * The repository of the working directory, or the reason why it can't be read. Both are undefined
 * if there is no repository.
 */
export interface Surroundings {
  readonly repository?: Repository
  readonly problem?: Problem
}

interface Problem {
  readonly message: string
  readonly help: string
}

/** Opens the repository of a folder. */
export function openRepository(cwd: string): Surroundings {
  const root = rootOf(cwd)
  if (root === undefined) return {}
  const found = gitFor(root)
  if (found === undefined)
    return {
      problem: {
        message: 'git is not installed or not in PATH.',
        help: 'Install git, or compare with a folder or the lock file: `errbook diff lock`.',
      },
    }
  const folder = { ...found, root }
  const odd = oddPart(join(root, '.git'))
  if (odd !== undefined) return { problem: unreadable(`fatal: .git/${odd} is not a regular file`) }
  const { output, complaint } = askGit(folder, ['rev-parse', '--is-shallow-repository'])
  if (output === undefined) return { problem: unreadable(complaint) }
  const prefix = relative(root, cwd).replaceAll('\\', '/')
  return { repository: { ...folder, prefix, shallow: output.toString('utf8').trim() === 'true' } }
}

/**
 * The nearest folder with a `.git` folder or file (for a worktree or submodule). errbook searches
 * for it itself, because git also accepts any folder with `HEAD`, `config`, `objects` and `refs` as
 * a repository. Anybody can commit such a folder, with a malicious `config`.
 */
function rootOf(cwd: string): string | undefined {
  for (let here = cwd; ; here = dirname(here)) {
    if (isGitEntry(join(here, '.git'))) return here
    if (dirname(here) === here) return undefined
  }
}

function isGitEntry(path: string): boolean {
  try {
    const stats = statSync(path)
    // Like git, skip an empty `.git` folder.
    return stats.isFile() || (stats.isDirectory() && existsSync(join(path, 'HEAD')))
  } catch {
    return false
  }
}

/** Finds a file that is not regular, such as a FIFO, because it would make git wait forever. */
function oddPart(folder: string): string | undefined {
  return ['HEAD', 'config', 'index', 'packed-refs', 'commondir', 'shallow'].find((name) => {
    try {
      return !statSync(join(folder, name)).isFile()
    } catch {
      // The file is missing, or `.git` is not a folder. git reports such problems itself.
      return false
    }
  })
}

function unreadable(complaint: string): Problem {
  const [reason = ''] = complaint.split('\n').filter((line) => line.startsWith('fatal: '))
  return {
    message: `git can't read this repository: ${reason.slice('fatal: '.length) || 'git gave no reason'}.`,
    help: reason.includes('dubious ownership')
      ? 'If you trust it, run `git config --global --add safe.directory "$PWD"` in the folder that contains `.git`.'
      : 'To compare without git, specify a folder or the lock file: `errbook diff lock`.',
  }
}
