import { basename, dirname, resolve } from 'node:path'
import type { Imported, ImportSettings } from '../author/importers/importer.js'
import { type Importer, type ImporterInput, importers } from '../author/importers/index.js'
import { withKept } from '../author/importers/kept.js'
import { type LossReport, lossReport } from '../author/importers/report.js'
import { hasErrors } from '../compile.js'
import { capitalized } from '../facts/capitalized.js'
import { type Boundary, boundaryOf, mayWrite } from '../files/boundary.js'
import { readReferenced } from '../load/api/referenced.js'
import { unknownName } from '../load/config.js'
import { decodeEntries, decodeVocabulary } from '../load/decode/decode.js'
import { readExistingCatalog, readImportSources, readNamed } from '../load/import-sources.js'
import type { CatalogSources } from '../load/read.js'
import { parseYaml } from '../load/yaml/parse.js'
import { type Finding, RunError } from '../model/diagnostic.js'
import type { Change } from '../write/changes.js'
import {
  type Command,
  type CommandInput,
  type ExitCode,
  findingOptions,
  type Io,
} from './shared/command.js'
import { type Held, holding } from './shared/edit/holding.js'
import { findingsFormat, reportFindings } from './shared/findings.js'
import { givenPath, pathOf } from './shared/flags.js'
import { losses, summaryOf, worstLosses } from './shared/import/losses.js'
import { readMapping } from './shared/import/mapping.js'
import { planImport } from './shared/import/plan.js'
import { reportFileText } from './shared/import/report.js'
import { settingsOf } from './shared/import/settings.js'
import { configFor, type Target, targetOf } from './shared/import/target.js'
import { resultFinding } from './shared/places.js'

/**
 * `errbook import FORMAT PATH`: creates entries from existing pages, API descriptions or lists, and
 * reports everything that did not fit.
 */
export const importCommand: Command = {
  name: 'import',
  summary: 'Create entries from existing error pages, API descriptions or lists',
  arguments: ['FORMAT', 'PATH'],
  options: {
    ...findingOptions,
    to: {
      type: 'string',
      value: 'DIR',
      description: 'Folder of the catalog. Default: from the config, or errors',
    },
    code: {
      type: 'string',
      value: 'FORMAT',
      description: 'Format of the codes, such as "{category}:{name}"',
    },
    docs: {
      type: 'string',
      value: 'URL',
      description: 'URL of the error pages, such as "https://acme.test/errors/{name}"',
    },
    name: { type: 'string', value: 'TEXT', description: 'API or product name' },
    kind: {
      type: 'string',
      value: 'NAME',
      description: 'Kind of the errors: http, cli or library. Default: detected from the sources',
    },
    platform: {
      type: 'string',
      value: 'NAME',
      description: 'Docs platform of the pages, if errbook cannot detect it',
    },
    status: { type: 'string', value: 'N', description: 'HTTP status for errors without a status' },
    map: {
      type: 'string',
      value: 'FILE',
      description: 'Mapping file that assigns keys of a list or headings of pages to fields',
    },
    merge: {
      type: 'boolean',
      description: 'Add missing fields to existing entries. Existing fields are kept',
    },
    'dry-run': { type: 'boolean', description: 'List the files without writing them' },
    report: {
      type: 'string',
      value: 'FILE',
      description: 'Write a loss report: JSON if FILE ends in .json, otherwise Markdown',
    },
  },
  run: (input, io) => holding(io, (held) => importInto(input, io, held)),
}

async function importInto(input: CommandInput, io: Io, held: Held): Promise<ExitCode> {
  const format = findingsFormat(input)
  const importer = importerOf(input.arguments[0] ?? '')
  const path = pathOf(input.arguments[1] ?? '', 'read')
  const target = await targetOf(input, io.cwd)
  const reportFile = givenPath(input.values.report, 'write')
  const misplaced = misplacedIn(target, reportFile, io.cwd)
  if (hasErrors(misplaced)) {
    reportFindings(misplaced, format, io)
    return 2
  }
  const dry = input.values['dry-run'] === true
  take(held, target, { dry, reportFile })
  const existing = readExistingCatalog(target.folder, io.cwd)
  const read = readAll(importer, path, target.boundary, io.cwd)
  const mapping = readMapping(givenPath(input.values.map, 'read'), io.cwd)
  if (hasErrors(mapping.findings)) {
    reportFindings(mapping.findings, format, io)
    return 2
  }
  const imported = importer.run({
    name: nameOf(path, io.cwd),
    files: read.files,
    settings: { ...settingsOf(input), ...knownIn(existing.value) },
    mapping: mapping.value ?? {},
    mappingAt: mapping.at,
    readYaml: yamlReader(importer),
  })
  const merge = input.values.merge === true
  const { folder } = target
  const plan = planImport({ imported, folder, existing: existing.value, merge })
  const isEmpty = imported.entries.length === 0
  const isNothing = isEmpty && !hasErrors([...imported.findings, ...read.referencedFindings])
  const findings: Finding[] = [
    ...read.findings,
    ...read.referencedFindings,
    ...existing.findings,
    ...imported.findings,
    ...plan.findings,
    ...(isNothing ? [nothingIn(path, importer.reads === 'file')] : []),
  ]
  const changes: Change[] = isEmpty
    ? []
    : [...plan.changes, ...(target.hasConfig ? [] : [newConfig(imported, folder)])]

  const accounted = { ...imported, blocks: withKept(imported.blocks, imported.entries, plan.kept) }
  const report = lossReport(accounted, read.findings)
  held.write([
    ...(dry ? [] : changes),
    ...(reportFile === undefined ? [] : [reportChange(reportFile, report, io.cwd)]),
  ])
  const pretty = format.reporter === 'pretty'
  const lost = (pretty ? worstLosses : losses)(accounted, read.files)
  const exitCode = reportFindings([...findings, ...lost], format, io)
  const files = changes.map(({ file }) => file)
  if (pretty) io.err(summaryOf(report, { files, merged: plan.merged, dry, reportFile }))
  return exitCode
}

function importerOf(name: string): Importer {
  const importer = importers.find((one) => one.name === name)
  if (importer) return importer
  const names = importers.map((one) => one.name)
  throw new RunError(2, { code: 'usage', ...unknownName('format', name, names) })
}

/** Checks the paths that an import writes to. */
function misplacedIn(
  { folder, boundary, findings }: Target,
  reportFile: string | undefined,
  cwd: string,
): readonly Finding[] {
  if (hasErrors(findings)) return findings
  const own = boundaryOf({ cwd, allowOutside: false, catalog: folder })
  const withCatalog = { ...boundary, sources: [...boundary.sources, ...own.sources] }
  const found = [
    mayWrite(boundary, folder),
    reportFile === undefined ? undefined : resultFinding(withCatalog, reportFile),
  ]
  return found.filter((finding) => finding !== undefined)
}

/** Takes exclusive access to the catalog folder and removes temporary files of interrupted runs. */
function take(
  { stayIn, takeCatalog, sweep }: Held,
  { folder, boundary }: Target,
  { dry, reportFile }: { readonly dry: boolean; readonly reportFile: string | undefined },
): void {
  stayIn(boundary)
  if (dry) return
  takeCatalog(folder, { create: true })
  for (const other of ['.', dirname(reportFile ?? '.')]) sweep(other)
}

/** Reads the imported files and the files that they refer to. */
function readAll(importer: Importer, path: string, boundary: Boundary, cwd: string) {
  const { reads, limit, followsReferences } = importer
  const read = readImportSources(path, cwd, reads === 'file' ? undefined : reads.folder, limit)
  const [first] = read.value
  const referenced =
    followsReferences && first ? readReferenced(first.source, cwd, boundary, limit) : undefined
  return {
    files: [...read.value, ...(referenced?.value ?? [])],
    findings: read.findings,
    referencedFindings: referenced?.findings ?? [],
  }
}

/** Returns the codes and the vocabulary of an existing catalog. */
function knownIn(
  existing: CatalogSources | undefined,
): Pick<ImportSettings, 'known' | 'vocabulary'> {
  const vocabulary = existing?.vocabulary && decodeVocabulary(existing.vocabulary).value
  const entries = existing?.entries.flatMap((source) => decodeEntries(source).value) ?? []
  return {
    known: new Set(entries.map(({ data }) => data.code)),
    ...(vocabulary && { vocabulary }),
  }
}

function yamlReader({ followsReferences }: Importer): ImporterInput['readYaml'] {
  return (source) => {
    const mergeKeys = followsReferences === true
    const { documents, findings } = parseYaml(source, undefined, { mergeKeys })
    return { value: documents[0]?.value, findings: findings.map(asLoss) }
  }
}

function newConfig(imported: Imported, folder: string): Change {
  return { file: 'errbook.config.yaml', before: undefined, after: configFor(imported, folder) }
}

function reportChange(file: string, report: LossReport, cwd: string): Change {
  const before = readNamed(file, 'output', cwd)?.text
  return { file, before, after: reportFileText(report, file) }
}

/**
 * Turns findings about text that YAML drops into warnings, so that users do not have to fix the
 * imported file first.
 */
function asLoss(finding: Finding): Finding {
  return finding.code === 'dropped-text' ? { ...finding, severity: 'warning' } : finding
}

/** Reports that the input contains no errors. Nothing is written. */
function nothingIn(path: string, isFile: boolean): Finding {
  return {
    code: 'no-pages',
    message: `No errors found in ${path.replaceAll('\\', '/')}.`,
    help: isFile
      ? 'Check the path. If the list is nested, set its location in a mapping: `items: data.errors`.'
      : 'Check the path. `--report FILE` lists what was skipped, and why.',
  }
}

function nameOf(path: string, cwd: string): string {
  const words = basename(resolve(cwd, path))
    .replace(/\.[^.]+$/, '')
    .replace(/[_-]+/g, ' ')
    .trim()
  return words === '' ? 'Errors' : capitalized(words)
}
