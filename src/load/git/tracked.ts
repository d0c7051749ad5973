import { basename, dirname, posix } from 'node:path'
import { openRepository } from './repository.js'
import { git } from './run.js'

/**
 * Whether git tracks a file, so that it came with the repository. The path is real: links in it
 * would lead to another place, or to another repository. Undefined if there is a repository, but
 * git can't tell.
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
