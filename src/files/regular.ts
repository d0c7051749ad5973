import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { decodeUtf8 } from '../facts/utf8.js'
import type { Finding } from '../model/diagnostic.js'
import type { Address, Source } from '../model/source.js'
import { checkFile, megabytes, type SizeName, sizes, tooLargeHelp } from './sizes.js'

/** A file that a command wants to read. */
export interface Wanted {
  /** The path in findings. */
  readonly file: string
  readonly limit: SizeName
  /**
   * The place that refers to the file, such as a line of the config. Without it, findings point to
   * the file itself.
   */
  readonly at?: Address | undefined
}

/** The bytes of a file, or a finding. Undefined if the file does not exist. */
export type Reading = { readonly bytes: Buffer } | { readonly finding: Finding } | undefined

/**
 * Reads a regular file up to its size limit. The type of the file is checked before it is opened,
 * because a FIFO would block and a device may be endless. It is checked again after opening,
 * because the file may have been replaced.
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

/** The text of a regular file. Errors are added to `findings`, except for a missing file. */
export function readSource(path: string, wanted: Wanted, findings: Finding[]): Source | undefined {
  const read = readRegular(path, wanted)
  if (read === undefined) return undefined
  if ('bytes' in read) return decodeUtf8(wanted.file, read.bytes, findings)
  findings.push(read.finding)
  return undefined
}

/** The first bytes of a regular file as text, or '' if it can't be read. */
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
  // `O_NONBLOCK` is undefined on Windows, where folders can't contain FIFOs.
  const opened = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    return use(opened)
  } finally {
    closeSync(opened)
  }
}

/**
 * The contents of an open file, or undefined if it exceeds the limit. Does not rely on the size,
 * because files in /proc have size 0.
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

/** The type of something that is not a regular file, such as `a folder`. */
export function kindOf(stat: Kinds): string {
  if (stat.isDirectory()) return 'a folder'
  if (stat.isFIFO()) return 'a FIFO'
  return stat.isSocket() ? 'a socket' : 'a device'
}

/** A finding for something that is not a regular file. */
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
    ELOOP: 'its symbolic links form a loop',
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
