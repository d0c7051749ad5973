import { type Ending, endingEdits } from '../../../author/lifecycle.js'
import { replacedBy } from '../../../author/references.js'
import type { Catalog, Entry } from '../../../model/catalog.js'
import { RunError } from '../../../model/diagnostic.js'
import type { CommandInput, ExitCode, Io } from '../command.js'
import { refuseRetired } from '../refusals.js'
import { editCatalog, editOptions, entryOf } from './editing.js'

/** Options of `deprecate` and `retire`. */
export const endingOptions = {
  ...editOptions,
  reason: {
    type: 'string',
    value: 'TEXT',
    description: 'Required. Reason shown on the page (Markdown, one paragraph)',
  },
  'replaced-by': { type: 'string', value: 'CODE', description: 'Error to use instead' },
  since: { type: 'string', value: 'VERSION', description: 'First version with this change' },
} as const

/** Marks an error as deprecated or retired. */
export function endError(
  input: CommandInput,
  io: Io,
  key: 'deprecated' | 'retired',
): Promise<ExitCode> {
  const [code = ''] = input.arguments
  const ending = endingOf(input)
  return editCatalog(input, io, ({ catalog }) => {
    const entry = entryOf(catalog, code)
    refuseRetired(entry)
    if (ending.replacedBy !== undefined) entryOf(catalog, ending.replacedBy)
    if (key === 'retired' && catalog.vocabulary.unexpected === code)
      throw new RunError(1, {
        code: 'unexpected-retired',
        message: `\`${code}\` can't be retired, because it is the \`unexpected\` error in the catalog.`,
        help: 'Set `unexpected` in catalog.yaml to another error first.',
        at: { source: catalog.source, path: ['unexpected'] },
      })
    if (key === 'retired' && ending.replacedBy === undefined) refuseReplacement(entry, catalog)
    const replacement =
      ending.replacedBy === undefined ? '' : `, replaced by \`${ending.replacedBy}\``
    return {
      edits: endingEdits(catalog, entry, key, ending),
      done: `\`${code}\` is ${key}${replacement}.`,
    }
  })
}

/**
 * Refuses to retire an error that is the replacement for others, because their pages would send
 * readers to a retired error.
 */
function refuseReplacement(entry: Entry, catalog: Catalog): void {
  const replaced = replacedBy(catalog, entry)
  const [first] = replaced
  if (first === undefined) return
  const names = replaced.map(({ entry: { code } }) => `\`${code}\``).join(', ')
  throw new RunError(1, {
    code: 'replacement-retired',
    message: `\`${entry.code}\` is the replacement for ${names}, so retiring it would send readers to a retired error.`,
    help: 'Add `--replaced-by CODE`, which also becomes the replacement for those errors. Or remove `replacedBy` there first.',
    at: { ...first.entry.origin, path: first.path },
  })
}

function endingOf({ values }: CommandInput): Ending {
  const { reason, since, 'replaced-by': replacedBy } = values as Record<string, string | undefined>
  if (reason === undefined || reason.trim() === '')
    throw new RunError(2, {
      code: 'usage',
      message: 'Missing --reason.',
      help: 'Give a reason for readers of the page: `--reason "Orders are now looked up by number."`',
    })
  return { reason, since, replacedBy }
}
