import * as z from 'zod'
import { statusPhrases } from '../../facts/http.js'
import type { Path } from '../../model/source.js'
import { defineRule } from '../rule.js'

/**
 * Checks that the title is the standard phrase for the status. Off by default, because many APIs
 * use their own titles.
 */
export const titlePhrase = defineRule({
  id: 'title-phrase',
  level: 'off',
  options: z.strictObject({}),
  *check({ entries }) {
    for (const entry of entries) {
      for (const [at, status] of entry.statuses.entries()) {
        const phrase = statusPhrases[status.status]
        if (phrase === undefined || phrase === status.title) continue
        const own = Array.isArray(entry.data.status) && entry.data.status[at]?.title !== undefined
        const path = titlePath(at, own)
        const write =
          own || at === 0 ? `Use "${phrase}"` : `Add the title "${phrase}" to this status`
        yield {
          entry,
          path,
          message: `The title "${status.title}" differs from "${phrase}", the standard phrase for ${status.status}.`,
          help: `${write}, or turn the rule off.`,
        }
      }
    }
  },
})

/** The path of the title of a status, or of the value that the title comes from. */
function titlePath(at: number, own: boolean): Path {
  if (own) return ['status', at, 'title']
  return at > 0 ? ['status', at, 'status'] : ['title']
}
