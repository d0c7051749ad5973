import { existsSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { gitFor } from './environment.js'
import { askGit, type GitFolder } from './run.js'

/** A repository that git can read. */
export interface Repository extends GitFolder {
  /** The working folder, below `root`: empty, or `packages/api`. */
  readonly prefix: string
  /** Whether only the newest commits are here, as CI systems fetch them. */
  readonly shallow: boolean
}

/** What the working folder is in: a repository, one that can't be read (and why), or none. */
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
 * The nearest folder with a `.git`: a folder, or a file in a worktree or a submodule. We look for
 * it ourselves, because git also takes a folder for a repository that merely has `HEAD`, `config`,
 * `objects` and `refs` in it. Anybody can commit such a folder, and its `config` would count.
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
    // Like git, we skip an empty folder of that name.
    return stats.isFile() || (stats.isDirectory() && existsSync(join(path, 'HEAD')))
  } catch {
    return false
  }
}

/** A pipe in place of one of the files that git always reads would keep it waiting. */
function oddPart(folder: string): string | undefined {
  return ['HEAD', 'config', 'index', 'packed-refs', 'commondir', 'shallow'].find((name) => {
    try {
      return !statSync(join(folder, name)).isFile()
    } catch {
      // Missing, or `.git` is a file. git says what it has against that.
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
