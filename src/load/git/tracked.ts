import { basename, dirname, posix } from 'node:path'
import { openRepository } from './repository.js'
import { git } from './run.js'

/**
 * Whether git tracks a file, so that it came with the repository. The path must be real, because a
 * link in it could lead to another repository. Undefined if there is a repository but git can't
 * tell.
 */
export function isTracked(path: string): boolean | undefined {
  const { repository, problem } = openRepository(dirname(path))
  if (problem !== undefined) return undefined
  if (repository === undefined) return false
  const listed = git(repository, [
    'ls-files',
    '--cached',
    '-z',
    '--',
    posix.join(repository.prefix, basename(path)),
  ])
  return listed && listed.length > 0
}
