import { lstatSync } from 'node:fs'
import { resolve } from 'node:path'
import { decodeUtf8 } from '../facts/utf8.js'
import { notAFile, readRegular } from '../files/regular.js'
import { type Finding, RunError } from '../model/diagnostic.js'

/**
 * A change to a file that people edit. `before` is undefined for a new file, `after` for a deleted
 * one.
 */
export interface Change {
  /** Relative to the working directory, with `/` between its parts. */
  readonly file: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** A change and the current state of its file on disk. */
export interface Place extends Change {
  /** The real path of the file. */
  readonly to: string
  /** The current contents. Undefined if the file does not exist. */
  readonly bytes: Uint8Array | undefined
  /** The byte order mark of the file, or ''. */
  readonly mark: string
  readonly mode: number | undefined
}

/**
 * The text of a file that is about to be overwritten. Undefined if the file does not exist or is
 * not UTF-8.
 */
export function textBefore(file: string, cwd: string): string | undefined {
  const bytes = bytesOf(resolve(cwd, file), file)
  return bytes && decodeUtf8(file, bytes, [])?.text
}

/**
 * Reads the file of a change. Throws a RunError (exit 3) if the file is no longer as in `before`.
 */
export function placeOf(change: Change, to: string): Place {
  const { file, before } = change
  const there = lstatSync(to, { throwIfNoEntry: false })
  if (there === undefined) {
    if (before !== undefined) throw changed(file)
    return { ...change, to, bytes: undefined, mark: '', mode: undefined }
  }
  if (there.isSymbolicLink()) throw refused(notAFile('a link', { file }))
  const bytes = bytesOf(to, file)
  if (bytes === undefined || before === undefined || decodeUtf8(file, bytes, [])?.text !== before)
    throw changed(file)
  return { ...change, to, bytes, mark: bytes[0] === 0xef ? '\ufeff' : '', mode: there.mode }
}

function changed(file: string): RunError {
  return new RunError(3, {
    code: 'io-failed',
    message: `${file} was changed by another program while errbook was running.`,
    help: 'Nothing was written. Run the command again.',
  })
}

function bytesOf(path: string, file: string): Uint8Array | undefined {
  const read = readRegular(path, { file, limit: 'output' })
  if (read === undefined) return undefined
  if ('finding' in read) throw refused(read.finding)
  return read.bytes
}

function refused(finding: Finding): RunError {
  return new RunError(3, finding)
}
