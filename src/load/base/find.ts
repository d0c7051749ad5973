import { existsSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { RunError } from '../../model/diagnostic.js'
import { lockName } from '../../model/lock.js'
import { openRepository } from '../git/repository.js'
import { atCommit, defaultPlace, historyHelp, namedPlace } from './commit.js'
import { atPath, inFolder, packageFolder } from './folder.js'
import { type Base, type Here, missing } from './here.js'

export type { Base, Here } from './here.js'

/**
 * Finds the base of a comparison: the lock file, a file, a folder, a commit or an installed
 * package. The default is the merge base with the default branch, or else the lock file. Throws a
 * RunError (exit 2) if there is none, because that must not look like "no changes".
 */
export function findBase(named: string | undefined, here: Here): Base {
  return named === undefined ? defaultBase(here) : namedBase(named, here)
}

function defaultBase(here: Here): Base {
  const { repository, problem } = openRepository(here.cwd)
  // If git can't read the repository, fail instead of using the lock file as the base.
  if (problem !== undefined) throw missing(problem.message, problem.help)
  const place = repository && defaultPlace(repository, here)
  if (place) return atCommit(place, repository, here)
  const lock = lockOf(here)
  if (lock !== undefined) return lock
  throw repository
    ? missing(
        'This repository has no default branch and no lock file.',
        'Specify a base: `errbook diff v1.0`.',
      )
    : missing(
        'This is not a git repository, and there is no lock file.',
        'Specify a base, such as a folder, or run `errbook lock` after a release.',
      )
}

function namedBase(named: string, here: Here): Base {
  const { cwd, sources } = here
  if (named.trim() === '' || named.includes('\0')) throw empty()
  if (named === 'lock') {
    const lock = lockOf(here)
    if (lock !== undefined) return lock
    throw missing(
      `Lock file ${sources.folder}/${lockName} does not exist.`,
      'Run `errbook lock` after a release.',
    )
  }
  const isOnDisk = exists(named, cwd)
  if (isOnDisk && isWrittenAsPath(named)) return atPath(named, here)
  const { repository, problem } = openRepository(cwd)
  const place =
    repository && !isWrittenAsPath(named) ? namedPlace(named, repository, here) : undefined
  if (isOnDisk && place !== undefined) throw ambiguous(named)
  if (isOnDisk) return atPath(named, here)
  if (repository && place) return atCommit(place, repository, here)
  const installed = packageFolder(named, cwd)
  if (installed !== undefined) return inFolder(installed, `the package ${named}`, here)
  throw missing(
    problem?.message ?? `No commit, path or installed package is named \`${named}\`.`,
    problem?.help ??
      (repository
        ? historyHelp(repository)
        : 'This is not a git repository, so specify a folder, a file or an installed package.'),
  )
}

function lockOf({ sources: { lock } }: Here): Base | undefined {
  return lock && { label: `the lock file ${lock.file}`, sources: { lock } }
}

function isWrittenAsPath(named: string): boolean {
  return /^\.{0,2}(?:[\\/]|$)/.test(named) || isAbsolute(named)
}

/**
 * Whether a path exists as written. `resolve` would turn `v1:../errors`, which is a folder in a
 * commit, into `errors`, so the first part is checked separately.
 */
function exists(named: string, cwd: string): boolean {
  const [first = ''] = named.split(/[\\/]/)
  return existsSync(resolve(cwd, first)) && existsSync(resolve(cwd, named))
}

function ambiguous(named: string): RunError {
  return new RunError(2, {
    code: 'usage',
    message: `The base \`${named}\` is ambiguous because it is both a commit and a path.`,
    help: `Write \`./${named}\` for the path, or \`${named.replace(/(?=:|$)/, '~0')}\` for the commit.`,
  })
}

/** The error for an empty base. The usual cause is an unset variable in a script. */
function empty(): RunError {
  return new RunError(2, {
    code: 'usage',
    message: 'The base is empty.',
    help: 'Specify a commit, a folder, a package or `lock`, or omit the base to compare with the default branch. In a script, check that the variable is set.',
  })
}
