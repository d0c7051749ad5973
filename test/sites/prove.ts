import { beforeAll, describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { withoutSpanMarks } from '../../src/facts/markdown/code-spans.js'
import type { EntryData } from '../../src/model/entry.js'
import { collapse } from '../corpus/html.js'
import { type Build, build } from './build.js'
import { catalogs } from './catalogs.js'
import { markdownText } from './expected.js'
import { expectedTexts, hostileErrors } from './hostile.js'
import { type Document, elementsOf, linksIn, readHtml, untypeset } from './html.js'
import { deadLinks, fileAt } from './links.js'
import type { Site } from './site.js'

const asIs = (text: string) => text

/** Defines the tests of a site that its own tools have built with errbook's pages. */
export function prove(site: Site): void {
  const normal = site.typography ? untypeset : asIs
  const seen = (text: string) => normal(collapse(text))

  describe(`the ${site.name} site`, () => {
    let built: Build
    let documents: Map<string, Document>
    const addressOf = (catalog: string, code: string) =>
      `${site.content.url}/${catalog}/${pathOf(code)}${site.suffix ?? ''}`
    const indexOf = (catalog: string, folder: string) =>
      `${site.content.url}/${catalog}${folder === '' ? (site.overview ?? '') : `/${folder}${site.index ?? ''}`}${site.suffix ?? ''}`
    const pageAt = (path: string): Document => {
      const file = fileAt(built, path)
      expect(file, `the page ${path}`).toBeDefined()
      return documents.get(file!)!
    }

    beforeAll(async () => {
      built = await build(site, catalogs)
      documents = new Map([...built.html].map(([file, html]) => [file, readHtml(html, normal)]))
    })

    it('has no dead links', () => {
      // Pages with names that start with `_` belong to the framework.
      const pages = [...built.html.keys()].filter((file) => !file.startsWith('_'))
      const dead = pages.flatMap((file) =>
        deadLinks(built, file, documents).map((href) => `${file}: ${href}`),
      )
      expect(dead).toEqual([])
      expect(built.html.size).toBeGreaterThan(
        catalogs.reduce((sum, { files }) => sum + files.size, 0),
      )
    })

    it.each(catalogs.filter(({ name }) => name !== 'hostile'))(
      'shows all texts of the errors in the $name catalog',
      ({ name, files }) => {
        const own = withOwnResponse(files)
        const missing = publicErrors(files).flatMap((data) => {
          const path = addressOf(name, data.code)
          const { texts } = pageAt(path)
          const all = [...texts].join('\n')
          return [
            ...wholeTexts(data)
              .filter((text) => !texts.has(seen(text)))
              .map((text) => `${path}: ${text}`),
            ...partTexts(data, own)
              .filter((text) => !all.includes(seen(text)))
              .map((text) => `${path}: … ${text} …`),
          ]
        })
        expect(missing).toEqual([])
      },
    )

    it('shows hostile texts literally, not as markup', () => {
      const missing = hostileErrors.flatMap((strings, at) => {
        const path = addressOf('hostile', `err:hostile:n${at + 1}:texts`)
        const { texts } = pageAt(path)
        return expectedTexts(strings)
          .filter(([, text]) => !texts.has(seen(text)))
          .map(([what, text]) => `${path}: ${what} ${JSON.stringify(text)}`)
      })
      expect(missing).toEqual([])
    })

    it.each(catalogs)(
      'shows all texts of the overview and the index pages of the $name catalog',
      ({ name, files }) => {
        const missing = foldersOf(files).flatMap(({ path, groups, errors }) => {
          const address = indexOf(name, path)
          const { texts } = pageAt(address)
          const all = [...texts].join('\n')
          // A description or summary may be part of a longer text, such as a card with a title.
          const sentences = [
            ...groups.flatMap(({ description }) => description ?? []),
            ...errors.map(({ summary }) => summary),
          ].map(withoutSpanMarks)
          return [
            ...[
              ...groups.map(({ title }) => withoutSpanMarks(title)),
              ...errors.map(({ code }) => code),
            ].filter((text) => !texts.has(seen(text))),
            ...sentences.filter((text) => !all.includes(seen(text))),
          ].map((text) => `${address}: ${text}`)
        })
        expect(missing).toEqual([])
      },
    )

    it.runIf(site.navigation)('lists each page exactly once in its navigation', () => {
      const wrong = catalogs.flatMap(({ name, files }) =>
        [
          ...publicErrors(files).map(({ code }) => addressOf(name, code)),
          ...foldersOf(files).map(({ path }) => indexOf(name, path)),
        ].flatMap((path) => {
          const navigation = elementsOf(pageAt(path).root, site.navigation!)
          const here = fileAt(built, path)
          const times = navigation
            .flatMap(linksIn)
            .filter(
              (href) => fileAt(built, new URL(href, `http://site.test${path}`).pathname) === here,
            )
          return times.length === 1 ? [] : [`${path}: ${times.length} times`]
        }),
      )
      expect(wrong).toEqual([])
    })

    it.runIf(site.redirect)('redirects the addresses of earlier codes to the current pages', () => {
      const wrong = catalogs.flatMap(({ name, files }) =>
        publicErrors(files).flatMap(({ code, aliases = [] }) =>
          aliases.flatMap((alias) => {
            const target = site.redirect!(built, addressOf(name, alias))
            const wanted = fileAt(built, addressOf(name, code))
            return target !== undefined && fileAt(built, target) === wanted
              ? []
              : [`${alias}: ${target}`]
          }),
        ),
      )
      expect(wrong).toEqual([])
    })
  })
}

/** Returns the errors that public pages may show. */
function publicErrors(files: ReadonlyMap<string, string>): EntryData[] {
  return [...files].flatMap(([file, text]) =>
    file === 'catalog.yaml'
      ? []
      : parseAllDocuments(text)
          .map((document) => document.toJS() as EntryData)
          .filter(
            (data) =>
              (data.visibility ?? (file.startsWith('ledger/books') ? 'partner' : 'public')) ===
              'public',
          ),
  )
}

interface Folder {
  /** The path relative to the folder of the catalog. The path of that folder itself is `''`. */
  readonly path: string
  /** The system or category of the folder and of its subfolders, as shown on the index page. */
  readonly groups: readonly Group[]
  readonly errors: readonly EntryData[]
}

interface Group {
  readonly title: string
  readonly description?: string
}

/**
 * Returns the folders of a catalog's pages: the root, and the folders of systems and categories
 * with visible errors.
 */
function foldersOf(files: ReadonlyMap<string, string>): Folder[] {
  type Categories = Readonly<Record<string, Group>>
  const vocabulary = parse(files.get('catalog.yaml')!) as {
    systems: Record<string, Group & { categories?: Categories }>
    categories?: Categories
  }
  const all = publicErrors(files)
  const errorsIn = (path: string) => all.filter(({ code }) => pathOf(code).startsWith(`${path}/`))
  const systems = Object.entries(vocabulary.systems).flatMap(([system, group]): Folder[] => {
    const categories = Object.entries({ ...vocabulary.categories, ...group.categories })
      .map(([category, own]): Folder => {
        const path = `${system}/${category}`
        return { path, groups: [own], errors: errorsIn(path) }
      })
      .filter(({ errors }) => errors.length > 0)
    if (categories.length === 0) return []
    return [
      {
        path: system,
        groups: [group, ...categories.flatMap(({ groups }) => groups)],
        errors: errorsIn(system),
      },
      ...categories,
    ]
  })
  const own = {
    path: '',
    groups: systems.filter(({ path }) => !path.includes('/')).flatMap(({ groups }) => groups),
    errors: all,
  }
  return [own, ...systems]
}

/** Returns the systems with their own envelope, which may not include the title. */
function withOwnResponse(files: ReadonlyMap<string, string>): Set<string> {
  const { systems } = parse(files.get('catalog.yaml')!) as {
    systems: Record<string, { response?: object }>
  }
  return new Set(Object.keys(systems).filter((name) => systems[name]?.response !== undefined))
}

function pathOf(code: string): string {
  return code.split(':').slice(1).join('/')
}

/** Returns texts that must be the whole text of an element on the page of an error. */
function wholeTexts({
  code,
  causes = [],
  example,
  fixes,
  mistakes = [],
  sections = [],
}: EntryData): string[] {
  return [
    code,
    code.split(':').at(-1)!,
    ...causes.map((cause) =>
      typeof cause === 'string'
        ? markdownText(cause)
        : `${markdownText(cause.text)} ${markdownText(cause.fix)}`,
    ),
    ...(fixes?.steps ?? []).map(markdownText),
    ...[example ?? [], fixes?.examples ?? []].flat().flatMap((one) => one.code ?? []),
    ...mistakes.map(({ title, text }) => `${withoutSpanMarks(title)}: ${markdownText(text)}`),
    ...sections.map(({ title }) => withoutSpanMarks(title)),
  ]
}

/** Returns texts that must be part of an element, such as a request or a response. */
function partTexts(
  { code, status, title, summary, example, fixes }: EntryData,
  own: ReadonlySet<string>,
): string[] {
  const requests = [example ?? [], fixes?.examples ?? []]
    .flat()
    .flatMap(({ request }) => request ?? [])
  return [
    withoutSpanMarks(summary),
    ...(status === undefined || own.has(code.split(':')[1]!)
      ? []
      : [`"title": ${JSON.stringify(title)}`]),
    ...requests.flatMap(({ url, method, headers = {} }) => [
      url,
      ...(method === 'GET' ? [] : [method]),
      ...Object.keys(headers),
    ]),
  ]
}
