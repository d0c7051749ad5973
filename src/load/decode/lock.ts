import { checksum } from '../../facts/promise/lock.js'
import type { Finding, Result } from '../../model/diagnostic.js'
import { type Lock, type LockedError, lockFormat } from '../../model/lock.js'
import type { Address, Source } from '../../model/source.js'

const restore =
  'Restore the line from version control. If a merge left two versions of it, keep the one that was published last.'

/**
 * Decodes a lock file. Its lines may be in any order. A line that was changed by hand is an error,
 * because the published state of its code can't be restored.
 */
export function decodeLock(source: Source): Result<Lock | undefined> {
  const findings: Finding[] = []
  const errors = new Map<string, LockedError>()
  let vocabulary: { value: Record<string, unknown>; line: string } | undefined
  const damaged = (message: string, at: Address, help = restore) =>
    findings.push({ code: 'lock-damaged', message, help, at })
  const conflict = /^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$/m.exec(source.text)
  if (conflict) {
    damaged(
      'Unresolved merge conflict.',
      { source, range: [conflict.index, conflict.index + conflict[0].length] },
      'Keep the lines of both sides, remove the conflict markers, and run `errbook lock`. If both sides have a line for the same code, keep the one that was published last.',
    )
    return { value: undefined, findings }
  }
  const seen = new Set<string>()
  let isVocabularyDamaged = false
  for (const { line, range } of linesOf(source.text)) {
    const at: Address = { source, range }
    // After a union merge, the file may contain a line twice because both sides added it.
    if (line === '' || seen.has(line)) continue
    seen.add(line)
    const value = readLine(line)
    if (value === undefined) {
      const subject = subjectOf(line)
      isVocabularyDamaged ||= subject.kind === 'vocabulary'
      damaged(`The line for ${subject.name} was edited or cut off.`, at)
    } else if (typeof value.code === 'string') {
      const before = errors.get(value.code)
      if (before) damaged(`Duplicate line for \`${value.code}\`.`, at)
      else errors.set(value.code, errorOf(value, at))
    } else if (vocabulary !== undefined) {
      damaged('Duplicate line for the vocabulary.', at)
    } else {
      if (typeof value.errbook === 'number' && value.errbook > lockFormat)
        return {
          value: undefined,
          findings: [
            {
              code: 'lock-newer',
              message: `A newer errbook wrote this lock file. It has format ${value.errbook}, and this errbook supports ${lockFormat}.`,
              help: 'Update errbook to the version that your team uses.',
              at,
            },
          ],
        }
      vocabulary = { value: (value.vocabulary ?? {}) as Record<string, unknown>, line }
    }
  }
  if (vocabulary === undefined && !isVocabularyDamaged)
    damaged('Missing line for the vocabulary. It must be the first line.', {
      source,
      range: [0, 0],
    })
  if (vocabulary === undefined || findings.length > 0) return { value: undefined, findings }
  return { value: { file: source.file, vocabulary: vocabulary.value, errors }, findings }
}

function linesOf(text: string): { line: string; range: [number, number] }[] {
  const lines: { line: string; range: [number, number] }[] = []
  for (const match of text.matchAll(/[^\r\n]+/g))
    lines.push({ line: match[0], range: [match.index, match.index + match[0].length] })
  return lines
}

/** Parses a line. Returns undefined if its checksum is wrong. */
function readLine(line: string): Record<string, unknown> | undefined {
  const [, body, sum] = /^(\{.*),"sum":"([0-9a-f]{8})"\}$/.exec(line) ?? []
  if (body === undefined || checksum(`${body}}`) !== sum) return undefined
  return JSON.parse(`${body}}`) as Record<string, unknown>
}

/** The error or vocabulary in a damaged line, if that part can still be read. */
function subjectOf(line: string): { kind: 'error' | 'vocabulary' | 'unknown'; name: string } {
  const code = /"code":"([^"]+)/.exec(line)?.[1]
  if (code !== undefined) return { kind: 'error', name: `\`${code}\`` }
  return /^\{?"?errbook/.test(line)
    ? { kind: 'vocabulary', name: 'the vocabulary' }
    : { kind: 'unknown', name: 'an unknown code' }
}

function errorOf(value: Record<string, unknown>, at: Address): LockedError {
  const { code, state, page, url, urls, ...data } = value
  return { code, state, page, url, urls: urls ?? [], data, at } as LockedError
}
