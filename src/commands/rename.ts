import { renameEdits } from '../author/lifecycle.js'
import { placeOf } from '../author/references.js'
import { bodyPlaceholders, envelopeOf } from '../facts/body/envelope.js'
import { pathParts } from '../facts/entry/code.js'
import type { Catalog, CodeParts, Entry } from '../model/catalog.js'
import { RunError } from '../model/diagnostic.js'
import type { Command } from './shared/command.js'
import { editCatalog, editOptions, entryOf } from './shared/edit/editing.js'
import { type Publication, publicationOf } from './shared/project/published.js'
import { partsOf, refuseRetired, refuseTaken } from './shared/refusals.js'

/**
 * `errbook rename OLD NEW`: changes a code, moves its file, updates references and keeps the old
 * code as an alias.
 */
export const rename: Command = {
  name: 'rename',
  summary: "Change an error's code, update references and keep an alias",
  arguments: ['OLD', 'NEW'],
  options: {
    ...editOptions,
    'keep-wire': {
      type: 'boolean',
      description: 'Keep the published `type`, so that responses stay the same',
    },
  },
  run(input, io) {
    const [old = '', code = ''] = input.arguments
    return editCatalog(input, io, (project) => {
      const { catalog, sources, lock } = project
      const entry = entryOf(catalog, old)
      refuseRetired(entry)
      if (code === old) throw renamedToItself(entry)
      if (entry.data.aliases?.includes(code) !== true) refuseTaken(code, catalog, lock)
      const parts = partsOf(code, catalog)
      const keepWire = input.values['keep-wire'] === true
      if (keepWire) refuseSentCode(entry, catalog)
      const publication = publicationOf(old, project, io.cwd)
      return {
        edits: renameEdits(catalog, entry, code, {
          keepType: keepWire,
          forget: publication?.published === false,
        }),
        move: moveOf(entry, parts, sources.folder),
        done: `\`${old}\` was renamed to \`${code}\`.${keepWire ? ' Responses are unchanged.' : ''}`,
        ...aliasNote(old, publication),
        renamed: { from: old, to: code },
      }
    })
  },
}

function renamedToItself({ code, origin }: Entry): RunError {
  return new RunError(1, {
    code: 'code-taken',
    message: `The error already has the code \`${code}\`.`,
    help: 'Pass the new code as the second argument: `errbook rename OLD NEW`.',
    at: { ...origin, path: ['code'] },
  })
}

/** Returns a note about the alias if the old code was not published, or if that is unknown. */
function aliasNote(old: string, publication: Publication | undefined): { note?: string } {
  if (publication === undefined)
    return {
      note: `\`${old}\` was added to \`aliases\`. Remove it there if it was never published. Neither a lock file nor git shows whether it was.`,
    }
  return publication.published
    ? {}
    : {
        note: `\`${old}\` was not added to \`aliases\`. It was never published, because it is not in ${publication.source}.`,
      }
}

/**
 * Returns where the entry must move so that its path matches the new code. Returns undefined if its
 * current path already matches.
 */
function moveOf(entry: Entry, parts: CodeParts, folder: string) {
  const { file, document } = placeOf(entry)
  const below = folder === '.' || folder === '' ? '' : `${folder}/`
  const [, stem = '', extension = ''] = /^(.*)(\.ya?ml)$/.exec(file.slice(below.length)) ?? []
  const places = pathParts(parts).map((_, at, all) => all.slice(0, at + 1).join('/'))
  if (places.includes(stem)) return undefined
  return { file, document, to: `${below}${places.at(-1)}${extension}` }
}

/** Refuses `--keep-wire` if the response body contains the code. */
function refuseSentCode({ system }: Entry, { vocabulary, source }: Catalog): void {
  if (!bodyPlaceholders(envelopeOf(vocabulary, system).body).includes('code')) return
  const own = vocabulary.systems?.[system]?.response
  throw new RunError(1, {
    code: 'code-on-wire',
    message:
      'The response body contains `{code}`, so clients see the new code even if `type` stays the same.',
    help: 'Rename without `--keep-wire` and tell your clients. Or keep the code and change only the title.',
    at: {
      source,
      path: own === undefined ? ['response', 'body'] : ['systems', system, 'response', 'body'],
      on: 'key',
    },
  })
}
