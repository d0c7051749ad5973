import * as z from 'zod'
import { defaultTitle } from '../../../facts/markdown/fence-title.js'
import { colons } from '../../../facts/markdown/marks.js'
import type { CalloutKind } from '../../../facts/markdown/prose.js'
import { jsonFile } from '../../json.js'
import { directive } from '../callouts.js'
import { escapeHtml } from '../html.js'
import { addressOf } from '../links.js'
import { isFolder, type NavigationItem, type NavigationPage } from '../navigation.js'
import { docsOptions, sitePath } from '../options.js'
import type { Platform } from '../platform.js'

const options = z.strictObject({
  ...docsOptions(),
  siteBase: sitePath.default('').meta({
    description: "The `base` in the site's config, if it is set. Links start with it.",
  }),
})

const kinds: Readonly<Record<CalloutKind, string>> = {
  note: 'note',
  tip: 'tip',
  important: 'note',
  warning: 'caution',
  caution: 'danger',
}

/** Astro Starlight: MDX with directives, and a sidebar and redirects for the site's config. */
export const starlight: Platform<z.output<typeof options>> = {
  name: 'starlight',
  summary: 'Pages, indexes, a sidebar and redirects for an Astro Starlight site.',
  options,
  extension: '.mdx',
  index: 'index',
  overview: 'index',
  dialect: {
    title: { ...defaultTitle, escapes: true },
    mdx: true,
    marks: colons,
    callout: (kind, body) => directive(kinds[kind], body),
  },
  // Starlight does not rewrite relative links, so browsers would resolve them from the address of
  // the page, which ends with a slash.
  link: ({ to, options: { base, siteBase } }) => `${siteBase}${addressOf(base, to, 'index')}/`,
  // Starlight converts addresses to lower case unless the frontmatter sets them.
  address: (page, { base }) =>
    /[A-Z]/.test(`${base}/${page}`) ? { slug: slugOf(base, page) } : {},
  // Starlight inserts this text into the card as HTML.
  cardText: escapeHtml,
  files({ options: { base, siteBase }, navigation, redirects }) {
    const overviewOf = (page: string) => ({ label: 'Overview', slug: slugOf(base, page) })
    const item = (one: NavigationItem): object =>
      isFolder(one)
        ? {
            label: one.label,
            collapsed: true,
            items: [overviewOf(one.page), ...one.items.map(item)],
          }
        : { label: one.label, slug: slugOf(base, one.page), ...badgeOf(one) }
    const errors = {
      label: 'Errors',
      collapsed: true,
      items: [overviewOf('index'), ...navigation.map(item)],
    }
    const address = (page: string) => addressOf(base, page, 'index')
    return [
      // Starlight does not treat a file as a page if its name starts with `_`.
      { path: '_sidebar.json', contents: jsonFile([errors]) },
      {
        path: '_redirects.json',
        contents: jsonFile(
          Object.fromEntries(
            redirects.map(({ from, to }) => [address(from), `${siteBase}${address(to)}/`]),
          ),
        ),
      },
    ]
  },
}

/** Returns the ID of a page in the content collection. */
function slugOf(base: string, page: string): string {
  return addressOf(base, page, 'index').slice(1)
}

function badgeOf({ entry }: NavigationPage): object {
  const [first] = entry.statuses
  if (entry.state !== 'active') return { badge: { text: entry.state, variant: 'caution' } }
  return first === undefined
    ? {}
    : { badge: { text: String(first.status), variant: first.status >= 500 ? 'danger' : 'note' } }
}
