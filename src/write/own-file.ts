import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'

/** More than a lock or a journal of ten thousand files takes. */
const largest = 32_000_000

/**
 * The text of one of errbook's own files in a folder that strangers may have filled: undefined
 * unless it is a regular file. No link is followed, and a FIFO does not hang.
 */
export function readOwn(file: string): string | undefined {
  let opened: number
  try {
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
    opened = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch {
    return undefined
  }
  try {
    const stat = fstatSync(opened)
    return stat.isFile() && stat.size <= largest ? readFileSync(opened, 'utf8') : undefined
  } catch {
    return undefined
  } finally {
    closeSync(opened)
  }
}
