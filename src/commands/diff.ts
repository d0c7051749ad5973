import { compare, hasErrors } from '../compile.js'
import { findBase } from '../load/base.js'
import type { Comparison } from '../model/change.js'
import type { Finding } from '../model/diagnostic.js'
import { type Command, findingOptions, type Io } from './command.js'
import { count, findingsFormat, reportFindings } from './findings.js'
import { loadProject } from './project.js'

/** `errbook diff [BASE]`: what changed since, who breaks by it, and what the next release has to be called. */
export const diff: Command = {
  name: 'diff',
  summary: 'Say what changed since a commit, a folder, a package or the lock, and whom it breaks.',
  arguments: ['[BASE]'],
  options: findingOptions,
  async run(input, io) {
    const format = findingsFormat(input)
    const { project, configFindings } = await loadProject(io.cwd, input.values.config as string | undefined)
    if (project === undefined) {
      reportFindings(configFindings, format, io)
      return 2
    }
    const { catalog, sources } = project
    const mistakes = [...configFindings, ...project.findings].filter(isMistake)
    // What can't be read would look as if it were gone.
    if (catalog === undefined || hasErrors(mistakes)) return reportFindings(mistakes, format, io)
    const base = findBase(input.arguments[0], { cwd: io.cwd, sources })
    const { value: comparison, findings } = compare(base, { ...project, catalog })
    if (comparison === undefined) {
      reportFindings(findings, format, io)
      return 2
    }
    const exitCode = reportFindings(findings, { ...format, comparison }, io)
    if (format.reporter === 'pretty') sumUp(findings, comparison, io)
    return exitCode
  },
}

/** A mistake in the catalog, and not a promise that it breaks: of those this comparison tells itself. */
function isMistake({ code, severity = 'error', change }: Finding): boolean {
  return severity === 'error' && change === undefined && code !== 'accepted-unused'
}

const releases = { major: 'a major one', minor: 'a minor one', patch: 'a patch' } as const

function sumUp(findings: readonly Finding[], { base, bump, untold }: Comparison, io: Io): void {
  const changes = findings.filter(({ change }) => change !== undefined).length
  io.err(
    bump === 'none'
      ? `${io.colors.green('✓')} Nothing changed since ${base}.\n`
      : `${count(changes, 'change')} since ${base}. The next release is ${io.colors.bold(releases[bump])}.\n`,
  )
  for (const line of untold) io.err(io.colors.dim(`${line}\n`))
}
