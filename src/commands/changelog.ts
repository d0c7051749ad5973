import { changelog as groupsOf } from '../diff/changelog.js'
import { markdownText } from '../report/markdown-text.js'
import { visibleLine } from '../report/plain.js'
import { type Command, configOption } from './shared/command.js'
import { compareProject } from './shared/project/comparing.js'

/** `errbook changelog [BASE]`: prints a changelog section in Markdown. */
export const changelog: Command = {
  name: 'changelog',
  summary: 'Print a changelog section for the changes since BASE',
  arguments: ['[BASE]'],
  options: {
    ...configOption,
    title: {
      type: 'string',
      value: 'TEXT',
      description: 'Heading of the section. Default: Errors',
    },
  },
  async run(input, io) {
    const compared = await compareProject(
      input,
      { reporter: 'pretty', maxWarnings: Number.POSITIVE_INFINITY },
      io,
    )
    if (typeof compared === 'number') return compared
    const { catalog, comparison, findings } = compared
    const parts = groupsOf(findings, catalog).map(
      ({ heading, lines }) =>
        `### ${heading}\n\n${lines.map((line) => `- ${markdownText(line)}`).join('\n')}\n`,
    )
    const title = markdownText((input.values.title as string | undefined) ?? 'Errors')
    io.out(`## ${title}\n\n${parts.length > 0 ? parts.join('\n') : 'No changes.\n'}`)
    for (const line of [`Compared with ${comparison.base}.`, ...comparison.untold])
      io.err(io.colors.dim(`${visibleLine(line)}\n`))
    return 0
  },
}
