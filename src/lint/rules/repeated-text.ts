import * as z from 'zod'
import { textsOf } from '../../facts/entry/texts.js'
import type { Entry } from '../../model/catalog.js'
import type { Path } from '../../model/source.js'
import { defineRule } from '../rule.js'

/**
 * Finds long texts that two errors share in the same field. The same text can't describe both
 * errors precisely.
 */
export const repeatedText = defineRule({
  id: 'repeated-text',
  level: 'warn',
  options: z.strictObject({ words: z.int().min(4).default(12) }),
  *check({ entries }, { words }) {
    const first = new Map<string, { entry: Entry; path: Path }>()
    for (const entry of entries) {
      for (const { path, value } of textsOf(entry.data)) {
        if (path[0] === 'ignore') continue
        const normal = value.trim().replace(/\s+/g, ' ')
        if (wordCount(normal, words) < words) continue
        const key = `${path.filter((step) => typeof step === 'string').join('.')} ${normal}`
        const other = first.get(key)
        if (other === undefined) first.set(key, { entry, path })
        else if (other.entry !== entry) {
          const shared = path[0] === 'params' || path[0] === 'headers'
          const help = shared
            ? `Move it to \`${path[0]}\` in catalog.yaml, and write \`${path[1]}: true\` here.`
            : 'Describe what is specific to this error.'
          yield {
            entry,
            path,
            message: `The same text appears in \`${other.entry.code}\`.`,
            help,
            related: { ...other, message: 'The text first appears here.' },
          }
        }
      }
    }
  },
})

function wordCount(text: string, enough: number): number {
  let count = 1
  for (let at = text.indexOf(' '); at !== -1 && count < enough; at = text.indexOf(' ', at + 1))
    count++
  return count
}
