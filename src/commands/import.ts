import { basename, dirname, posix, resolve } from 'node:path'
import type { Imported, ImportSettings } from '../author/importers/importer.js'
import { importers } from '../author/importers/index.js'
import { withKept } from '../author/importers/kept.js'
import { lossReport } from '../author/importers/report.js'
import { hasErrors } from '../compile.js'
import { docsPlatforms } from '../emit/index.js'
import { codeShape } from '../facts/entry/code.js'
import { type Boundary, boundaryOf, mayWrite } from '../files/boundary.js'
import { readReferenced } from '../load/api/referenced.js'
import { configsIn, loadConfig, unknownName } from '../load/config.js'
import { decodeEntries, decodeVocabulary } from '../load/decode/decode.js'
import { validate } from '../load/decode/issues.js'
import { readExistingCatalog, readImportSources, readNamed } from '../load/import-sources.js'
import { parseYaml } from '../load/yaml/parse.js'
import { type Finding, RunError } from '../model/diagnostic.js'
import { mappingSchema } from '../model/import-mapping.js'
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
import { givenPath, pathOf, placesOf } from './shared/flags.js'
import { losses, summaryOf, worstLosses } from './shared/import/losses.js'
import { planImport } from './shared/import/plan.js'
import { reportFileText } from './shared/import/report.js'
import { resultFinding } from './shared/places.js'

/**
 * `errbook import FORMAT PATH`: entries from pages, descriptions or lists that a team has, and a
 * report of every piece that did not fit.
 */
export const importCommand: Command = {
  name: 'import',
  summary: 'Make entries of the error pages or lists that you have.',
  arguments: ['FORMAT', 'PATH'],
  options: {
    ...findingOptions,
    to: {
      type: 'string',
      value: 'DIR',
      description: "The catalog's folder. Default: the config's, or errors.",
    },
    code: {
      type: 'string',
      value: 'SHAPE',
      description: 'The shape of the codes, such as "{category}:{name}".',
    },
    docs: {
      type: 'string',
      value: 'URL',
      description: 'Where the pages are, such as "https://acme.test/errors/{name}".',
    },
    name: { type: 'string', value: 'TEXT', description: 'What the errors are of.' },
    kind: {
      type: 'string',
      value: 'NAME',
      description: 'http, cli or library, where the pages leave it open.',
    },
    platform: {
      type: 'string',
      value: 'NAME',
      description: 'The docs platform of the pages, where they leave it open.',
    },
    status: { type: 'string', value: 'N', description: 'The status of errors that tell none.' },
    map: {
      type: 'string',
      value: 'FILE',
      description: 'A mapping: where the fields are in a list, and what your headings mean.',
    },
    merge: {
      type: 'boolean',
      description: 'Add to entries that are there the fields they lack. What they have stays.',
    },
    'dry-run': { type: 'boolean', description: 'Write nothing; say what would be written.' },
    report: {
      type: 'string',
      value: 'FILE',
      description: 'Write the loss report there: Markdown, or JSON where the name ends in .json.',
    },
  },
  run: (input, io) => holding(io, (held) => importInto(input, io, held)),
}

async function importInto(
  input: CommandInput,
  io: Io,
  { stayIn, takeCatalog, sweep, write }: Held,
): Promise<ExitCode> {
  const format = findingsFormat(input)
  const pretty = format.reporter === 'pretty'
  const [name = '', given = ''] = input.arguments
  const path = pathOf(given, 'read')
  const importer = importers.find((one) => one.name === name)
  if (importer === undefined)
    throw new RunError(2, {
      code: 'usage',
      ...unknownName(
        'format',
        name,
        importers.map((one) => one.name),
      ),
    })
  const { folder, hasConfig, boundary, findings: configFindings } = await targetOf(input, io.cwd)
  const reportFile = givenPath(input.values.report, 'write')
  const target = {
    ...boundary,
    sources: [
      ...boundary.sources,
      ...boundaryOf({ cwd: io.cwd, allowOutside: false, catalog: folder }).sources,
    ],
  }
  const places = [
    mayWrite(boundary, folder),
    reportFile === undefined ? undefined : resultFinding(target, reportFile),
  ]
  const misplaced = hasErrors(configFindings)
    ? configFindings
    : places.filter((finding) => finding !== undefined)
  if (hasErrors(misplaced)) {
    reportFindings(misplaced, format, io)
    return 2
  }
  stayIn(boundary)
  const dry = input.values['dry-run'] === true
  if (!dry) {
    takeCatalog(folder, { create: true })
    for (const other of ['.', dirname(reportFile ?? '.')]) sweep(other)
  }
  const existing = readExistingCatalog(folder, io.cwd)
  const vocabulary = existing.value?.vocabulary && decodeVocabulary(existing.value.vocabulary).value
  const known = new Set(
    existing.value?.entries.flatMap((source) =>
      decodeEntries(source).value.map(({ data }) => data.code),
    ),
  )
  const read = readImportSources(
    path,
    io.cwd,
    importer.reads === 'file' ? undefined : importer.reads.folder,
    importer.limit,
  )
  const [first] = read.value
  const referenced =
    importer.followsReferences && first
      ? readReferenced(first.source, io.cwd, boundary, importer.limit)
      : undefined
  const files = [...read.value, ...(referenced?.value ?? [])]
  const mapping = readMapping(givenPath(input.values.map, 'read'), io.cwd)
  if (hasErrors(mapping.findings)) {
    reportFindings(mapping.findings, format, io)
    return 2
  }
  const imported = importer.run({
    name: nameOf(path, io.cwd),
    files,
    settings: { ...settingsOf(input), known, ...(vocabulary && { vocabulary }) },
    mapping: mapping.value ?? {},
    mappingAt: mapping.at,
    readYaml: (source) => {
      const { documents, findings } = parseYaml(source, undefined, {
        mergeKeys: importer.followsReferences === true,
      })
      return { value: documents[0]?.value, findings: findings.map(asLoss) }
    },
  })
  const plan = planImport({
    imported,
    folder,
    existing: existing.value,
    merge: input.values.merge === true,
  })
  const findings: Finding[] = [
    ...read.findings,
    ...(referenced?.findings ?? []),
    ...existing.findings,
    ...imported.findings,
    ...plan.findings,
  ]
  const isEmpty = imported.entries.length === 0
  if (isEmpty && !hasErrors([...imported.findings, ...(referenced?.findings ?? [])]))
    findings.push(nothingIn(path, importer.reads === 'file'))
  const changes: Change[] = isEmpty ? [] : [...plan.changes]
  if (!hasConfig && !isEmpty)
    changes.push({
      file: 'errbook.config.yaml',
      before: undefined,
      after: configFor(imported, folder),
    })

  const accounted = { ...imported, blocks: withKept(imported.blocks, imported.entries, plan.kept) }
  const report = lossReport(accounted, read.findings)
  const written = dry ? [] : changes
  if (reportFile === undefined) write(written)
  else {
    const after = reportFileText(report, reportFile)
    write([
      ...written,
      { file: reportFile, before: readNamed(reportFile, 'output', io.cwd)?.text, after },
    ])
  }
  const exitCode = reportFindings(
    [...findings, ...(pretty ? worstLosses : losses)(accounted, files)],
    format,
    io,
  )
  if (pretty)
    io.err(
      summaryOf(report, {
        files: changes.map(({ file }) => file),
        merged: plan.merged,
        dry,
        reportFile,
      }),
    )
  return exitCode
}

/**
 * The file that is imported is not the user's to fix first: what YAML drops there is reported, and
 * the rest is imported.
 */
function asLoss(finding: Finding): Finding {
  return finding.code === 'dropped-text' ? { ...finding, severity: 'warning' } : finding
}

/** Pages there are, or a list, but none of an error: nothing is written. */
function nothingIn(path: string, isFile: boolean): Finding {
  return {
    code: 'no-pages',
    message: `There is no error in ${path.replaceAll('\\', '/')}, expected one at least.`,
    help: isFile
      ? 'Name the file that your errors are in. Where a list is inside, say where: `items: data.errors` in a mapping.'
      : 'Name the folder that your errors are in. `--report FILE` writes down what was left out here, and why.',
  }
}

/** The mapping that the user wrote, if there is one. */
function readMapping(file: string | undefined, cwd: string) {
  if (file === undefined) return { value: undefined, findings: [], at: () => undefined }
  const source = readNamed(file, 'mapping', cwd)
  if (source === undefined)
    throw new RunError(2, {
      code: 'usage',
      message: `There is no mapping at ${file}.`,
      help: 'Correct the path after `--map`.',
    })
  const parsed = parseYaml(source)
  const [document] = parsed.documents
  const checked =
    parsed.findings.length > 0
      ? { value: undefined, findings: parsed.findings }
      : validate(mappingSchema, document?.value ?? {}, {
          source,
          document: 0,
          root: document?.root,
        })
  return { ...checked, at: (field: string) => ({ source, document: 0, path: ['fields', field] }) }
}

/** Where the catalog is: as the flag says, else the config, else `errors`. */
async function targetOf(
  { values }: CommandInput,
  cwd: string,
): Promise<{
  folder: string
  hasConfig: boolean
  boundary: Boundary
  findings: readonly Finding[]
}> {
  const named = values.config as string | undefined
  const places = placesOf(values)
  const hasConfig = named !== undefined || configsIn(cwd).length > 0
  const { loaded, findings } = hasConfig
    ? await loadConfig(cwd, named, places)
    : { loaded: undefined, findings: [] }
  const folder = givenPath(values.to, 'write') ?? loaded?.config.catalog ?? 'errors'
  const boundary =
    loaded?.boundary ?? boundaryOf({ cwd, allowOutside: places.allowOutside === true })
  return {
    boundary,
    folder: posix.normalize(folder.replaceAll('\\', '/')).replace(/\/+$/, ''),
    hasConfig,
    findings,
  }
}

/** A config that builds what was imported for the platform that it came from. */
function configFor({ platform = 'markdown', vocabulary }: Imported, folder: string): string {
  const path = vocabulary.docs
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .split('{')[0]!
    .replace(/\/[^/]*$/, '')
  const base = /^(?:\/[A-Za-z0-9._~-]+)*$/.test(path) ? `, base: "${path}"` : ''
  // Docusaurus has its docs below /docs, unless its config says otherwise.
  const route =
    platform === 'docusaurus' && !/^\/docs(?:\/|$)/.test(path) ? ', routeBasePath: ""' : ''
  return `catalog: ${folder}\noutputs:\n  - { emit: ${platform}, to: out/errors${base}${route}, heading: title }\n`
}

function settingsOf({ values }: CommandInput): ImportSettings {
  const { code, docs, name, kind, platform, status } = values as Record<string, string | undefined>
  if (platform !== undefined && !docsPlatforms.some((known) => known.name === platform))
    throw new RunError(2, {
      code: 'usage',
      ...unknownName(
        'platform',
        platform,
        docsPlatforms.map((known) => known.name),
      ),
    })
  if (code !== undefined) checkShape(code)
  if (kind !== undefined && !['http', 'cli', 'library'].includes(kind))
    throw new RunError(2, {
      code: 'usage',
      ...unknownName('kind', kind, ['http', 'cli', 'library']),
    })
  if (status !== undefined && !/^[45]\d\d$/.test(status))
    throw new RunError(2, {
      code: 'usage',
      message: `Unexpected --status ${status}, expected 400–599.`,
      help: 'Write one status, such as 400.',
    })
  return {
    ...(code !== undefined && { code }),
    ...(docs !== undefined && { docs }),
    ...(name !== undefined && { name }),
    ...(kind !== undefined && { kind: kind as 'http' }),
    ...(platform !== undefined && { platform }),
    ...(status !== undefined && { status: Number(status) }),
  }
}

function checkShape(code: string): void {
  try {
    codeShape({ name: '-', docs: '-', code })
  } catch (cause) {
    throw new RunError(2, {
      code: 'usage',
      message: `Unexpected --code ${code} (${(cause as Error).message}), expected a shape with \`{name}\` in it, and \`{system}\` and \`{category}\` if you like.`,
      help: 'Write it as in `--code "{category}:{name}"`.',
    })
  }
}

function nameOf(path: string, cwd: string): string {
  const words = basename(resolve(cwd, path))
    .replace(/\.[^.]+$/, '')
    .replace(/[_-]+/g, ' ')
    .trim()
  return words === '' ? 'Errors' : words[0]!.toUpperCase() + words.slice(1)
}
