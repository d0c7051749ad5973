import { readFileSync, statSync } from 'node:fs'
import { decodeUtf8 } from '../facts/utf8.js'
import type { Finding } from '../model/diagnostic.js'
import type { Source } from '../model/source.js'

/** A file of somebody else's, and the byte order mark that it begins with. Undefined where it can't be read as text. */
export function readForeign(path: string, file: string, findings: Finding[]): { source: Source | undefined; mark: string } | undefined {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat === undefined) return { source: undefined, mark: '' }
  if (!stat.isFile()) {
    findings.push({
      code: 'nav-file',
      message: `Unexpected folder at ${path}, expected a file.`,
      help: 'Name the file itself in the config.',
    })
    return undefined
  }
  const bytes = readFileSync(file)
  const source = decodeUtf8(path, bytes, findings)
  return source && { source, mark: bytes[0] === 0xef ? '\ufeff' : '' }
}
