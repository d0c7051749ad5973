import type { Level } from '../model/change.js'
import type { Severity } from '../model/diagnostic.js'

/** The data for the message of a rule. */
export interface Told {
  readonly code: string
  readonly field: string
  /** The name of the param, header or member that changed. */
  readonly name: string
  readonly before: unknown
  readonly after: unknown
  /** The reason for retiring or deprecating an error and its replacement, in sentences. */
  readonly why?: string | undefined
}

/** One kind of change. The model declares which fields it applies to. */
export interface DiffRule {
  readonly level: Level
  /**
   * `error`: breaking. `warning`: may break some users, but the catalog can't show that. `info`:
   * not breaking.
   */
  readonly severity: Severity
  /** Whether the change adds something, so that it needs a minor release. */
  readonly adds?: true
  says(told: Told): string
  readonly help: string
}

/** Formats a value for a message. */
export function show(value: unknown): string {
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
  return `\`${text.length > 80 ? `${text.slice(0, 79)}…` : text}\``
}

/** A sentence about a field or value that was added, removed or changed. */
export function changed(what: string, { before, after }: Pick<Told, 'before' | 'after'>): string {
  if (before === undefined || before === null) return `${what} added: ${show(after)}.`
  if (after === undefined || after === null) return `${what} removed. It was ${show(before)}.`
  return `${what} changed from ${show(before)} to ${show(after)}.`
}
