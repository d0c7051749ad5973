import type { AcceptedChange, Change, Level } from './change.js'
import type { DiagnosticCode } from './code.js'
import type { Address, Source, Span } from './source.js'

export type Severity = 'error' | 'warning' | 'info'

/** A change of a file: what an address leads to is replaced by a text. */
export interface Edit {
  readonly at: Address
  readonly replacement: string
}

/** What was probably meant, and the edit that writes it, if it is a matter of one. */
export interface Suggestion {
  readonly name: string
  readonly edit?: Edit
}

/**
 * What a stage found. `message` says what is wrong and what was expected; `help` how to fix it.
 * Both are for people: whatever code needs to know of a finding has a field of its own, and
 * reporters put those into words. Stages address findings by path; `compile` locates them.
 */
export interface Finding {
  readonly code: DiagnosticCode
  /** `error` unless said otherwise. */
  readonly severity?: Severity
  readonly message: string
  readonly help?: string
  /** Names that were probably meant, the likeliest first. Reports offer them in place of `help`. */
  readonly suggestions?: readonly Suggestion[]
  /** Lines that differ, as `write/difference.ts` draws them. */
  readonly diff?: string
  readonly at?: Address
  readonly related?: readonly { readonly message: string; readonly at: Address }[]
  /** What changed, where that is what was found. */
  readonly change?: Change
  /** Whom the change breaks, unless that was accepted or the project promises less. */
  readonly breaks?: Level
  /** How to accept the change. */
  readonly accept?: AcceptedChange
}

/** A finding with its place, ready to be reported. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly message: string
  readonly help?: string
  readonly suggestions?: readonly LocatedSuggestion[]
  readonly diff?: string
  readonly span?: Span
  /** The file that `span` points into, for the code frame. */
  readonly source?: Source
  readonly related: readonly { readonly message: string; readonly span: Span }[]
  readonly change?: Change
  readonly breaks?: Level
  readonly accept?: AcceptedChange
}

export interface LocatedSuggestion {
  readonly name: string
  readonly edit?: { readonly span: Span; readonly replacement: string }
}

/**
 * A stage's value together with what it found on the way. Broken parts are left out of the value.
 */
export interface Result<T> {
  readonly value: T
  readonly findings: readonly Finding[]
}

/**
 * Bad flags, a bad config or something that kept a run from finishing: the only exceptions that a
 * command ends with on purpose. Mistakes in a catalog are findings.
 */
export class RunError extends Error {
  readonly exitCode: 1 | 2 | 3
  readonly finding: Finding

  constructor(exitCode: 1 | 2 | 3, finding: Finding) {
    super(finding.message)
    this.exitCode = exitCode
    this.finding = finding
  }
}
