import * as z from 'zod'
import { todoPattern } from '../../facts/entry/completeness.js'
import { textsOf } from '../../facts/entry/texts.js'
import { defineRule } from '../rule.js'

/** Finds unfinished texts. */
export const todo = defineRule({
  id: 'todo',
  level: 'warn',
  options: z.strictObject({}),
  *check({ entries }) {
    for (const entry of entries) {
      for (const { path, value } of textsOf(entry.data)) {
        if (path[0] === 'ignore') continue
        const found = todoPattern.exec(value)
        if (found)
          yield {
            entry,
            path,
            lacks: ['todo'],
            text: { value: found[0], nth: 0 },
            message: `Unfinished text: \`${found[0]}\`.`,
            help: 'Write the text, or remove it.',
          }
      }
    }
  },
})
