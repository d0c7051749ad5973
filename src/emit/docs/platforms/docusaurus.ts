import * as z from 'zod'
import { defaultTitle } from '../../../facts/markdown/fence-title.js'
import { colons, emojiInText } from '../../../facts/markdown/marks.js'
import type { CalloutKind } from '../../../facts/markdown/prose.js'
import type { Finding } from '../../../model/diagnostic.js'
import { jsonFile } from '../../json.js'
import { directive } from '../callouts.js'
import { addressOf, relativePath } from '../links.js'
import { isFolder, type NavigationItem } from '../navigation.js'
import { docsOptions, sitePath } from '../options.js'
import type { AddressOfPage, Platform } from '../platform.js'

const options = z.strictObject({
  ...docsOptions('/docs/errors'),
  routeBasePath: sitePath
    .default('/docs')
    .meta({ description: 'The path of the docs in the site, which `base` starts with.' }),
})
type Options = z.output<typeof options>

const kinds: Readonly<Record<CalloutKind, string>> = {
  note: 'note',
  tip: 'tip',
  important: 'info',
  warning: 'warning',
  caution: 'danger',
}

/**
 * Docusaurus 3: MDX with directives and emoji; a sidebar and redirects that the site's config
 * reads.
 */
export const docusaurus: Platform<Options> = {
  name: 'docusaurus',
  summary: 'Pages, indexes, a sidebar and redirects for a Docusaurus 3 site.',
  options,
  extension: '.mdx',
  index: 'index',
  overview: 'index',
  dialect: {
    title: { ...defaultTitle, marksLines: true },
    mdx: true,
    marks: [...colons, ...emojiInText],
    // It writes frontmatter into JavaScript and leaves backslashes as they are: one could end the
    // string. This is the character that looks the same.
    frontmatter: (text) => text.replaceAll('\\', '\u29f5'),
    callout: (kind, body) => directive(kinds[kind], body),
  },
  link: ({ from, to }) => `${relativePath(from, to)}.mdx`,
  address: addressOfPage,
  problems({ base, routeBasePath }, at): Finding[] {
    if (base.startsWith(`${routeBasePath}/`)) return []
    return [
      {
        code: 'invalid-value',
        message: `Unexpected \`base\` ${base}, expected a path below ${routeBasePath}, the path of the docs in the site.`,
        help: "Set `routeBasePath` to the value in the config of the site (`''` if that is `/`), or set `base` to a path below it.",
        at: { ...at, path: [...(at.path ?? []), 'base'] },
      },
    ]
  },
  files({ options, navigation, redirects }) {
    const item = (one: NavigationItem): object =>
      isFolder(one)
        ? {
            type: 'category',
            label: one.label,
            link: { type: 'doc', id: docId(one.page, options) },
            items: one.items.map(item),
          }
        : { type: 'doc', id: docId(one.page, options), label: one.label }
    const errors = {
      type: 'category',
      label: 'Errors',
      link: { type: 'doc', id: docId('index', options) },
      items: navigation.map(item),
    }
    const address = (page: string) => addressOf(options.base, page, 'index')
    return [
      // A name that starts with `_` is no page to Docusaurus.
      { path: '_sidebar.json', contents: jsonFile([errors]) },
      // What a sidebar that Docusaurus makes of the folders calls this one, which would be its
      // overview's label.
      { path: '_category_.json', contents: jsonFile({ label: errors.label }) },
      {
        path: '_redirects.json',
        contents: jsonFile(
          redirects.map(({ from, to }) => ({ from: address(from), to: address(to) })),
        ),
      },
    ]
  },
}

/**
 * What Docusaurus takes for a number that only orders files, and drops from paths and ids: not so a
 * date or a version.
 */
const ordinal = /^\d+\s*[-_.]+\s*(?=[^-_.\s])/
const notOrdinal = /^(?:\d{2}|\d{4})[-_.]\d{2}(?:[-_.](?:\d{2}|\d{4}))?.*$|^\d+[-_.]\d+/

const withoutOrdinal = (name: string): string =>
  notOrdinal.test(name) ? name : name.replace(ordinal, '')

/**
 * Frontmatter that keeps a page's path where Docusaurus would drop a number, or take a page that is
 * called as its folder for the page of that folder; and its id from being another's.
 */
function addressOfPage(page: string, options: Options): AddressOfPage {
  const names = page.split('/')
  const slug = addressOf(options.base, page, 'index').slice(options.routeBasePath.length)
  if (names.some((name) => withoutOrdinal(name) !== name)) return { slug, id: names.join('.') }
  const [folder, name] = `${options.base}/${page}`.toLowerCase().split('/').slice(-2)
  return folder === name ? { slug } : {}
}

function docId(page: string, options: Options): string {
  const folders = `${options.base.slice(options.routeBasePath.length + 1)}/${page}`.split('/')
  const name = folders.pop()
  return [...folders.map(withoutOrdinal), addressOfPage(page, options).id ?? name].join('/')
}
