import * as z from 'zod'
import { mergeNavigation, type NavigationGroup } from '../docs-json.js'
import { defineBase } from '../options.js'
import type { Platform } from '../platform.js'

const callouts = { note: 'Note', tip: 'Tip', important: 'Info', warning: 'Warning', caution: 'Danger' } as const

const options = z.strictObject({
  ...defineBase,
  nav: z
    .strictObject({
      file: z.string().min(1).meta({ description: "The site's docs.json." }),
      group: z.string().min(1).default('Errors').meta({ description: 'The group whose pages are the errors.' }),
    })
    .optional()
    .meta({ description: 'The navigation group to keep up to date.' }),
})

/** Mintlify: MDX, components known to every page, navigation in docs.json. */
export const mintlify: Platform<z.output<typeof options>> = {
  name: 'mintlify',
  summary: 'Pages, indexes and navigation for a Mintlify site.',
  options,
  extension: '.mdx',
  index: 'index',
  dialect: {
    mdx: true,
    // Mintlify prints pages anew before it compiles them, and turns a character reference back into the
    // letter: at the start of a paragraph, `&#105;mport` would be code in the end.
    keyword: (word) => `<span>${word}</span>`,
    callout: (kind, body) => `<${callouts[kind]}>\n${body}\n</${callouts[kind]}>`,
  },
  link: ({ base, to }) => `${base}/${to}`,
  navigation({ options: { base, nav } }, groups) {
    if (nav === undefined) return []
    const page = (path: string) => `${base}/${path}`.slice(1)
    const systems = groups.map((system): NavigationGroup | readonly (string | NavigationGroup)[] => {
      const categories = system.categories.map((category): NavigationGroup | readonly string[] => {
        const pages = category.entries.map((entry) => page(entry.page))
        return category.name === '' ? pages : { group: category.title, root: page(`${category.path}/index`), pages }
      })
      return system.name === '' ? categories.flat() : { group: system.title, root: page(`${system.path}/index`), pages: categories.flat() }
    })
    return [mergeNavigation(nav.file, nav.group, [page('overview'), ...systems.flat()])]
  },
}
