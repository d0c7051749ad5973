import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { decodeUtf8 } from '../facts/utf8.js'
import type { Finding } from '../model/diagnostic.js'
import type { Address, Source } from '../model/source.js'
import { checkFile, megabytes, type SizeName, sizes, tooLargeHelp } from './sizes.js'

/** A file that a command wants to read. */
export interface Wanted {
  /** As findings name it. */
  readonly file: string
  readonly limit: SizeName
  /**
   * Where the file is named, such as a line of the config. Without it, findings are at the file
   * itself.
   */
  readonly at?: Address | undefined
}

/** The bytes of a file; or why there are none. Nothing at all means that there is no such file. */
export type Reading = { readonly bytes: Buffer } | { readonly finding: Finding } | undefined

/**
 * Reads a regular file, and at most as much as its limit allows. A FIFO would block the run until
 * somebody writes to it, and a device may never end, so neither is opened: what a path leads to is
 * looked at first. It is looked at again once it is open, because it may have been replaced in
 * between.
 */
export function readRegular(path: string, wanted: Wanted): Reading {
  try {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat === undefined) return undefined
    return refusal(stat, wanted) ?? readOpened(path, wanted)
  } catch (cause) {
    const error = cause as NodeJS.ErrnoException
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    if (error.code === undefined) throw cause
    return { finding: unreadable(error, wanted) }
  }
}

/**
 * The text of a regular file. What keeps it from being read goes to `findings`; for a missing file,
 * nothing does.
 */
export function readSource(path: string, wanted: Wanted, findings: Finding[]): Source | undefined {
  const read = readRegular(path, wanted)
  if (read === undefined) return undefined
  if ('bytes' in read) return decodeUtf8(wanted.file, read.bytes, findings)
  findings.push(read.finding)
  return undefined
}

/** The first bytes of a regular file as text; '' for anything that can't be read. */
export function readHead(path: string, bytes: number): string {
  try {
    if (!statSync(path).isFile()) return ''
    return withOpened(path, (opened) => {
      if (!fstatSync(opened).isFile()) return ''
      const head = Buffer.alloc(bytes)
      return head.toString('utf8', 0, readSync(opened, head))
    })
  } catch {
    return ''
  }
}

function readOpened(path: string, wanted: Wanted): Reading {
  return withOpened(path, (opened) => {
    const stat = fstatSync(opened)
    const refused = refusal(stat, wanted)
    if (refused) return refused
    const bytes = readAtMost(opened, stat.size, sizes[wanted.limit].bytes)
    return bytes ? { bytes } : { finding: tooLarge(undefined, wanted) }
  })
}

function withOpened<T>(path: string, use: (opened: number) => T): T {
  // Not on Windows, which has no FIFOs in its folders.
  const opened = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    return use(opened)
  } finally {
    closeSync(opened)
  }
}

/**
 * Everything in an open file, or undefined if that is more than the limit. Files of /proc have a
 * size of 0.
 */
function readAtMost(opened: number, size: number, limit: number): Buffer | undefined {
  let buffer = Buffer.allocUnsafe(Math.min(limit, size === 0 ? 65_536 : size) + 1)
  let length = 0
  for (;;) {
    const read = readSync(opened, buffer, length, buffer.length - length, null)
    length += read
    if (length > limit) return undefined
    if (read === 0) return buffer.subarray(0, length)
    if (length < buffer.length) continue
    buffer = Buffer.concat([buffer], Math.min(buffer.length * 2, limit + 1))
  }
}

function refusal(stat: Stats, wanted: Wanted): { finding: Finding } | undefined {
  if (!stat.isFile()) return { finding: notAFile(kindOf(stat), wanted) }
  return stat.size > sizes[wanted.limit].bytes
    ? { finding: tooLarge(stat.size, wanted) }
    : undefined
}

interface Kinds {
  isDirectory(): boolean
  isFIFO(): boolean
  isSocket(): boolean
}

/** What something is that is no regular file, with its article. */
export function kindOf(stat: Kinds): string {
  if (stat.isDirectory()) return 'a folder'
  if (stat.isFIFO()) return 'a FIFO'
  return stat.isSocket() ? 'a socket' : 'a device'
}

/** A finding about something that stands where errbook expects a regular file. */
export function notAFile(what: string, { file, at }: Pick<Wanted, 'file' | 'at'>): Finding {
  return {
    code: 'not-a-file',
    message: `\`${file}\` is ${what}, not a regular file.`,
    help: at ? 'Correct the path, or create the file.' : 'Remove it, or replace it with a file.',
    at: at ?? wholeFile(file),
  }
}

function tooLarge(size: number | undefined, { file, limit, at }: Wanted): Finding {
  const most = megabytes(sizes[limit].bytes)
  return {
    code: 'file-too-large',
    message:
      size === undefined
        ? `\`${file}\` is larger than the maximum of ${most}.`
        : `\`${file}\` is ${megabytes(size)} in size. The maximum is ${most}.`,
    help: limit === 'catalog' ? tooLargeHelp(file) : (helps[limit] ?? checkFile),
    at: at ?? wholeFile(file),
  }
}

const helps: Readonly<Partial<Record<SizeName, string>>> = {
  api: 'Split the description.',
  list: 'Split the file, and import its parts one by one with `--merge`.',
  table: 'Split the file, and import its parts one by one with `--merge`.',
}

function unreadable({ code = '', message }: NodeJS.ErrnoException, { file, at }: Wanted): Finding {
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EIO: 'the disk reported an error',
    ELOOP: 'its links form a loop',
    ENAMETOOLONG: 'its path is too long',
    EMFILE: 'too many files are open',
    ENXIO: 'it is a socket or a device',
    ERR_INVALID_ARG_VALUE: 'its path contains an invalid character',
  }
  const reason = reasons[code] === undefined ? message : `${reasons[code]} (${code})`
  return {
    code: 'io-failed',
    message: `\`${file.replaceAll('\u0000', '\\0')}\` can't be read: ${reason}.`,
    help: 'Check its permissions, or correct the path.',
    at: at ?? wholeFile(file),
  }
}

function wholeFile(file: string): Address {
  return { source: { file, text: '' }, range: [0, 0] }
}
