import { visible } from './plain.js'
import type { Reporter } from './reporter.js'
import { textOf } from './words.js'

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const

/**
 * For GitHub Actions. Writes one workflow command per finding. GitHub shows the finding next to its
 * line in a pull request.
 */
export const github: Reporter = {
  name: 'github',
  commands: true,
  report(diagnostics) {
    return diagnostics
      .map((diagnostic) => {
        const { code, severity, span } = diagnostic
        const place = span
          ? {
              file: span.file,
              line: span.start.line,
              endLine: span.end.line,
              col: span.start.column,
              ...(span.end.line === span.start.line && { endColumn: span.end.column }),
            }
          : {}
        const properties = Object.entries({ ...place, title: code }).map(
          ([name, value]) => `${name}=${property(String(value))}`,
        )
        return `::${commands[severity]} ${properties.join(',')}::${data(textOf(diagnostic))}\n`
      })
      .join('')
  },
}

// Only these characters have a meaning in a workflow command. See command.ts in @actions/toolkit.
function data(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
