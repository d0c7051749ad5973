import type { Comparison } from '../model/change.js'
import type { Finding } from '../model/diagnostic.js'
import { visibleLine } from '../report/plain.js'
import { type Command, findingOptions, type Io } from './shared/command.js'
import { count, findingsFormat, reportFindings } from './shared/findings.js'
import { compareProject } from './shared/project/comparing.js'

/**
 * `errbook diff [BASE]`: shows what changed, what it breaks, and which release type it requires.
 */
export const diff: Command = {
  name: 'diff',
  summary: 'Show what changed since BASE and what it breaks',
  arguments: ['[BASE]'],
  options: findingOptions,
  async run(input, io) {
    const format = findingsFormat(input)
    const compared = await compareProject(input, format, io)
    if (typeof compared === 'number') return compared
    const { comparison, findings } = compared
    const exitCode = reportFindings(findings, { ...format, comparison }, io)
    if (format.reporter === 'pretty') sumUp(findings, comparison, io)
    return exitCode
  },
}

function sumUp(findings: readonly Finding[], { base, bump, untold }: Comparison, io: Io): void {
  const changes = findings.filter(({ change }) => change !== undefined).length
  io.err(
    bump === 'none'
      ? `${io.colors.green('✓')} No changes since ${visibleLine(base)}.\n`
      : `${count(changes, 'change')} since ${visibleLine(base)}. This requires a ${io.colors.bold(bump)} release.\n`,
  )
  for (const line of untold) io.err(io.colors.dim(`${visibleLine(line)}\n`))
}
