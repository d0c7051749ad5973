import { inlineText } from '../author/scalar.js'
import { flowYaml } from '../author/write.js'
import { completenessOf } from '../facts/entry/completeness.js'
import { type Lacks, shrunk } from '../lint/baseline.js'
import { lacksOf } from '../lint/run.js'
import { decodeBaseline } from '../load/decode/baseline.js'
import { baselineName } from '../model/baseline.js'
import { RunError } from '../model/diagnostic.js'
import { jsonText } from '../report/plain.js'
import { statsJson, statsPretty } from '../report/stats.js'
import type { Change } from '../write/changes.js'
import { type Command, configOption, type ExitCode, type Io } from './shared/command.js'
import type { SoundProject } from './shared/edit/editing.js'
import { holding } from './shared/edit/holding.js'
import { count } from './shared/findings.js'
import { oneOf, placesOf } from './shared/flags.js'
import { loadProject } from './shared/project/project.js'

/** `errbook stats`: how complete the catalog is, and a baseline from which it only gets better. */
export const stats: Command = {
  name: 'stats',
  summary: 'Say how complete the catalog is, error by error and field by field.',
  options: {
    ...configOption,
    format: { type: 'string', value: 'NAME', description: 'pretty or json. Default: pretty.' },
    baseline: {
      type: 'boolean',
      description: `Write what is lacking now to ${baselineName}, so that \`check\` fails for what gets worse; where there is one, take out what is done.`,
    },
  },
  async run({ values }, io) {
    const format = oneOf('format', values.format, ['pretty', 'json'])
    const isWriting = values.baseline === true
    return holding<ExitCode>(io, async ({ stayIn, takeCatalog, write }) => {
      const { project } = await loadProject(io.cwd, values.config as string | undefined, {
        patience: io.patience,
        ...placesOf(values),
        isEdited: isWriting,
        beforeReading: (folder, boundary) => {
          stayIn(boundary)
          if (isWriting) takeCatalog(folder)
        },
      })
      if (project?.catalog === undefined) throw noCatalog()
      const all = completenessOf(project.catalog)
      if (format === 'json') io.out(jsonText(statsJson(all)))
      else {
        io.out(statsPretty(all, io))
        const complete = all.filter(({ missing, todos }) => missing.length + todos === 0).length
        io.err(io.colors.dim(`${count(all.length, 'error')}, ${complete} complete.\n`))
      }
      if (isWriting) writeBaseline({ ...project, catalog: project.catalog }, write, io)
      return 0
    })
  },
}

function noCatalog(): RunError {
  return new RunError(2, {
    code: 'no-catalog',
    message: 'There is no catalog here that could be counted.',
    help: 'Run this in the folder of an errbook config, or mend what `errbook check` reports.',
  })
}

/**
 * Makes a baseline of what is lacking, or takes out of the one that is there what is not lacking
 * any more.
 */
function writeBaseline(
  { catalog, config, sources }: SoundProject,
  write: (changes: readonly Change[]) => void,
  io: Io,
): void {
  const now = lacksOf(catalog, config.rules)
  const { value: baseline, findings } = sources.baseline
    ? decodeBaseline(sources.baseline)
    : { value: undefined, findings: [] }
  // One that can't be read is not made anew: it would excuse what it did not before.
  if (findings[0]) throw new RunError(1, findings[0])
  const next = baseline ? shrunk(baseline, now) : now
  const file = sources.folder === '.' ? baselineName : `${sources.folder}/${baselineName}`
  const before = sources.baseline?.text
  const after = baselineText(next)
  if (before !== after) write([{ file, before, after }])
  io.err(
    next.size === 0
      ? `${io.colors.green('✓')} ${file}: no error lacks anything, and \`check\` sees to it that it stays so.\n`
      : `${io.colors.green('✓')} ${file}: ${count(next.size, 'error')} may stay as ${next.size === 1 ? 'it is' : 'they are'} for now.\n`,
  )
}

function baselineText(lacks: Lacks): string {
  const lines = [...lacks].map(
    ([code, parts]) => `${inlineText(code, 'flow')}: ${flowYaml(parts)}\n`,
  )
  return `# What these errors lack for now. \`errbook check\` fails for anything that is not in here; this list only gets shorter.\n# Made by \`errbook stats --baseline\`.\n${lines.join('')}`
}
