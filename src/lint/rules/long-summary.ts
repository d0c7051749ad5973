import * as z from 'zod'
import { defineRule } from '../rule.js'

/** Finds summaries that search results would cut off. */
export const longSummary = defineRule({
  id: 'long-summary',
  level: 'warn',
  options: z.strictObject({ most: z.int().min(40).default(200) }),
  *check({ entries }, { most }) {
    for (const entry of entries) {
      const { length } = entry.data.summary
      if (length <= most) continue
      yield {
        entry,
        path: ['summary'],
        message: `\`summary\` has ${length} characters, expected at most ${most}.`,
        help: 'Say what happened in one or two short sentences, and move the rest to `description`.',
      }
    }
  },
})
