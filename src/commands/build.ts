import { hasErrors, type Rendered, render } from '../compile.js'
import { append } from '../facts/append.js'
import { type Boundary, boundaryOf, mayWrite } from '../files/boundary.js'
import type { Finding } from '../model/diagnostic.js'
import { writeOutputs } from '../write/apply.js'
import { difference } from '../write/difference.js'
import { planWrites, type WritePlan } from '../write/disk.js'
import { finishInterrupted } from '../write/hold.js'
import { manifestName } from '../write/manifest.js'
import { isManifestStale, nameIn } from '../write/plan.js'
import { type Command, type ExitCode, findingOptions, type Io } from './shared/command.js'
import { holdOptions } from './shared/edit/holding.js'
import { type Opened, withProject } from './shared/edit/opening.js'
import { count, type FindingsFormat, findingsFormat, reportFindings } from './shared/findings.js'
import { artifactFindings } from './shared/places.js'
import { resolveOutputs } from './shared/project/outputs.js'
import type { Project } from './shared/project/project.js'

const notOurs = new Set<Finding['code']>([
  'foreign-file',
  'edited-file',
  'output-link',
  'damaged-manifest',
])

/**
 * `errbook build`: check → emit → verify → plan → apply. Nothing is written if there is an error.
 */
export const build: Command = {
  name: 'build',
  summary: 'Check the catalog and generate its outputs',
  options: {
    ...findingOptions,
    check: {
      type: 'boolean',
      description:
        'Print differences without writing files. Exit with code 1 if files are out of date',
    },
    force: {
      type: 'boolean',
      description: 'Overwrite files that errbook did not write or that were edited',
    },
  },
  async run(input, io) {
    const started = performance.now()
    const format = findingsFormat(input)
    const isCheck = input.values.check === true
    const beforeReading = (folder: string, boundary: Boundary) => {
      if (!isCheck && mayWrite(boundary, folder) === undefined)
        finishInterrupted(folder, holdOptions(io))
    }
    const force = input.values.force === true
    return withProject(input.values, { format, beforeReading }, io, (opened) =>
      buildProject(opened, { format, isCheck, force, started }, io),
    )
  },
}

interface Run {
  readonly format: FindingsFormat
  readonly isCheck: boolean
  readonly force: boolean
  readonly started: number
}

function buildProject({ project, configFindings }: Opened, run: Run, io: Io): ExitCode {
  const { format, isCheck } = run
  const outputs = resolveOutputs(project.config, project.configSource, project.boundary)
  if (hasErrors(outputs.findings)) {
    reportFindings([...outputs.findings, ...project.findings], format, io)
    return 2
  }
  const findings: Finding[] = [
    ...configFindings,
    ...project.findings,
    ...outputs.findings,
    ...outputs.value.flatMap(({ api }) => api?.findings ?? []),
    ...(outputs.value.length === 0 ? [noOutputs] : []),
  ]
  if (project.catalog === undefined || hasErrors(findings))
    return reportFindings(findings, format, io)

  const progress = progressOn(io, run.started)
  const rendered = render(project.catalog, outputs.value, progress.step)
  progress.end()
  append(findings, rendered.findings)
  if (hasErrors(findings)) return reportFindings(findings, format, io)
  const misplaced = artifactFindings(rendered.value, project.boundary)
  if (misplaced.length > 0) {
    reportFindings([...findings, ...misplaced], format, io)
    return 2
  }

  const plan = planOf(rendered.value, project, run, io)
  append(findings, plan.findings)
  if (isCheck) append(findings, staleFindings(plan))
  const exitCode = reportFindings(findings, format, io)
  // A build fails if it would overwrite files that errbook does not own. For `--check`, such files
  // are normal differences.
  if (plan.findings.some(({ code }) => code === 'shared-output')) return 2
  if (!isCheck && plan.findings.some(({ code }) => notOurs.has(code))) return 3
  if (exitCode === 0 && format.reporter === 'pretty')
    io.err(`${io.colors.green('✓')} ${summary(project.catalog.entries.length, plan, isCheck)}\n`)
  return exitCode
}

const noOutputs: Finding = {
  code: 'no-outputs',
  severity: 'warning',
  message: 'The config has no outputs, so nothing is generated.',
  help: 'Add an output: `outputs: [{ emit: mintlify, to: docs/errors }]`.',
}

/** Writes the files. For `--check`, only plans the changes. */
function planOf(
  rendered: readonly Rendered[],
  { boundary, configSource }: Project,
  { isCheck, force }: Run,
  io: Io,
): WritePlan {
  const wanted = rendered.map(({ output, artifacts }) => ({
    to: output.to,
    artifacts,
    at: output.at,
  }))
  return (isCheck ? planWrites : writeOutputs)(wanted, {
    ...holdOptions(io),
    refusal: (path) => mayWrite(boundary, path),
    force,
    config: configSource.file,
    root: boundaryOf({ cwd: io.cwd, allowOutside: false }).root.path,
  })
}

/** For `--check`: one finding per file that a build would change. */
function staleFindings({ folders, merged }: WritePlan): Finding[] {
  const verbs = {
    create: 'is missing',
    update: 'is out of date',
    delete: 'is no longer generated',
  } as const
  const stale = (path: string, verb: string, diff?: string): Finding => ({
    code: 'stale-output',
    message: `${path} ${verb}.`,
    help: 'Run `errbook build` and commit the result.',
    ...(diff !== undefined && { diff }),
  })
  const files = folders.flatMap((plan) => {
    const name = nameIn(plan.folder)
    const found = plan.edits.flatMap(({ path, action, contents = '' }): Finding[] => {
      if (action === 'keep') return []
      const existing = action === 'update' ? plan.folder.read(path) : undefined
      return [
        stale(
          name(path),
          verbs[action],
          typeof existing === 'string' ? difference(existing, contents) : undefined,
        ),
      ]
    })
    return found.length === 0 && isManifestStale(plan)
      ? [
          stale(
            name(manifestName),
            plan.folder.manifestText === undefined ? 'is missing' : 'is out of date',
          ),
        ]
      : found
  })
  return [
    ...files,
    ...merged.map(({ path, contents, existing }) =>
      stale(path, 'is out of date', difference(existing, contents)),
    ),
  ]
}

function summary(errors: number, { folders, merged }: WritePlan, checked: boolean): string {
  const edits = folders.flatMap(({ edits }) => edits)
  const changed =
    edits.filter(({ action }) => action === 'create' || action === 'update').length + merged.length
  const removed = edits.filter(({ action }) => action === 'delete').length
  const files =
    checked || (changed === 0 && removed === 0)
      ? `${count(edits.length, 'file')} up to date`
      : [
          `${count(changed, 'file')} written`,
          removed > 0 && `${removed} removed`,
          `${edits.length - changed - removed + merged.length} unchanged`,
        ]
          .filter((part) => part !== false)
          .join(', ')
  return `${count(errors, 'error')} in the catalog, ${files}.`
}

/** Shows progress on a terminal if a build takes more than a second. */
function progressOn(
  io: Io,
  started: number,
): { step(done: number, of: number): void; end(): void } {
  let shown = 0
  return {
    step(done, of) {
      if (!io.watched || performance.now() - Math.max(started + 900, shown) < 100) return
      shown = performance.now()
      io.progress(`${io.colors.dim(`rendering ${done} of ${of}`)} `)
    },
    end() {
      if (shown > 0) io.progress('')
    },
  }
}
