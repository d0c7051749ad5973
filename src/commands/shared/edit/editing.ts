import type { DocumentEdits } from '../../../author/references.js'
import { mentionsOf } from '../../../author/references.js'
import { type Move, type Reworked, rework } from '../../../author/rework.js'
import { inlineText } from '../../../author/scalar.js'
import { check, hasErrors, mistakesIn } from '../../../compile.js'
import { byCodePoint } from '../../../facts/by-code-point.js'
import { meantCodes, similarCodes } from '../../../facts/nearest.js'
import type { CatalogSources } from '../../../load/read.js'
import { locateAll } from '../../../load/yaml/locate.js'
import type { Catalog, Entry } from '../../../model/catalog.js'
import { type Finding, RunError } from '../../../model/diagnostic.js'
import type { Source } from '../../../model/source.js'
import { visibleLine } from '../../../report/plain.js'
import type { Change } from '../../../write/changes.js'
import { hunks } from '../../../write/hunks.js'
import {
  type Command,
  type CommandInput,
  type ExitCode,
  findingOptions,
  type Io,
} from '../command.js'
import { count, type FindingsFormat, findingsFormat, reportFindings } from '../findings.js'
import type { Project } from '../project/project.js'
import { editProject, type OpenedToEdit } from './opening.js'

/** A project with a valid catalog. Any problem after an edit is therefore caused by the edit. */
export type SoundProject = Project & { readonly catalog: Catalog }

/** What a command wants to change in a catalog. */
export interface EditPlan {
  readonly edits: readonly DocumentEdits[]
  readonly move?: Move | undefined
  /** A sentence that reports the change after it was made. */
  readonly done: string
  /** An additional remark for the user. */
  readonly note?: string
  /** The old and new code of a rename, to update the baseline and find mentions in text. */
  readonly renamed?: { readonly from: string; readonly to: string }
}

/** Options of all commands that edit the catalog. */
export const editOptions = {
  ...findingOptions,
  'dry-run': { type: 'boolean', description: 'Print the changes without writing them' },
} as const satisfies Command['options']

/**
 * Applies edits in memory, checks the resulting catalog, and writes only if it is valid. Writes all
 * changes or none.
 */
export async function editCatalog(
  input: CommandInput,
  io: Io,
  makePlan: (project: SoundProject) => EditPlan,
): Promise<ExitCode> {
  const format = findingsFormat(input)
  const dry = input.values['dry-run'] === true
  return editProject(input.values, { format, dry }, io, (opened) =>
    editOpened(opened, { format, dry }, io, makePlan),
  )
}

function editOpened(
  { project, write }: OpenedToEdit,
  { format, dry }: { readonly format: FindingsFormat; readonly dry: boolean },
  io: Io,
  makePlan: (project: SoundProject) => EditPlan,
): ExitCode {
  const refuse = (findings: readonly Finding[], next: string): ExitCode => {
    reportFindings(findings, format, io)
    if (format.reporter === 'pretty') io.err(`Nothing was changed. ${next}.\n`)
    return 1
  }
  const { catalog, sources } = project
  const wrong = mistakesIn(project.findings)
  if (catalog === undefined || wrong.length > 0) return refuse(wrong, 'Fix these errors first')

  const plan = makePlan({ ...project, catalog })
  const reworked = rework(
    { vocabulary: catalog.source, entries: sources.entries },
    plan.edits,
    plan.move,
  )
  const { baseline } = sources
  if (baseline && plan.renamed)
    reworked.files.set(baseline.file, renamedInBaseline(baseline.text, plan.renamed))
  if (reworked.unsafe.length > 0)
    return refuse(reworked.unsafe.map(unsafe), 'Edit these files by hand')
  const after = check(withFiles(sources, reworked), project.config)
  // Breaking changes do not prevent an edit. `diff` reports them, and people decide whether to
  // accept them.
  const mistakes = mistakesIn(after.findings)
  if (after.value === undefined || mistakes.length > 0)
    return refuse(mistakes, 'The change would cause the errors above')

  const changes = changesOf(sources, reworked)
  if (dry) {
    for (const text of shown(changes, plan.move)) io.out(`${text}\n`)
    return 0
  }
  write(changes)
  const exitCode = reportFindings([], format, io)
  if (format.reporter === 'pretty')
    io.err(summary(changes, plan, after.value, io) + promisesNote(after.findings, io))
  return exitCode
}

function promisesNote(findings: readonly Finding[], io: Io): string {
  const broken = findings.filter((finding) => hasErrors([finding]))
  if (broken.length === 0) return ''
  return `${io.colors.yellow('note')}: ${count(broken.length, 'change')} to published errors. \`errbook check\` fails until you accept or undo ${broken.length === 1 ? 'it' : 'them'}. \`errbook diff\` shows what ${broken.length === 1 ? 'it breaks' : 'they break'}.\n`
}

/**
 * Returns the error with exactly this code. Throws a RunError (exit 1) if there is no such error.
 */
export function entryOf({ byCode }: Catalog, code: string): Entry {
  const entry = byCode.get(code)
  if (entry) return entry
  const heir = [...byCode.values()].find(({ data }) => data.aliases?.includes(code))
  if (heir)
    throw new RunError(1, {
      code: 'unknown-error',
      message: `\`${code}\` was renamed to \`${heir.code}\`.`,
      help: `Use \`${heir.code}\`.`,
    })
  const near = similarCodes(code, byCode.keys(), 3)
  throw new RunError(1, {
    code: 'unknown-error',
    message: `Unknown error \`${code}\`.`,
    ...meantCodes(near),
  })
}

/** Returns the sources of the catalog, including the edited files. */
function withFiles(sources: CatalogSources, { files }: Reworked): CatalogSources {
  const known = new Set(sources.entries.map(({ file }) => file))
  const textOf = (source: Source): Source[] => {
    if (!files.has(source.file)) return [source]
    const text = files.get(source.file)
    return text === undefined ? [] : [{ ...source, text }]
  }
  const { vocabulary } = sources
  const added = [...files].flatMap(([file, text]): Source[] =>
    known.has(file) ||
    file === vocabulary?.file ||
    file === sources.baseline?.file ||
    text === undefined
      ? []
      : [{ file, text }],
  )
  return {
    ...sources,
    vocabulary: vocabulary && textOf(vocabulary)[0],
    baseline: sources.baseline && textOf(sources.baseline)[0],
    entries: [...sources.entries.flatMap(textOf), ...added].sort((a, b) =>
      byCodePoint(a.file, b.file),
    ),
  }
}

function changesOf(
  { vocabulary, baseline, entries }: CatalogSources,
  { files }: Reworked,
): Change[] {
  const texts = new Map(
    [vocabulary, baseline, ...entries]
      .flatMap((source) => source ?? [])
      .map(({ file, text }) => [file, text] as const),
  )
  return [...files]
    .map(([file, after]) => ({ file, before: texts.get(file), after }))
    .filter(({ before, after }) => before !== after)
}

/**
 * Returns the differences for each file. A moved file is compared with the file at the old path.
 */
function shown(changes: readonly Change[], move: Move | undefined): string[] {
  const moved = move && changes.find(({ file, after }) => file === move.file && after === undefined)
  return changes.flatMap(({ file, before, after }) => {
    if (after === undefined) return []
    const name = moved && file === move.to ? `${move.file} → ${file}` : file
    const from = moved && file === move.to ? (moved.before ?? '') : (before ?? '')
    return [[visibleLine(name), ...hunks(from, after).map(plainLines)].join('\n')]
  })
}

function plainLines(text: string): string {
  return text.split('\n').map(visibleLine).join('\n')
}

function summary(
  changes: readonly Change[],
  { done, move, note: own, renamed }: EditPlan,
  catalog: Catalog,
  io: Io,
): string {
  const moved = move && changes.some(({ file, after }) => file === move.file && after === undefined)
  const lines = changes.flatMap(({ file, before, after }) => {
    if (after === undefined) return []
    if (moved && file === move.to) return [`  ${visibleLine(file)} (was ${visibleLine(move.file)})`]
    return [`  ${before === undefined ? 'new: ' : ''}${visibleLine(file)}`]
  })
  const mentions = renamed === undefined ? [] : mentionsOf(catalog, renamed.from)
  const places = mentions
    .map(locateAll(mentions))
    .map(({ file, start }) => `  ${visibleLine(file)}:${start.line}:${start.column}\n`)
  const note = `${io.colors.yellow('note')}:`
  const spelled =
    mentions.length === 0
      ? ''
      : `${note} \`${renamed?.from}\` still appears in ${count(mentions.length, 'text')}. Check whether to change ${mentions.length === 1 ? 'it' : 'them'}:\n${places.join('')}`
  return `${io.colors.green('✓')} ${visibleLine(done)}\n${lines.map((line) => `${line}\n`).join('')}${own === undefined ? '' : `${note} ${visibleLine(own)}\n`}${spelled}`
}

/**
 * Renames a code in the baseline. Only errbook writes this file, so each code is on its own line.
 */
function renamedInBaseline(
  text: string,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  const [before, after] = [`${inlineText(from, 'flow')}:`, `${inlineText(to, 'flow')}:`]
  return text.replace(/^.*$/gm, (line) =>
    line.startsWith(before) ? after + line.slice(before.length) : line,
  )
}

function unsafe(source: Source): Finding {
  return {
    code: 'unsafe-edit',
    message:
      "This file can't be edited automatically, because its anchors and aliases share values that must change.",
    help: 'Replace `*aliases` with the values they refer to, and run this again.',
    at: { source, range: [0, 0] },
  }
}
