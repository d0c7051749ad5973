import { posix } from 'node:path'
import { openRepository } from './repository.js'
import { git } from './run.js'

/** Whether git tracks a file below the working folder, so that it came with the repository. */
export function isTracked(file: string, cwd: string): boolean {
  const { repository } = openRepository(cwd)
  if (repository === undefined) return false
  const path = posix.join(repository.prefix, file)
  const listed = git(repository, ['ls-files', '--cached', '-z', '--', path])
  return listed !== undefined && listed.length > 0
}
