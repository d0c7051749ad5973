import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { decodeUtf8 } from '../facts/utf8.js'
import { RunError } from '../model/diagnostic.js'

/** What becomes of one file that people write: `before` is undefined if it is new, `after` if it is removed. */
export interface Change {
  /** Relative to the working folder, with `/` between its parts. */
  readonly file: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** A change, and the file on disk that it is made to. */
export interface Place extends Change {
  /** The real path. */
  readonly to: string
  /** The bytes that are there now. */
  readonly bytes: Uint8Array | undefined
  /** The byte order mark that the file begins with, or ''. */
  readonly mark: string
  readonly mode: number | undefined
}

/** The text of a file that is about to be overwritten, whatever it is. */
export function textBefore(file: string, cwd: string): string | undefined {
  const path = resolve(cwd, file)
  return existsSync(path) ? decodeUtf8(file, readFileSync(path), [])?.text : undefined
}

/** Looks at the file of a change. Throws a RunError (exit 3) if it is not what was read. */
export function placeOf(change: Change, to: string): Place {
  const { file, before } = change
  const there = lstatSync(to, { throwIfNoEntry: false })
  if (there === undefined) {
    if (before !== undefined) throw changed(file)
    return { ...change, to, bytes: undefined, mark: '', mode: undefined }
  }
  if (!there.isFile()) throw notAFile(file, there.isSymbolicLink() ? 'link' : 'folder or a device')
  const bytes = readFileSync(to)
  if (before === undefined || decodeUtf8(file, bytes, [])?.text !== before) throw changed(file)
  return { ...change, to, bytes, mark: bytes[0] === 0xef ? '\ufeff' : '', mode: statSync(to).mode }
}

function changed(file: string): RunError {
  return new RunError(3, {
    code: 'io-failed',
    message: `${file} was changed by somebody else while errbook was running.`,
    help: 'Nothing was written. Run the command again.',
  })
}

function notAFile(file: string, what: string): RunError {
  return new RunError(3, {
    code: 'io-failed',
    message: `${file} is a ${what}, expected a regular file.`,
    help: 'Nothing was written. Move it, and run the command again.',
  })
}
