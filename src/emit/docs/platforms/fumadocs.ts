import * as z from 'zod'
import { headingFlags } from '../../../facts/markdown/marks.js'
import type { CalloutKind } from '../../../facts/markdown/prose.js'
import type { FileArtifact } from '../../../model/artifact.js'
import { jsonFile } from '../../json.js'
import { addressOf } from '../links.js'
import { foldersOf, nameOf } from '../navigation.js'
import { nextRedirects } from '../next-redirects.js'
import { docsOptions } from '../options.js'
import type { Platform } from '../platform.js'
import { shikiLanguages } from '../shiki-languages.js'

const options = z.strictObject(docsOptions('/docs/errors'))

const kinds: Readonly<Record<CalloutKind, string>> = {
  note: 'info',
  tip: 'idea',
  important: 'info',
  warning: 'warn',
  caution: 'error',
}

/** Fumadocs: MDX with components that need no import, and a meta.json in each folder. */
export const fumadocs: Platform<z.output<typeof options>> = {
  name: 'fumadocs',
  summary: 'Pages, indexes, navigation and redirects for a Fumadocs site.',
  options,
  extension: '.mdx',
  index: 'index',
  overview: 'index',
  dialect: {
    mdx: true,
    marks: headingFlags,
    fence: ({ lang, meta }) => ({ lang: lang && language(lang), meta }),
    callout: (kind, body) => `<Callout type="${kinds[kind]}">\n\n${body}\n\n</Callout>`,
  },
  link: ({ to, options: { base } }) => addressOf(base, to, 'index'),
  language,
  files: ({ options: { base }, navigation, redirects }) => [
    ...foldersOf('Errors', navigation).map(
      ({ folder, label, items }): FileArtifact => ({
        path: folder === '' ? 'meta.json' : `${folder}/meta.json`,
        contents: jsonFile({ title: label, pages: items.map(nameOf) }),
      }),
    ),
    nextRedirects(redirects, (page) => addressOf(base, page, 'index')),
  ],
}

/** Replaces unknown languages with `text`, because they would fail the build. */
function language(name: string): string {
  const known = name.toLowerCase()
  return known === '' || shikiLanguages.has(known) ? known : 'text'
}
