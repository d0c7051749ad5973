import type { AcceptedChange, Change, Level } from './change.js'
import type { DiagnosticCode } from './code.js'
import type { Address, Source, Span } from './source.js'

export type Severity = 'error' | 'warning' | 'info'

/** An edit that replaces the value at an address. */
export interface Edit {
  readonly at: Address
  readonly replacement: string
}

/** A name that was probably meant. `edit` inserts the name, if a single edit is enough. */
export interface Suggestion {
  readonly name: string
  readonly edit?: Edit
}

/**
 * A problem that a stage found. `message` says what is wrong, and `help` says how to fix it. Both
 * are text for people. Other data is in separate fields that reporters convert to text. Stages set
 * a path, which `compile` converts to a position.
 */
export interface Finding {
  readonly code: DiagnosticCode
  /** Default: `error`. */
  readonly severity?: Severity
  readonly message: string
  readonly help?: string
  /** Names that were probably meant, most likely first. Reports show them instead of `help`. */
  readonly suggestions?: readonly Suggestion[]
  /** Differing lines, in the format of `write/difference.ts`. */
  readonly diff?: string
  readonly at?: Address
  readonly related?: readonly { readonly message: string; readonly at: Address }[]
  /** The change, if the finding is about one. */
  readonly change?: Change
  /**
   * Who is affected. Undefined if the change was accepted, or if the project does not promise that
   * level.
   */
  readonly breaks?: Level
  /** How to accept the change. */
  readonly accept?: AcceptedChange
}

/** A finding with its position, ready to be reported. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly message: string
  readonly help?: string
  readonly suggestions?: readonly LocatedSuggestion[]
  readonly diff?: string
  readonly span?: Span
  /** The file of `span`, for the code frame. */
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

/** The result of a stage and its findings. `value` does not contain broken parts. */
export interface Result<T> {
  readonly value: T
  readonly findings: readonly Finding[]
}

/**
 * An error that ends a command: invalid flags, an invalid config, or a failure during the run. Any
 * other exception is a bug. Mistakes in a catalog are findings.
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
