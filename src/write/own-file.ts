import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'

/** In bytes. A journal for ten thousand files is smaller than this. */
const largest = 32_000_000

/**
 * Reads a file that errbook owns, in a folder that may be untrusted. Returns undefined if it is not
 * a regular file. Does not follow links or block on a FIFO.
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
