import { formatYaml } from '../author/format.js'
import { entryShape, type Shape, vocabularyShape } from '../facts/entry/texts.js'
import { parseYaml } from '../load/yaml/parse.js'
import type { Finding } from '../model/diagnostic.js'
import type { Source } from '../model/source.js'
import type { Change } from '../write/changes.js'
import { hunks } from '../write/hunks.js'
import { type Command, findingOptions } from './shared/command.js'
import { editProject } from './shared/edit/opening.js'
import { count, findingsFormat, reportFindings } from './shared/findings.js'

/** `errbook fmt`: formats the files of the catalog. Comments are preserved. */
export const fmt: Command = {
  name: 'fmt',
  summary: "Format the catalog's files. Comments and meaning are preserved",
  options: {
    ...findingOptions,
    check: {
      type: 'boolean',
      description:
        'Print differences without writing files. Exit with code 1 if a file is not formatted',
    },
  },
  async run(input, io) {
    const format = findingsFormat(input)
    const dry = input.values.check === true
    return editProject(input.values, { format, dry }, io, ({ project, configFindings, write }) => {
      const { vocabulary, entries } = project.sources
      const formatted = [
        ...(vocabulary ? [formatFile(vocabulary, vocabularyShape)] : []),
        ...entries.map((source) => formatFile(source, entryShape)),
      ]
      const changes = formatted.flatMap(({ change }) => change ?? [])
      const findings = [...configFindings, ...formatted.flatMap(({ findings }) => findings)]
      if (dry) findings.push(...changes.map(unformatted))
      else write(changes)
      const exitCode = reportFindings(findings, format, io)
      if (exitCode === 0 && format.reporter === 'pretty') {
        const same =
          formatted.length -
          changes.length -
          formatted.filter(({ findings }) => findings.length > 0).length
        io.err(
          `${io.colors.green('✓')} ${dry ? `${count(same, 'file')} already formatted` : `${count(changes.length, 'file')} formatted, ${same} unchanged`}.\n`,
        )
      }
      return exitCode
    })
  },
}

/**
 * Formats a file. Reports and skips files that are not valid YAML or that can't be formatted
 * without changing their meaning.
 */
function formatFile(
  source: Source,
  shape: Shape,
): { change?: Change; findings: readonly Finding[] } {
  const { findings } = parseYaml(source, shape)
  if (findings.length > 0) return { findings }
  const after = formatYaml(source.text, shape)
  if (after === undefined) return { findings: [unsafe(source)] }
  return {
    ...(after !== source.text && { change: { file: source.file, before: source.text, after } }),
    findings: [],
  }
}

function unformatted({ file, before = '', after = '' }: Change): Finding {
  return {
    code: 'unformatted',
    message: `${file} is not formatted.`,
    help: 'Run `errbook fmt`.',
    diff: hunks(before, after).slice(0, 3).join('\n'),
  }
}

function unsafe(source: Source): Finding {
  return {
    code: 'format-unsafe',
    severity: 'warning',
    message:
      'This file was not formatted, because that would change its meaning or lose a comment.',
    help: 'Replace `*aliases` with the values they refer to, and put comments on separate lines.',
    at: { source, range: [0, 0] },
  }
}
