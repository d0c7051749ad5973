import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasErrors, type Rendered, render } from '../compile.js'
import { groupBy } from '../emit/groups.js'
import { decodeUtf8 } from '../load/read.js'
import type { MergeArtifact } from '../model/artifact.js'
import type { Finding } from '../model/diagnostic.js'
import { applyFolder, openFolder, replaceForeign } from '../write/disk.js'
import { difference, type FolderPlan, isFile, planFolder } from '../write/plan.js'
import { type Command, findingOptions, type Io } from './command.js'
import { count, findingsFormat, reportFindings } from './findings.js'
import { resolveOutputs } from './outputs.js'
import { loadProject } from './project.js'

/** `errbook build`: check → emit → verify → plan → apply. With an error anywhere, nothing is written. */
export const build: Command = {
  name: 'build',
  summary: 'Check the catalog and render its outputs.',
  options: {
    ...findingOptions,
    check: { type: 'boolean', description: 'Write nothing; exit 1 and say what differs if a build would change a file.' },
    force: { type: 'boolean', description: 'Write over files that others wrote or edited.' },
  },
  async run(input, io) {
    const started = performance.now()
    const format = findingsFormat(input)
    const pretty = format.reporter === 'pretty'
    const { project, configFindings } = await loadProject(io.cwd, input.values.config as string | undefined)
    if (project === undefined) {
      reportFindings(configFindings, format, io)
      return 2
    }
    const outputs = resolveOutputs(project.config, project.configSource, io.cwd)
    if (hasErrors(outputs.findings)) {
      reportFindings([...outputs.findings, ...project.findings], format, io)
      return 2
    }
    const findings: Finding[] = [...configFindings, ...project.findings, ...outputs.findings]
    if (outputs.value.length === 0) findings.push({ code: 'no-outputs', severity: 'warning', message: 'The config names no outputs: there is nothing to render.', help: 'Add one: `outputs: [{ emit: mintlify, to: docs/errors }]`.' })
    if (project.catalog === undefined || hasErrors(findings)) return reportFindings(findings, format, io)

    const progress = progressOn(io, started)
    const rendered = render(project.catalog, outputs.value, progress.step)
    progress.end()
    findings.push(...rendered.findings)
    if (hasErrors(findings)) return reportFindings(findings, format, io)

    const plan = planWrites(rendered.value, { cwd: io.cwd, force: input.values.force === true })
    if (hasErrors(plan.findings)) {
      reportFindings([...findings, ...plan.findings], format, io)
      return 3
    }
    if (input.values.check === true) findings.push(...staleFindings(plan, io.cwd))
    else {
      for (const folder of plan.folders) applyFolder(folder, io.cwd)
      for (const { path, contents } of plan.merged) replaceForeign(join(io.cwd, path), contents)
    }
    const exitCode = reportFindings(findings, format, io)
    if (exitCode === 0 && pretty) io.err(`${io.colors.green('✓')} ${summary(project.catalog.entries.length, plan, input.values.check === true)}\n`)
    return exitCode
  },
}

interface WritePlan {
  readonly folders: readonly FolderPlan[]
  /** Files of others with our part in them, where that changes them. */
  readonly merged: readonly { readonly path: string; readonly contents: string; readonly existing: string }[]
  readonly findings: readonly Finding[]
}

function planWrites(rendered: readonly Rendered[], { cwd, force }: { cwd: string; force: boolean }): WritePlan {
  const findings: Finding[] = []
  const folders: FolderPlan[] = []
  // Outputs may share a folder, and then share its manifest.
  for (const [path, group] of groupBy(rendered, ({ output }) => output.to.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, ''))) {
    const opened = openFolder(path, cwd)
    findings.push(...opened.findings)
    if (opened.folder === undefined) continue
    const planned = planFolder(group.flatMap(({ artifacts }) => artifacts.filter(isFile)), opened.folder, { force })
    findings.push(...planned.findings)
    folders.push(planned.plan)
  }
  const merged = rendered.flatMap(({ artifacts }) => artifacts.filter((artifact): artifact is MergeArtifact => !isFile(artifact))).flatMap(({ path, merge }) => {
    const file = join(cwd, path)
    const existing = existsSync(file) ? decodeUtf8(path, readFileSync(file), findings) : undefined
    const result = merge(existing)
    if (typeof result !== 'string') {
      findings.push(result)
      return []
    }
    return result === existing?.text ? [] : [{ path, contents: result, existing: existing?.text ?? '' }]
  })
  return { folders, merged, findings }
}

/** For `--check`: a finding a file that a build would change. */
function staleFindings({ folders, merged }: WritePlan, cwd: string): Finding[] {
  const verbs = { create: 'is missing', update: 'is out of date', delete: 'should be gone' } as const
  const files = folders.flatMap(({ folder, edits }) =>
    edits.flatMap(({ path, action, contents }): Finding[] => {
      if (action === 'keep') return []
      const full = `${folder.path}/${path}`
      const shown = action === 'update' && contents !== undefined ? `\n${difference(readFileSync(join(cwd, full), 'utf8'), contents)}` : ''
      return [{ code: 'stale-output', message: `Unexpected difference: ${full} ${verbs[action]}.`, help: `Run \`errbook build\` and commit what it writes.${shown}` }]
    }),
  )
  return [...files, ...merged.map(({ path, contents, existing }): Finding => ({ code: 'stale-output', message: `Unexpected difference: ${path} is out of date.`, help: `Run \`errbook build\` and commit what it writes.\n${difference(existing, contents)}` }))]
}

function summary(errors: number, { folders, merged }: WritePlan, checked: boolean): string {
  const edits = folders.flatMap(({ edits }) => edits)
  const changed = edits.filter(({ action }) => action === 'create' || action === 'update').length + merged.length
  const removed = edits.filter(({ action }) => action === 'delete').length
  const files = checked || (changed === 0 && removed === 0) ? `${count(edits.length, 'file')} up to date` : [`${count(changed, 'file')} written`, removed > 0 && `${removed} removed`, `${edits.length - changed - removed + merged.length} unchanged`].filter((part) => part !== false).join(', ')
  return `${count(errors, 'error')} in the catalog, ${files}.`
}

/** A line on a terminal once a build takes more than a second. */
function progressOn(io: Io, started: number): { step(done: number, of: number): void; end(): void } {
  let shown = 0
  return {
    step(done, of) {
      if (!io.watched || performance.now() - Math.max(started + 900, shown) < 100) return
      shown = performance.now()
      io.err(`\r${io.colors.dim(`rendering ${done} of ${of}`)} `)
    },
    end() {
      if (shown > 0) io.err('\r\u001b[K')
    },
  }
}

