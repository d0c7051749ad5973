import { dirname, relative, resolve } from 'node:path'
import { hasErrors, type Output } from '../compile.js'
import { type MergeOptions, mergeErrors } from '../emit/openapi/merge.js'
import { openapi as emitter } from '../emit/openapi/openapi.js'
import { type Selection, select } from '../facts/entry/visibility.js'
import { type Boundary, mayRead } from '../files/boundary.js'
import { readApi } from '../load/api/api.js'
import { type Finding, RunError } from '../model/diagnostic.js'
import { visibilities } from '../model/vocabulary.js'
import { visibleLine } from '../report/plain.js'
import { textBefore } from '../write/changes.js'
import { difference } from '../write/difference.js'
import {
  type Command,
  type CommandInput,
  type ExitCode,
  findingOptions,
  type Io,
} from './shared/command.js'
import { type Held, holding } from './shared/edit/holding.js'
import { withProject } from './shared/edit/opening.js'
import { count, findingsFormat, reportFindings } from './shared/findings.js'
import { givenPath, oneOf, pathOf } from './shared/flags.js'
import { resultFinding } from './shared/places.js'
import { resolveOutputs } from './shared/project/outputs.js'
import type { Project } from './shared/project/project.js'

/** `errbook openapi merge FILE`: merges the errors into an API description. */
export const openapi: Command = {
  name: 'openapi',
  summary: 'Merge the errors into an OpenAPI description',
  arguments: ['merge', 'FILE'],
  options: {
    ...findingOptions,
    out: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      description: 'Write the result to FILE (- for standard output) instead of the description',
    },
    check: {
      type: 'boolean',
      description:
        'Print differences without writing files. Exit with code 1 if FILE is out of date',
    },
    partial: {
      type: 'boolean',
      description: 'Skip operations that FILE does not contain',
    },
    replace: {
      type: 'boolean',
      description: 'Replace existing responses that are not from the catalog',
    },
    audience: {
      type: 'string',
      value: 'NAME',
      description:
        'public, partner or internal. Default: from the openapi output in the config, or public',
    },
  },
  run: (input, io) => holding(io, (held) => mergeInto(input, io, held)),
}

async function mergeInto(
  input: CommandInput,
  io: Io,
  { stayIn, takeFolder, write }: Held,
): Promise<ExitCode> {
  const [action, given = ''] = input.arguments
  if (action !== 'merge')
    throw new RunError(2, {
      code: 'usage',
      message: `Unknown subcommand \`openapi ${action}\`.`,
      help: 'Use `errbook openapi merge FILE`.',
    })
  const format = findingsFormat(input)
  const file = pathOf(given, 'read')
  const isCheck = input.values.check === true
  const out = isCheck ? undefined : givenPath(input.values.out, 'write')
  return withProject(input.values, { format }, io, ({ project, configFindings }) => {
    const { selection, ...options } = settingsFor(project, file, input.values, io)
    const misplaced = placesOf(file, { out, check: isCheck }, project.boundary)
    if (misplaced.length > 0) {
      reportFindings(misplaced, format, io)
      return 2
    }
    stayIn(project.boundary)
    if (!isCheck && out === undefined) takeFolder(dirname(file))
    const api = readApi(file, io.cwd, undefined)
    const findings: Finding[] = [...configFindings, ...project.findings, ...api.findings]
    if (project.catalog === undefined || api.value === undefined || hasErrors(findings))
      return reportFindings(findings, format, io)

    const merged = mergeErrors(select(project.catalog, selection), api.value, options)
    findings.push(...merged.findings)
    const { text, replaced } = merged.value
    const changed = text !== api.value.source.text
    if (isCheck && changed && !hasErrors(findings))
      findings.push({
        code: 'stale-output',
        message: `${file} is out of date.`,
        help: `Run \`errbook openapi merge ${file}\` and commit the result.`,
        diff: difference(api.value.source.text, text),
      })
    const exitCode = reportFindings(findings, format, io)
    if (exitCode !== 0) return exitCode
    if (out === '-') io.exact(text)
    else if (out !== undefined) write([{ file: out, before: textBefore(out, io.cwd), after: text }])
    else if (changed && !isCheck) write([{ file, before: api.value.source.text, after: text }])
    if (format.reporter === 'pretty') {
      for (const what of replaced) io.err(`Replaced ${visibleLine(what)}.\n`)
      const { operations, responses } = merged.value
      const what = `${count(responses, 'response')} in ${count(operations, 'operation')}`
      io.err(
        `${io.colors.green('✓')} ${what} of ${visibleLine(out === undefined || out === '-' ? file : out)}${changed ? '' : ', unchanged'}.\n`,
      )
    }
    return 0
  })
}

/**
 * Checks the paths of the description and of the result. With `--out` or `--check`, the description
 * only needs to be readable.
 */
function placesOf(
  file: string,
  { out, check }: { readonly out: string | undefined; readonly check: boolean },
  boundary: Boundary,
): Finding[] {
  const isRead = check || out !== undefined
  const found = [
    isRead ? mayRead(boundary, file) : resultFinding(boundary, file),
    out === undefined || out === '-' ? undefined : resultFinding(boundary, out),
  ]
  return found.filter((finding) => finding !== undefined)
}

/**
 * Returns the options and audience for a merge. Missing options come from the openapi output in the
 * config that uses this description, or from the only openapi output.
 */
function settingsFor(
  { config, configSource, boundary }: Project,
  file: string,
  flags: Readonly<Record<string, unknown>>,
  { cwd }: Io,
): MergeOptions & { selection: Selection } {
  const outputs = resolveOutputs(config, configSource, boundary).value.filter(
    (output) => output.emitter === emitter,
  )
  const isOf = ({ options }: Output) => {
    const { api } = options as { api?: string }
    return api !== undefined && relative(resolve(cwd, api), resolve(cwd, file)) === ''
  }
  const output = outputs.find(isOf) ?? (outputs.length === 1 ? outputs[0] : undefined)
  const audience =
    flags.audience === undefined
      ? (output?.selection.audience ?? 'public')
      : oneOf('audience', flags.audience, visibilities)
  const options = output?.options as { replace?: boolean; partial?: boolean } | undefined
  return {
    selection: { ...output?.selection, audience },
    replace: flags.replace === true || options?.replace === true ? 'any' : 'ours',
    others: flags.partial === true || options?.partial === true ? 'leave out' : 'refuse',
  }
}
