import { basename, resolve } from 'node:path'
import type { ImportedEntry, ImportSettings } from '../author/importers/importer.js'
import { importers } from '../author/importers/index.js'
import { lossReport, reportText } from '../author/importers/report.js'
import { writeYaml } from '../author/write-entry.js'
import { pathParts } from '../facts/code.js'
import { unknownName } from '../load/config.js'
import { readImportSources } from '../load/import-sources.js'
import { parseYaml } from '../load/yaml.js'
import { type Finding, RunError } from '../model/diagnostic.js'
import { createFiles, fileText, type NewFile } from '../write/new-files.js'
import { type Command, type CommandInput, findingOptions } from './command.js'
import { count, findingsFormat, reportFindings } from './findings.js'
import { losses, summaryOf } from './import-losses.js'

/** `errbook import FORMAT PATH`: entries from pages, descriptions or lists that a team has, and a report of every piece that did not fit. */
export const importCommand: Command = {
  name: 'import',
  summary: 'Make entries of the error pages or lists that you have.',
  arguments: ['FORMAT', 'PATH'],
  options: {
    ...findingOptions,
    to: { type: 'string', value: 'DIR', description: "The catalog's folder. Default: the config's, or errors." },
    code: { type: 'string', value: 'SHAPE', description: 'The shape of the codes, such as "{category}:{name}".' },
    docs: { type: 'string', value: 'URL', description: 'Where the pages are, such as "https://acme.test/errors/{name}".' },
    name: { type: 'string', value: 'TEXT', description: 'What the errors are of.' },
    kind: { type: 'string', value: 'NAME', description: 'http, cli or library, where the pages leave it open.' },
    platform: { type: 'string', value: 'NAME', description: 'The docs platform of the pages, where they leave it open.' },
    status: { type: 'string', value: 'N', description: 'The status of errors that tell none.' },
    'dry-run': { type: 'boolean', description: 'Write nothing; say what would be written.' },
    report: { type: 'string', value: 'FILE', description: 'Write the loss report there: Markdown, or JSON where the name ends in .json.' },
  },
  async run(input, io) {
    const format = findingsFormat(input)
    const pretty = format.reporter === 'pretty'
    const [name = '', path = ''] = input.arguments
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
    const settings = settingsOf(input)
    const folder = (input.values.to as string | undefined) ?? 'errors'
    const read = readImportSources(path, io.cwd, importer.reads === 'file' ? undefined : importer.reads.folder)
    const imported = importer.run({
      name: nameOf(path, io.cwd),
      files: read.value,
      settings,
      headings: {},
      readYaml: (source) => {
        const { documents, findings } = parseYaml(source)
        return { value: documents[0]?.value, findings }
      },
    })
    const findings: Finding[] = [...read.findings, ...imported.findings]
    const files: NewFile[] = []
    const offer = (file: NewFile, entry?: ImportedEntry) => {
      const there = fileText(file.path, io.cwd)
      if (there === undefined) files.push(file)
      else if (entry) findings.push(alreadyThere(file.path, entry))
    }
    offer({ path: `${folder}/catalog.yaml`, contents: writeYaml(imported.vocabulary) })
    for (const entry of imported.entries)
      offer({ path: `${folder}/${pathParts(entry.parts).join('/')}.yaml`, contents: writeYaml(entry.data) }, entry)

    const report = lossReport(imported)
    const reportFile = input.values.report as string | undefined
    if (input.values['dry-run'] !== true) createFiles(files, io.cwd)
    if (reportFile !== undefined)
      createFiles(
        [{ path: reportFile, contents: reportFile.endsWith('.json') ? `${JSON.stringify(report, null, 2)}\n` : reportText(report) }],
        io.cwd,
      )
    const shown = pretty ? findings : [...findings, ...losses(imported, read.value)]
    const exitCode = reportFindings(shown, format, io)
    if (pretty) io.err(summaryOf(report, count(files.length, 'file'), input.values['dry-run'] === true, reportFile))
    return exitCode
  },
}

function settingsOf({ values }: CommandInput): ImportSettings {
  const { code, docs, name, kind, platform, status } = values as Record<string, string | undefined>
  if (kind !== undefined && !['http', 'cli', 'library'].includes(kind))
    throw new RunError(2, { code: 'usage', ...unknownName('kind', kind, ['http', 'cli', 'library']) })
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

function nameOf(path: string, cwd: string): string {
  const words = basename(resolve(cwd, path))
    .replace(/\.[^.]+$/, '')
    .replace(/[_-]+/g, ' ')
    .trim()
  return words === '' ? 'Errors' : words[0]!.toUpperCase() + words.slice(1)
}

function alreadyThere(path: string, { source }: ImportedEntry): Finding {
  return {
    code: 'already-there',
    message: `Unexpected file ${path}, expected none: it stays as it is.`,
    help: 'Import with `--merge` to add what it does not have, or into another folder with `--to`.',
    at: { source, range: [0, 0] },
  }
}
