import * as z from 'zod'
import { defineRule } from '../rule.js'

/**
 * Checks that errors with `retry: throttled` send `Retry-After`, because clients must know how
 * long to wait.
 */
export const throttledWithoutRetryAfter = defineRule({
  id: 'throttled-without-retry-after',
  level: 'warn',
  options: z.strictObject({}),
  *check({ entries }) {
    for (const entry of entries) {
      if (entry.retry !== 'throttled' || entry.state === 'retired') continue
      const sent = entry.statuses.every(({ headers }) =>
        Object.keys(headers).some((name) => name.toLowerCase() === 'retry-after'),
      )
      if (sent) continue
      yield {
        entry,
        path: entry.data.retry === undefined ? ['code'] : ['retry'],
        message: 'Missing `Retry-After` header for `retry: throttled`.',
        help: 'Add the header under `headers`, or use `retry: transient`.',
      }
    }
  },
})
