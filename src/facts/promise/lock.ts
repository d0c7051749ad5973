import { createHash } from 'node:crypto'
import { entrySchema } from '../../model/entry.js'
import { type Lock, type LockedError, lockFormat } from '../../model/lock.js'
import { vocabularySchema } from '../../model/vocabulary.js'
import { fold } from '../fold.js'
import { promised } from './promised.js'
import type { Published, Snapshot } from './snapshot.js'

/** The checksum of a line. It reveals manual edits and truncated lines. */
export function checksum(line: string): string {
  return createHash('sha256').update(line).digest('hex').slice(0, 8)
}

/** Writes a line of the lock file. The checksum comes last. */
export function lockLine(value: object): string {
  const text = JSON.stringify(value)
  return `${text.slice(0, -1)},"sum":"${checksum(text)}"}`
}

/**
 * Writes the lock file of a catalog: the vocabulary, then the errors by code. It also lists
 * published errors that were removed from the catalog, because their codes stay reserved.
 */
export function lockText(head: Snapshot, before: Lock | undefined): string {
  const errors = new Map<string, LockedError>()
  const renamed = new Set(
    [...head.errors.values()].flatMap(({ data }) => (data.aliases as string[] | undefined) ?? []),
  )
  for (const locked of before?.errors.values() ?? [])
    if (!head.errors.has(locked.code) && !renamed.has(locked.code))
      errors.set(locked.code, locked.state === 'retired' ? locked : { ...locked, state: 'removed' })
  for (const error of head.errors.values()) errors.set(error.code, remembered(error, before))
  const lines = [...errors.values()].sort((a, b) => (a.code < b.code ? -1 : 1)).map(errorLine)
  const vocabulary = promised(vocabularySchema, head.vocabulary) ?? {}
  return [lockLine({ errbook: lockFormat, vocabulary }), ...lines]
    .map((line) => `${line}\n`)
    .join('')
}

function errorLine({ code, state, page, url, urls, data }: LockedError): string {
  return lockLine({ code, state, page, url, ...(urls.length > 0 && { urls }), ...data })
}

/**
 * Converts an error to the form that the lock file records. Includes all earlier URLs of its page,
 * even those under earlier codes.
 */
function remembered(error: Published, before: Lock | undefined): LockedError {
  const data = (promised(entrySchema, error.data) ?? {}) as Record<string, unknown>
  const earlier = [error.code, ...((data.aliases as string[] | undefined) ?? [])].flatMap(
    (code) => before?.errors.get(code) ?? [],
  )
  const urls = new Set(earlier.flatMap((one) => [one.url, ...one.urls]))
  urls.delete(error.url)
  return { ...error, data, urls: [...urls].sort() }
}

/**
 * The state of a code in the lock file, ignoring case. `alias` means that it is an earlier code of
 * an error. Undefined if the lock file does not contain it.
 */
export function lockedAs(
  lock: Lock | undefined,
  code: string,
): LockedError['state'] | 'alias' | undefined {
  if (lock === undefined) return undefined
  const folded = fold(code)
  for (const error of lock.errors.values()) {
    if (fold(error.code) === folded) return error.state
    if (
      ((error.data.aliases as string[] | undefined) ?? []).some((alias) => fold(alias) === folded)
    )
      return 'alias'
  }
  return undefined
}
