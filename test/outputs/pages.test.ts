import { compile } from '@mdx-js/mdx'
import type { Nodes } from 'mdast'
import remarkGfm from 'remark-gfm'
import { beforeAll, describe, expect, it } from 'vitest'
import { visit } from '../../src/facts/markdown/prose.js'
import type { Entry } from '../../src/model/catalog.js'
import { linksOf, readPage } from '../page.js'
import type { Rendered } from '../project.js'
import { sites } from './page-sites.js'
import { pageAt, type SitePlatform } from './site-platforms.js'

describe.each(Object.entries(sites))('the site for %s', (_, { project: load, at, platform }) => {
  const { extension, index, overview } = platform
  let project: Rendered
  /** The pages of the output, by their paths in its folder without extensions. */
  let pages: ReadonlyMap<string, string>
  let files: ReadonlyMap<string, string>
  const mdx = extension === '.mdx'
  const cache = new Map<string, ReturnType<typeof readPage>>()
  const read = (contents: string) => {
    const page = cache.get(contents) ?? readPage(contents, { mdx })
    cache.set(contents, page)
    return page
  }
  const target = (from: string, url: string) =>
    pageAt(pages, platform, platform.target(from, url.replace(/[?#].*$/, '')))

  beforeAll(async () => {
    project = await load()
    const output = project.outputs[at]!
    const root = [...output.keys()]
      .find(
        (path) => path.endsWith(`/${overview}${extension}`) && !/\/(?:acme|b2|A-cme)\//.test(path),
      )!
      .slice(0, -`${overview}${extension}`.length)
    files = new Map([...output].map(([path, contents]) => [path.slice(root.length), contents]))
    pages = new Map(
      [...files].flatMap(([path, contents]) =>
        path.endsWith(extension) ? [[path.slice(0, -extension.length), contents] as const] : [],
      ),
    )
  })

  it('has a page for every error, and an index page for every system and category', () => {
    const entries = entriesOf(project, platform)
    const groups = new Set(
      entries.flatMap(({ system, category }) => [
        ...(system ? [system] : []),
        ...(category ? [groupOf(system, category)] : []),
      ]),
    )
    const expected = [
      overview,
      ...[...groups].map((group) => `${group}/${index}`),
      ...entries.map(({ page }) => page),
    ]
    expect([...pages.keys()].sort()).toEqual(expected.sort())
  })

  it('has only links to existing pages', () => {
    let links = 0
    for (const [path, contents] of pages) {
      for (const url of [...linksOf(read(contents).tree), ...cardsOf(read(contents).tree)]) {
        // An absolute URL comes from text in the catalog, so it is not checked.
        if (/^(?:https?|mailto):/.test(url)) continue
        links++
        expect(target(path, url), `${url} on ${path}`).toBeDefined()
      }
    }
    expect(links).toBeGreaterThan(pages.size)
  })

  it('lists every error once in the overview, in its system’s index and in its category’s index', () => {
    const entries = entriesOf(project, platform)
    const rowsOf = (path: string): string[] => {
      const rows: string[] = []
      visit(read(pages.get(path)!).tree, (node: Nodes) => {
        if (node.type === 'tableRow')
          rows.push(
            ...linksOf({ type: 'root', children: [node.children[0] as never] }).map(
              (url) => target(path, url)!,
            ),
          )
      })
      return rows.sort()
    }
    const pagesOf = (own: readonly Entry[]) => own.map(({ page }) => page).sort()
    expect(rowsOf(overview)).toEqual(pagesOf(entries))
    for (const system of new Set(
      entries.map((entry) => entry.system).filter((name) => name !== ''),
    ))
      expect(rowsOf(`${system}/${index}`)).toEqual(
        pagesOf(entries.filter((entry) => entry.system === system)),
      )
    for (const group of new Set(
      entries.flatMap(({ system, category }) => (category ? [groupOf(system, category)] : [])),
    ))
      expect(rowsOf(`${group}/${index}`)).toEqual(
        pagesOf(entries.filter(({ system, category }) => groupOf(system, category) === group)),
      )
  })

  if (platform.navigation)
    it('lists every page once in the navigation, and no other pages', () => {
      const listed = platform.navigation!(files, project.merged).map((path) =>
        pageAt(pages, platform, path),
      )
      expect(listed.sort()).toEqual([...pages.keys()].sort())
    })

  if (mdx)
    it('compiles as MDX, and contains no code except the code in the templates', async () => {
      for (const [path, contents] of pages) {
        const { matter, body, tree } = read(contents)
        expect(typeof matter.title, path).toBe('string')
        expect(typeof matter.description, path).toBe('string')
        await expect(compile(body, { remarkPlugins: [remarkGfm] }), path).resolves.toBeDefined()
        const found = new Set<string>()
        visit(tree, (node: Nodes) => {
          if (node.type === 'mdxjsEsm')
            found.add(
              /^(?:import [^\n]* from '(?:@[\w/-]+|nextra\/components)'\n?)+$/.test(node.value)
                ? 'import'
                : node.value,
            )
          if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression')
            found.add(node.value.startsWith('/* Generated') ? 'comment' : node.value)
          if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement')
            found.add(`<${node.name}>`)
        })
        for (const one of found)
          expect(['comment', '<span>', '<code>', ...platform.components], path).toContain(one)
      }
    })

  if (!mdx)
    it('contains no HTML except the tags and comments in the templates', () => {
      for (const [path, contents] of pages) {
        visit(read(contents).tree, (node: Nodes) => {
          if (node.type === 'html')
            expect(node.value, path).toMatch(
              /^<!-- Generated by errbook\. .* -->$|^<\/?(?:code|span|span v-pre)>$/,
            )
        })
      }
    })
})

function groupOf(system: string, category: string): string {
  return system === '' ? category : `${system}/${category}`
}

/** The errors that are visible in an output. */
function entriesOf({ catalog }: Rendered, { name }: SitePlatform): Entry[] {
  const hidden = name === 'markdown' ? ['internal'] : ['partner', 'internal']
  return catalog.entries.filter(({ visibility }) => !hidden.includes(visibility))
}

/** The link targets of the cards on a page. */
function cardsOf(tree: Nodes): string[] {
  const urls: string[] = []
  visit(tree, (node: Nodes) => {
    if (node.type !== 'mdxJsxFlowElement') return
    for (const attribute of node.attributes)
      if (
        attribute.type === 'mdxJsxAttribute' &&
        attribute.name === 'href' &&
        typeof attribute.value === 'string'
      )
        urls.push(attribute.value)
  })
  return urls
}
