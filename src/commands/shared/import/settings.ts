import type { ImportSettings } from '../../../author/importers/importer.js'
import { docsPlatforms } from '../../../emit/index.js'
import { codeShape } from '../../../facts/entry/code.js'
import { unknownName } from '../../../load/config.js'
import { RunError } from '../../../model/diagnostic.js'
import type { CommandInput } from '../command.js'

const kinds = ['http', 'cli', 'library'] as const

/**
 * Returns the settings from the options of an import. Throws a RunError (exit 2) for invalid
 * values.
 */
export function settingsOf({ values }: CommandInput): ImportSettings {
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
  if (kind !== undefined && !(kinds as readonly string[]).includes(kind))
    throw new RunError(2, { code: 'usage', ...unknownName('kind', kind, kinds) })
  if (status !== undefined && !/^[45]\d\d$/.test(status))
    throw new RunError(2, {
      code: 'usage',
      message: `Invalid value \`${status}\` for --status.`,
      help: 'Use an integer from 400 to 599.',
    })
  return {
    ...(code !== undefined && { code }),
    ...(docs !== undefined && { docs }),
    ...(name !== undefined && { name }),
    ...(kind !== undefined && { kind: kind as (typeof kinds)[number] }),
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
      message: `Invalid value \`${code}\` for --code: ${(cause as Error).message}.`,
      help: 'Use a format with `{name}`, and optionally `{system}` and `{category}`, such as `--code "{category}:{name}"`.',
    })
  }
}
