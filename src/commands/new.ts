import { relocated, schemaLineOf } from '../author/rework.js'
import { type Known, scaffold } from '../author/scaffold.js'
import { entryYaml } from '../author/write.js'
import { categoriesOf } from '../facts/entry/code.js'
import type { Catalog, CodeParts } from '../model/catalog.js'
import { RunError } from '../model/diagnostic.js'
import {
  type Command,
  type CommandInput,
  type ExitCode,
  findingOptions,
  type Io,
} from './shared/command.js'
import { editProject, type OpenedToEdit } from './shared/edit/opening.js'
import { type FindingsFormat, findingsFormat, reportFindings } from './shared/findings.js'
import { fileOf, partsOf, refuseTaken } from './shared/refusals.js'

/** `errbook new CODE`: creates an entry with placeholders to fill in. */
export const newError: Command = {
  name: 'new',
  summary: 'Create an entry with placeholders to fill in',
  arguments: ['CODE'],
  options: {
    ...findingOptions,
    status: {
      type: 'string',
      value: 'NUMBER',
      description: 'HTTP status. Required unless the category sets a default',
    },
    'exit-code': {
      type: 'string',
      value: 'NUMBER',
      description: 'Exit code, for errors of a CLI system (`kind: cli`)',
    },
    'dry-run': { type: 'boolean', description: 'Print the entry without writing it' },
  },
  run(input, io) {
    const format = findingsFormat(input)
    const dry = input.values['dry-run'] === true
    return editProject(input.values, { format, dry }, io, (opened) =>
      createError(opened, { input, format, dry }, io),
    )
  },
}

interface NewOptions {
  readonly input: CommandInput
  readonly format: FindingsFormat
  readonly dry: boolean
}

function createError(
  { project, configFindings, write }: OpenedToEdit,
  { input, format, dry }: NewOptions,
  io: Io,
): ExitCode {
  const [code = ''] = input.arguments
  if (project.catalog === undefined)
    return reportFindings([...configFindings, ...project.findings], format, io)
  const { sources, lock } = project
  const catalog: Catalog = project.catalog
  const parts = partsOf(code, catalog)
  refuseTaken(code, catalog, lock)
  const file = fileOf(parts, sources.folder)
  const there = [...sources.entries, ...sources.unreadable].find((source) => source.file === file)
  if (there)
    throw new RunError(1, {
      code: 'code-taken',
      message: `${file} already exists.`,
      help: 'Look at its contents, or run `errbook check` to see its problems.',
      at: { source: there, range: [0, 0] },
    })
  const neighbour = sources.entries.find(({ text }) => schemaLineOf(text) !== '')
  const head = neighbour ? relocated(schemaLineOf(neighbour.text), neighbour.file, file) : ''
  const text =
    head + entryYaml(scaffold(code, parts, catalog.vocabulary, knownOf(input, parts, catalog)))
  if (dry) {
    io.out(text)
    return 0
  }
  write([{ file, before: undefined, after: text }])
  const exitCode = reportFindings([], format, io)
  if (format.reporter === 'pretty')
    io.err(
      `${io.colors.green('✓')} ${file}\nReplace each TODO. \`errbook check\` lists those that are left.\n`,
    )
  return exitCode
}

/**
 * Returns the status and exit code from the command line. The user must set them if the catalog
 * does not define them.
 */
function knownOf(
  { values }: CommandInput,
  { system, category }: CodeParts,
  { vocabulary }: Catalog,
): Known {
  const kind = vocabulary.systems?.[system]?.kind ?? vocabulary.kind ?? 'http'
  const status = numberOf('status', values.status, [400, 599])
  const exitCode = numberOf('exit-code', values['exit-code'], [1, 255])
  const isStatusKnown = categoriesOf(vocabulary, system)[category]?.status !== undefined
  if (kind === 'http' && !isStatusKnown && status === undefined)
    throw usage('Missing --status.', 'Set the HTTP status: `--status 404`.')
  if (kind === 'cli' && exitCode === undefined)
    throw usage('Missing --exit-code.', 'Set the exit code of the program: `--exit-code 2`.')
  const misplaced = (flag: string) =>
    usage(`--${flag} does not apply to errors of \`kind: ${kind}\`.`, 'Remove the option.')
  if (kind !== 'http' && status !== undefined) throw misplaced('status')
  if (kind !== 'cli' && exitCode !== undefined) throw misplaced('exit-code')
  return { status, exitCode }
}

function numberOf(
  flag: string,
  given: unknown,
  [least, most]: readonly [number, number],
): number | undefined {
  if (given === undefined) return undefined
  const number = Number(given)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  throw usage(
    `Invalid value \`${String(given)}\` for --${flag}.`,
    `Use an integer from ${least} to ${most}.`,
  )
}

function usage(message: string, help: string): RunError {
  return new RunError(2, { code: 'usage', message, help })
}
