import { type Command, findingOptions } from './shared/command.js'
import { withProject } from './shared/edit/opening.js'
import { count, findingsFormat, reportFindings } from './shared/findings.js'

/** `errbook check`: reports all problems in the catalog. Writes nothing. */
export const check: Command = {
  name: 'check',
  summary: 'Check the catalog and report all problems',
  options: findingOptions,
  async run(input, io) {
    const format = findingsFormat(input)
    return withProject(input.values, { format }, io, ({ project, configFindings }) => {
      const exitCode = reportFindings([...configFindings, ...project.findings], format, io)
      if (exitCode === 0 && format.reporter === 'pretty')
        io.err(
          `${io.colors.green('✓')} Checked the catalog: ${count(project.catalog?.entries.length ?? 0, 'error')} defined.\n`,
        )
      return exitCode
    })
  },
}
