import * as z from 'zod'
import { linksOf } from '../../facts/markdown/links.js'
import { defineRule } from '../rule.js'

/** Finds relative links and images, because they would work on one page of one site at most. */
export const relativeLink = defineRule({
  id: 'relative-link',
  level: 'warn',
  options: z.strictObject({}),
  *check({ entries }) {
    for (const entry of entries) {
      for (const { path, links } of linksOf(entry.data)) {
        const found = links
          .filter((link) => link.type !== 'errorLink')
          .filter(({ url }) => !/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(url))
        for (const [at, { url, type }] of found.entries()) {
          const nth = found.slice(0, at).filter((earlier) => earlier.url === url).length
          const [what, help] =
            type === 'image'
              ? ['image', 'Use a full URL.']
              : ['link', 'Use a full URL, or link to an error by its code.']
          yield {
            entry,
            path,
            text: { value: url, nth },
            message: `Relative ${what} \`${url}\` does not work on most generated pages.`,
            help,
          }
        }
      }
    }
  },
})
