import { createHash } from 'node:crypto'
import { entrySchema } from '../../model/entry.js'
import { type Lock, type LockedError, lockFormat } from '../../model/lock.js'
import { vocabularySchema } from '../../model/vocabulary.js'
import { fold } from '../fold.js'
import { promised } from './promised.js'
import type { Published, Snapshot } from './snapshot.js'

/** A checksum a line: an edit by hand, and a line that was cut, are known from it. */
export function checksum(line: string): string {
  return createHash('sha256').update(line).digest('hex').slice(0, 8)
}

/** A line as it stands in the lock, its checksum last. */
export function lockLine(value: object): string {
  const text = JSON.stringify(value)
  return `${text.slice(0, -1)},"sum":"${checksum(text)}"}`
}

/**
 * The lock of a catalog: what is published now, and what was published before and is gone from the
 * catalog, which stays taken. The vocabulary first, then the errors by code.
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
 * An error as the lock will know it, with the URLs that its page had under this code and its
 * earlier ones.
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
 * What a code is to those who know the published catalog, whatever its capitals: an error's, an
 * earlier one's, or nobody's.
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
