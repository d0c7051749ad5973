import * as z from 'zod'
import { defaultTitle } from '../../../facts/markdown/fence-title.js'
import { headingIds } from '../../../facts/markdown/marks.js'
import { escapeText } from '../../../facts/markdown/text.js'
import { mergeDocsJson, type NavigationGroup } from '../docs-json.js'
import { addressOf } from '../links.js'
import { isFolder, type Navigation, pagesIn } from '../navigation.js'
import { docsOptions } from '../options.js'
import type { Platform } from '../platform.js'

const callouts = {
  note: 'Note',
  tip: 'Tip',
  important: 'Info',
  warning: 'Warning',
  caution: 'Danger',
} as const

const options = z.strictObject({
  ...docsOptions(),
  nav: z
    .strictObject({
      file: z.string().min(1).meta({ description: "The site's docs.json." }),
      group: z
        .string()
        .min(1)
        .default('Errors')
        .meta({ description: 'The navigation group for the errors.' }),
    })
    .optional()
    .meta({
      description:
        'The navigation file and group to update. Redirects from earlier codes are written to the same file.',
    }),
})

/** Mintlify: MDX with components that need no import, and navigation and redirects in docs.json. */
export const mintlify: Platform<z.output<typeof options>> = {
  name: 'mintlify',
  summary: 'Pages, indexes, navigation and redirects for a Mintlify site.',
  options,
  extension: '.mdx',
  index: 'index',
  overview: 'overview',
  dialect: {
    title: { ...defaultTitle, quotes: ['"'], marksLines: true },
    mdx: true,
    marks: headingIds,
    // Mintlify reprints pages before it compiles them, and replaces character references with their
    // characters. So `&#105;mport` at the start of a paragraph would become code.
    keyword: (word) => `<span>${word}</span>`,
    callout: (kind, body) => `<${callouts[kind]}>\n${body}\n</${callouts[kind]}>`,
  },
  link: ({ to, options: { base } }) => `${base}/${to}`,
  cardText: (text) => escapeText(text, { mdx: true }, false),
  files({ options: { base, nav }, navigation, redirects }) {
    if (nav === undefined) return []
    const address = (path: string) => addressOf(base, path, 'index')
    const page = (path: string) => `${base}/${path}`.slice(1)
    const pagesOf = (items: Navigation): (string | NavigationGroup)[] =>
      items.map((item) =>
        isFolder(item)
          ? { group: item.label, root: page(item.page), pages: pagesOf(item.items) }
          : page(item.page),
      )
    return [
      mergeDocsJson(nav.file, {
        group: nav.group,
        root: base.slice(1),
        pages: [page('overview'), ...pagesOf(navigation)],
        redirects: {
          made: redirects.map(({ from, to }) => ({
            source: address(from),
            destination: address(to),
          })),
          base,
          pages: new Set(['overview', ...pagesIn(navigation)].map(address)),
        },
      }),
    ]
  },
}
