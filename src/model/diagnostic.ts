import type { Change } from './change.js'
import type { DiagnosticCode } from './code.js'
import type { Address, Source, Span } from './source.js'

export type Severity = 'error' | 'warning' | 'info'

/**
 * What a stage found. `message` says what is wrong and what was expected; `help` how to fix it.
 * Stages address findings by path; `compile` locates them.
 */
export interface Finding {
  readonly code: DiagnosticCode
  /** `error` unless said otherwise. */
  readonly severity?: Severity
  readonly message: string
  readonly help?: string
  readonly at?: Address
  readonly related?: readonly { readonly message: string; readonly at: Address }[]
  /** What changed, where that is what was found. */
  readonly change?: Change
}

/** A finding with its place, ready to be reported. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly message: string
  readonly help?: string
  readonly span?: Span
  /** The file that `span` points into, for the code frame. */
  readonly source?: Source
  readonly related: readonly { readonly message: string; readonly span: Span }[]
  readonly change?: Change
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
