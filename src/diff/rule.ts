import type { Level } from '../model/change.js'
import type { Severity } from '../model/diagnostic.js'

/** What a rule's words are made of. */
export interface Told {
  readonly code: string
  readonly field: string
  /** The name of the param, header or member that it is about. */
  readonly name: string
  readonly before: unknown
  readonly after: unknown
  /** Why an error is over and what to use instead, in sentences. */
  readonly why?: string | undefined
}

/**
 * One way in which a published catalog can change. Which fields it watches stands with the fields.
 */
export interface DiffRule {
  readonly level: Level
  /**
   * `error` breaks somebody; `warning` breaks some, and the catalog can't tell whom; `info` breaks
   * nobody.
   */
  readonly severity: Severity
  /** There is more than there was: a minor release. */
  readonly adds?: true
  says(told: Told): string
  readonly help: string
}

/** A value as a sentence names it. */
export function show(value: unknown): string {
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
  return `\`${text.length > 80 ? `${text.slice(0, 79)}…` : text}\``
}

/** A sentence about a field or value that changed, or that only one side has. */
export function changed(what: string, { before, after }: Pick<Told, 'before' | 'after'>): string {
  if (before === undefined || before === null) return `${what} added: ${show(after)}.`
  if (after === undefined || after === null) return `${what} removed. It was ${show(before)}.`
  return `${what} changed from ${show(before)} to ${show(after)}.`
}
