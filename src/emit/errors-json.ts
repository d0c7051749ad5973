import * as z from 'zod'
import type { Catalog, Entry } from '../model/catalog.js'
import { defineEmitter } from './emitter.js'
import { jsonFile } from './json.js'
import { metadataOf } from './metadata.js'

/**
 * `errors.json`: the metadata of each error, without the text of its page, for search and tools.
 */
export const errorsJson = defineEmitter({
  name: 'errors-json',
  summary: 'errors.json: the metadata of all errors, for search and other tools.',
  options: z.strictObject({}),
  audience: 'public',
  start: ({ catalog }) => ({
    findings: [],
    job: {
      entry: () => ({ artifacts: [] }),
      rest: () => [
        {
          path: 'errors.json',
          contents: jsonFile({
            name: catalog.vocabulary.name,
            shape: catalog.vocabulary.code,
            errors: catalog.entries.map((entry) => ({
              code: entry.code,
              ...publicOf(metadataOf(entry, catalog)),
              ...moreOf(entry, catalog),
            })),
          }),
        },
      ],
    },
  }),
})

/** Removes the metadata that is about the service, not about the error. */
function publicOf(metadata: object): object {
  const {
    owner: _owner,
    logLevel: _level,
    visibility: _visibility,
    ...rest
  } = metadata as Record<string, unknown>
  return rest
}

function moreOf({ params, data }: Entry, { byCode }: Catalog): object {
  const related = (data.related ?? []).flatMap(({ code }) => (byCode.has(code) ? [code] : []))
  return {
    ...(Object.keys(params).length > 0 && { params }),
    ...(related.length > 0 && { related }),
  }
}
