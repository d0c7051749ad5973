import * as z from 'zod'
import { defineRule } from '../rule.js'

/**
 * Checks that related errors list each other. Off by default, because a page also lists the errors
 * that refer to it.
 */
export const oneWayRelated = defineRule({
  id: 'one-way-related',
  level: 'off',
  options: z.strictObject({}),
  *check({ entries, byCode }) {
    for (const entry of entries) {
      for (const [at, { code }] of (entry.data.related ?? []).entries()) {
        const other = byCode.get(code)
        if (
          other === undefined ||
          other.state === 'retired' ||
          other.data.related?.some((back) => back.code === entry.code)
        )
          continue
        yield {
          entry,
          path: ['related', at, 'code'],
          message: `\`${code}\` does not list this error under \`related\`.`,
          help: `Add this error to \`related\` of \`${code}\`.`,
        }
      }
    }
  },
})
