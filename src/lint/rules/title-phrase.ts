import * as z from 'zod'
import { statusPhrases } from '../../facts/http.js'
import type { Path } from '../../model/source.js'
import { defineRule } from '../rule.js'

/**
 * The title is the status's registered phrase. Off by default: many APIs have titles of their own.
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
          message: `Unexpected title "${status.title}", expected "${phrase}", the standard phrase for ${status.status}.`,
          help: `${write}, or turn the rule off.`,
        }
      }
    }
  },
})

/** Where the title of a status is written, or else what gives it one. */
function titlePath(at: number, own: boolean): Path {
  if (own) return ['status', at, 'title']
  return at > 0 ? ['status', at, 'status'] : ['title']
}
