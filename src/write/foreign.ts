import { decodeUtf8 } from '../facts/utf8.js'
import { readRegular } from '../files/regular.js'
import type { Finding } from '../model/diagnostic.js'
import type { Source } from '../model/source.js'

/** A file of the user with its byte order mark. */
export interface Foreign {
  /** Undefined if the file does not exist. */
  readonly source: Source | undefined
  readonly mark: string
}

/** Reads a file of the user. If it can't be read as text, adds a finding and returns undefined. */
export function readForeign(path: string, file: string, findings: Finding[]): Foreign | undefined {
  const read = readRegular(file, { file: path, limit: 'navigation' })
  if (read === undefined) return { source: undefined, mark: '' }
  if ('finding' in read) {
    findings.push(read.finding)
    return undefined
  }
  const source = decodeUtf8(path, read.bytes, findings)
  return source && { source, mark: read.bytes[0] === 0xef ? '\ufeff' : '' }
}
