import type { Comparison } from '../model/change.js'
import type { DiagnosticCode } from '../model/code.js'
import type { Diagnostic } from '../model/diagnostic.js'
import type { Source } from '../model/source.js'

type Paint = (text: string) => string

export interface ReportOptions {
  readonly colors: Record<'red' | 'yellow' | 'blue' | 'cyan' | 'green' | 'bold' | 'dim', Paint>
  /** Files by name, for the frames of related places. */
  readonly sources: ReadonlyMap<string, Source>
  /** What a diagnostic means: for reports that tell of the rules themselves. */
  readonly explain?: (
    code: DiagnosticCode,
  ) => { readonly title: string; readonly summary: string } | undefined
  /** Where the findings are changes: what with, and what the release is called for them. */
  readonly comparison?: Comparison | undefined
}

/** Findings as text. It returns the text; the command decides where that goes. */
export interface Reporter {
  readonly name: string
  /** Whether it tells of the rules, and so needs `explain`. */
  readonly explains?: true
  /** Whether its lines are commands for a workflow, made of text that is safe in one. */
  readonly commands?: true
  report(diagnostics: readonly Diagnostic[], options: ReportOptions): string
}
