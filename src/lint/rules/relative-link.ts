import * as z from 'zod'
import { mayHoldLink, parseProse, visit } from '../../facts/prose.js'
import { textsOf } from '../../facts/texts.js'
import { defineRule } from '../rule.js'

/** A relative link or an image: it leads somewhere from one page of one site, if at all. */
export const relativeLink = defineRule({
  id: 'relative-link',
  level: 'warn',
  options: z.strictObject({}),
  *check({ entries }) {
    for (const entry of entries) {
      for (const { path, kind, value } of textsOf(entry.data)) {
        if (kind === 'plain' || !mayHoldLink(value)) continue
        const found: { url: string; image: boolean }[] = []
        visit(parseProse(value), (node) => {
          if ((node.type === 'link' || node.type === 'image') && !/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(node.url)) found.push({ url: node.url, image: node.type === 'image' })
        })
        for (const [at, { url, image }] of found.entries()) {
          const nth = found.slice(0, at).filter((earlier) => earlier.url === url).length
          const [what, help] = image ? ['image', 'Write a whole URL.'] : ['link', 'Write a whole URL, or link to an error by its code.']
          yield { entry, path, text: { value: url, nth }, message: `Unexpected relative ${what} \`${url}\`: it leads nowhere from most of the pages made of this text.`, help }
        }
      }
    }
  },
})
