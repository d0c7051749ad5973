import { basename, dirname, posix } from 'node:path'
import { openRepository } from './repository.js'
import { git } from './run.js'

/**
 * Whether git tracks a file, which means that the file came with the repository. The path must be a
 * real path, because a link in it could lead to another repository. Undefined if git can't read the
 * repository.
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
