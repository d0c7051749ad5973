import * as z from 'zod'
import { defineRule } from '../rule.js'

const parts = ['causes', 'fixes', 'example'] as const

/** Finds pages without causes, fixes or an example. */
export const stub = defineRule({
  id: 'stub',
  level: 'warn',
  options: z.strictObject({
    parts: z
      .array(z.enum(parts))
      .min(1)
      .default([...parts]),
  }),
  *check({ entries }, options) {
    for (const entry of entries) {
      if (entry.state === 'retired') continue
      const missing = options.parts.filter((part) => entry.data[part] === undefined)
      if (missing.length === 0) continue
      const list = missing.map((part) => `\`${part}\``).join(', ')
      yield {
        entry,
        path: ['code'],
        lacks: missing,
        message: `Missing ${list}.`,
        help: `Add ${list} to help readers fix the error.`,
      }
    }
  },
})
