import { diagnose } from '../../compile.js'
import { unknownName } from '../../load/config.js'
import type { Comparison } from '../../model/change.js'
import type { DiagnosticCode } from '../../model/code.js'
import { type Finding, RunError } from '../../model/diagnostic.js'
import { type ReporterName, reporters } from '../../report/index.js'
import type { CommandInput, ExitCode, Io } from './command.js'
import { diagnosticsCatalog } from './project/catalogs.js'

/** How a command reports its findings. */
export interface FindingsFormat {
  readonly reporter: ReporterName
  readonly maxWarnings: number
  /** The comparison with the base. Only `diff` has one. */
  readonly comparison?: Comparison
}

/** Reads `--format` and `--max-warnings`. Throws a RunError (exit 2) for invalid values. */
export function findingsFormat({ values }: CommandInput): FindingsFormat {
  const reporter = (values.format as string | undefined) ?? 'pretty'
  if (!Object.hasOwn(reporters, reporter))
    throw new RunError(2, {
      code: 'usage',
      ...unknownName('format', reporter, Object.keys(reporters)),
    })
  const given = values['max-warnings'] as string | undefined
  if (given !== undefined && !/^\d+$/.test(given))
    throw new RunError(2, {
      code: 'usage',
      message: `Invalid value \`${given}\` for --max-warnings.`,
      help: 'Use an integer. `--max-warnings 0` allows no warnings.',
    })
  return {
    reporter: reporter as ReporterName,
    maxWarnings: given === undefined ? Number.POSITIVE_INFINITY : Number(given),
  }
}

/**
 * Prints findings to standard error for people, or to standard output for machines. Returns the
 * exit code.
 */
export function reportFindings(
  findings: readonly Finding[],
  { reporter, maxWarnings, comparison }: FindingsFormat,
  io: Io,
): ExitCode {
  const diagnostics = diagnose(findings)
  const sources = new Map(
    findings.flatMap(({ at, related = [] }) =>
      [at, ...related.map((note) => note.at)].flatMap((address) =>
        address ? [[address.source.file, address.source] as const] : [],
      ),
    ),
  )
  const text = reporters[reporter].report(diagnostics, {
    colors: io.colors,
    sources,
    comparison,
    ...('explains' in reporters[reporter] && { explain: explainer() }),
  })
  if (reporter === 'pretty') io.err(text)
  // Such a report consists of workflow commands, which must not be escaped.
  else if (reporters[reporter].commands) io.exact(text)
  else io.out(text)
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length
  if (reporter === 'pretty' && diagnostics.length > 0) {
    const counts = [
      errors > 0 && io.colors.red(count(errors, 'error')),
      warnings > 0 && io.colors.yellow(count(warnings, 'warning')),
    ].filter((part) => part !== false)
    const [first] = diagnostics
    const code = diagnostics.find(({ severity }) => severity === 'error')?.code ?? first?.code
    io.err(
      `\n${counts.join(', ') || count(diagnostics.length, 'note')}. ${io.colors.dim(`Run \`errbook explain ${code}\` for details.`)}\n`,
    )
  }
  if (warnings > maxWarnings) {
    if (reporter === 'pretty')
      io.err(`Too many warnings: ${warnings}. \`--max-warnings\` allows ${maxWarnings}.\n`)
    return 1
  }
  return errors > 0 ? 1 : 0
}

/** Looks up titles and summaries in errbook's own catalog. */
function explainer(): (code: DiagnosticCode) => { title: string; summary: string } | undefined {
  const { byCode } = diagnosticsCatalog()
  return (code) => byCode.get(code)?.data
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
