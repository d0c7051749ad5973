import * as z from 'zod'
import { defineRule } from '../rule.js'

/** `retry: throttled` tells clients to wait for `Retry-After`, so the header must be sent. */
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
