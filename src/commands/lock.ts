import { hasErrors } from '../compile.js'
import { lockText } from '../facts/promise/lock.js'
import { snapshotOf } from '../facts/promise/snapshot.js'
import { acceptedName, lockName } from '../model/lock.js'
import type { Change } from '../write/changes.js'
import { type Command, type ExitCode, findingOptions, type Io } from './shared/command.js'
import { editProject, type OpenedToEdit } from './shared/edit/opening.js'
import { count, type FindingsFormat, findingsFormat, reportFindings } from './shared/findings.js'

const merges = `${lockName} text eol=lf merge=union`

/**
 * `errbook lock`: records the published errors in the lock file, unless there are breaking changes
 * that were not accepted.
 */
export const lock: Command = {
  name: 'lock',
  summary: 'Record the published errors in the lock file',
  options: findingOptions,
  run(input, io) {
    const format = findingsFormat(input)
    return editProject(input.values, { format, dry: false }, io, (opened) =>
      lockProject(opened, format, io),
    )
  },
}

function lockProject(
  { project, configFindings, write }: OpenedToEdit,
  format: FindingsFormat,
  io: Io,
): ExitCode {
  const findings = [...configFindings, ...project.findings].filter(
    ({ code }) => code !== 'not-locked',
  )
  if (project.catalog === undefined || hasErrors(findings))
    return reportFindings(findings, format, io)
  const { catalog, sources } = project
  const text = lockText(snapshotOf(catalog), project.lock)
  const beside = (name: string) => (sources.folder === '.' ? name : `${sources.folder}/${name}`)
  const attributes = sources.attributes?.text
  const changes: Change[] = [
    { file: beside(lockName), before: sources.lock?.text, after: text },
    // With a union merge, branches that lock different errors merge without conflicts.
    { file: beside('.gitattributes'), before: attributes, after: withLine(attributes, merges) },
    // Accepted changes are now part of the lock file.
    ...(sources.accepted
      ? [{ file: beside(acceptedName), before: sources.accepted.text, after: undefined }]
      : []),
  ]
  const due = changes.filter(({ before, after }) => before !== after)
  write(due)
  const exitCode = reportFindings(findings, format, io)
  if (exitCode === 0 && format.reporter === 'pretty') {
    const fresh = catalog.entries.filter(({ code }) => !project.lock?.errors.has(code)).length
    const isDue = due.some(({ file }) => file === beside(lockName))
    io.err(
      `${io.colors.green('✓')} ${isDue ? lockedText(catalog.entries.length, fresh) : `${count(catalog.entries.length, 'error')} in the lock file, nothing to add`}.\n`,
    )
    if (sources.accepted)
      io.err(`  Removed ${beside(acceptedName)}: its changes are now in the lock file.\n`)
  }
  return exitCode
}

function lockedText(all: number, fresh: number): string {
  if (fresh === all) return `${count(all, 'new error')} locked`
  return `${count(all, 'error')} locked, ${fresh === 0 ? 'none' : fresh} of them new`
}

function withLine(text: string | undefined, line: string): string {
  if (text?.split(/\r?\n/).includes(line)) return text
  return `${text === undefined || text === '' || text.endsWith('\n') ? (text ?? '') : `${text}\n`}${line}\n`
}
