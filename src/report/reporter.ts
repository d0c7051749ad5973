import type { Comparison } from '../model/change.js'
import type { DiagnosticCode } from '../model/code.js'
import type { Diagnostic } from '../model/diagnostic.js'
import type { Source } from '../model/source.js'

type Paint = (text: string) => string

export interface ReportOptions {
  readonly colors: Record<'red' | 'yellow' | 'blue' | 'cyan' | 'green' | 'bold' | 'dim', Paint>
  /** Sources by file name, to show the lines of related locations. */
  readonly sources: ReadonlyMap<string, Source>
  /** The title and summary of a diagnostic, for reports that describe the rules. */
  readonly explain?: (
    code: DiagnosticCode,
  ) => { readonly title: string; readonly summary: string } | undefined
  /**
   * What the catalog was compared with, and which release type the changes require. Only set if
   * the findings are changes.
   */
  readonly comparison?: Comparison | undefined
}

/** Turns findings into text. The command decides where to print the text. */
export interface Reporter {
  readonly name: string
  /** Whether the report describes the rules, so that it needs `explain`. */
  readonly explains?: true
  /** Whether the lines are workflow commands. If so, the reporter must escape its text itself. */
  readonly commands?: true
  report(diagnostics: readonly Diagnostic[], options: ReportOptions): string
}
