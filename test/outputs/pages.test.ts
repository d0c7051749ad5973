import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { compile } from '@mdx-js/mdx'
import type { Nodes } from 'mdast'
import remarkGfm from 'remark-gfm'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse as parseYaml, stringify } from 'yaml'
import { visit } from '../../src/facts/prose.js'
import type { Entry } from '../../src/model/catalog.js'
import { linksOf, readPage } from '../page.js'
import { inFolder, type Rendered, renderProject, repository } from '../project.js'

const complete = join(repository, 'test/fixtures/complete')

// Names and texts at the edges of what is allowed.
const hostile = 'a {b} <c> `d` *e* [f](https://acme.test/g) | h $i$ :::j "k" \\ ${l} -- <!-- m --> import n'
const long = 'x'.repeat(120)
const names = [
  'lower',
  'CamelCase',
  'with-dash',
  'with_under',
  '404',
  '2fa-required',
  'import',
  'export',
  'x',
  long,
  'constructor',
  'toString',
  '__proto__'.replace(/^_+/, 'p'),
  'nul-l',
  'Index-Of',
]
const hostileProject = (emit: 'mintlify' | 'markdown'): Record<string, string> => ({
  'errbook.config.yaml': stringify({
    catalog: 'errors',
    rules: { stub: 'off', 'repeated-text': 'off' },
    outputs: [{ emit, to: 'site/errors', ...(emit === 'mintlify' && { base: '/errors', nav: { file: 'site/docs.json' } }) }],
  }),
  'site/docs.json': '{"navigation": {"groups": [{"group": "Errors"}]}}',
  'errors/catalog.yaml': stringify({
    name: hostile,
    code: '{system}.{category}.{name}',
    docs: 'https://acme.test/errors/{system}/{category}/{name}',
    systems: { 'A-cme': { title: hostile, description: hostile }, b2: { title: 'B', description: `${hostile}\n\n# no heading` } },
    categories: { 'c-1': { title: hostile, description: hostile }, Z: { title: 'Z' } },
  }),
  ...Object.fromEntries(
    names.flatMap((name, at) =>
      ['A-cme', 'b2'].map((system) => {
        const category = at % 2 === 0 ? 'c-1' : 'Z'
        const others = names.flatMap((other, index) =>
          index !== at && index % 4 === at % 4 ? [`${system}.${index % 2 === 0 ? 'c-1' : 'Z'}.${other}`] : [],
        )
        const data = {
          code: `${system}.${category}.${name}`,
          ...(system === 'b2' && { identifier: `B${at}` }),
          status: 400 + at,
          title: hostile,
          summary: hostile,
          description: `${hostile}, see [another](err:${others[0]}) and <err:${others[1]}>.`,
          causes: [hostile],
          example: { caption: hostile, language: 'txt', title: 'a "b" {c}', code: '```\n{x}\n~~~' },
          fixes: { steps: [hostile, '1. one\n2. two'] },
          mistakes: [{ title: hostile, text: hostile }],
          sections: [{ title: hostile, body: hostile, after: 'mistakes' }],
          related: others.map((code) => ({ code, when: hostile })),
          links: [{ title: hostile, url: 'https://acme.test/a?b=(c)&d=[e]' }],
          ...(at % 5 === 1 && { deprecated: { since: hostile, reason: hostile, replacedBy: `${system}.c-1.${names[0]}` } }),
          ...(at % 5 === 2 && { retired: { since: hostile, reason: hostile, replacedBy: `${system}.c-1.${names[0]}` } }),
        }
        return [`errors/${system}/${category}/${name}.yaml`, stringify(data, { lineWidth: 0 })]
      }),
    ),
  ),
})

/** Codes that leave parts out. */
const flatProject = (shape: string): Record<string, string> => {
  const fill = (text: string, name: string) => text.replace('{system}', 'acme').replace('{category}', 'data').replace('{name}', name)
  const path = shape.replace('-', '/')
  const error = (name: string, other: string) =>
    stringify({
      code: fill(shape, name),
      status: 400,
      title: 'Title',
      summary: 'Summary.',
      description: `See <err:${fill(shape, other)}>.`,
      related: [{ code: fill(shape, other), when: 'When' }],
    })
  return {
    'errbook.config.yaml': stringify({
      catalog: 'errors',
      rules: { stub: 'off' },
      outputs: [{ emit: 'mintlify', to: 'site/errors', base: '/errors', nav: { file: 'docs.json' } }],
    }),
    'docs.json': '{"navigation": {"groups": [{"group": "Errors"}]}}',
    'errors/catalog.yaml': stringify({
      name: 'Acme',
      code: shape,
      docs: `https://acme.test/errors/${path}`,
      ...(shape.includes('system') && { systems: { acme: { title: 'Acme' } } }),
      ...(shape.includes('category') && { categories: { data: { title: 'Data' } } }),
    }),
    [`errors/${fill(path, '20404')}.yaml`]: error('20404', 'E12'),
    [`errors/${fill(path, 'E12')}.yaml`]: error('E12', '20404'),
  }
}

interface Site {
  readonly project: () => Promise<Rendered>
  readonly at: number
  readonly extension: '.mdx' | '.md'
}
const sites: Record<string, Site> = {
  'the reference catalog, Mintlify': { project: () => renderProject(repository), at: 0, extension: '.mdx' },
  'the complete catalog, Mintlify': { project: () => renderProject(complete), at: 0, extension: '.mdx' },
  'the complete catalog, Markdown': { project: () => renderProject(complete), at: 3, extension: '.md' },
  'codes of one part, Mintlify': { project: () => inFolder(flatProject('{name}'), renderProject), at: 0, extension: '.mdx' },
  'codes of system and name, Mintlify': {
    project: () => inFolder(flatProject('{system}-{name}'), renderProject),
    at: 0,
    extension: '.mdx',
  },
  'codes of category and name, Mintlify': {
    project: () => inFolder(flatProject('{category}/{name}'), renderProject),
    at: 0,
    extension: '.mdx',
  },
  'hostile texts, Mintlify': { project: () => inFolder(hostileProject('mintlify'), renderProject), at: 0, extension: '.mdx' },
  'hostile texts, Markdown': { project: () => inFolder(hostileProject('markdown'), renderProject), at: 0, extension: '.md' },
}

describe.each(Object.entries(sites))('%s', (_, { project: load, at, extension }) => {
  let project: Rendered
  let pages: ReadonlyMap<string, string>
  let root: string
  const mdx = extension === '.mdx'
  const cache = new Map<string, ReturnType<typeof readPage>>()
  const read = (contents: string) => {
    const page = cache.get(contents) ?? readPage(contents, { mdx })
    cache.set(contents, page)
    return page
  }
  /** The path of a page below the output's folder, which a link on another leads to. */
  const target = (from: string, url: string): string | undefined => {
    const path = url.replace(/[?#].*$/, '')
    if (mdx) return path.startsWith('/errors/') ? `${path.slice('/errors/'.length)}${extension}` : undefined
    return posix.normalize(`${posix.dirname(from)}/${path}`)
  }

  beforeAll(async () => {
    project = await load()
    const output = project.outputs[at]!
    root = [...output.keys()].find((path) => path.endsWith(`/overview${extension}`))!.replace(/overview\.mdx?$/, '')
    pages = new Map([...output].map(([path, contents]) => [path.slice(root.length), contents]))
  })

  it('has a page for every error, and an index for every system and category', () => {
    const { entries } = output(project, pages, extension)
    const index = mdx ? 'index' : 'README'
    const groups = new Set(
      entries.flatMap(({ system, category }) => [...(system ? [system] : []), ...(category ? [groupOf(system, category)] : [])]),
    )
    const expected = ['overview', ...[...groups].map((group) => `${group}/${index}`), ...entries.map(({ page }) => page)]
    expect([...pages.keys()].sort()).toEqual(expected.map((path) => `${path}${extension}`).sort())
  })

  it('leads from every link to a page of its own', () => {
    let links = 0
    for (const [path, contents] of pages) {
      for (const url of linksOf(read(contents).tree)) {
        // The only places outside are those that an author wrote.
        if (/^(?:https?|mailto):/.test(url)) continue
        links++
        expect(pages.has(target(path, url) ?? url), `${url} on ${path}`).toBe(true)
      }
    }
    expect(links).toBeGreaterThan(pages.size)
  })

  it('lists every error exactly once in the overview, its system’s index and its category’s', () => {
    const { entries } = output(project, pages, extension)
    const index = mdx ? 'index' : 'README'
    const rowsOf = (path: string): string[] => {
      const rows: string[] = []
      visit(read(pages.get(path)!).tree, (node: Nodes) => {
        if (node.type === 'tableRow')
          rows.push(...linksOf({ type: 'root', children: [node.children[0] as never] }).map((url) => target(path, url)!))
      })
      return rows.sort()
    }
    const pageOf = ({ page }: Entry) => `${page}${extension}`
    expect(rowsOf(`overview${extension}`)).toEqual(entries.map(pageOf).sort())
    for (const system of new Set(entries.map((entry) => entry.system).filter((name) => name !== ''))) {
      const own = entries.filter((entry) => entry.system === system)
      expect(rowsOf(`${system}/${index}${extension}`)).toEqual(own.map(pageOf).sort())
    }
    for (const group of new Set(entries.flatMap(({ system, category }) => (category ? [groupOf(system, category)] : [])))) {
      const own = entries.filter(({ system, category }) => groupOf(system, category) === group)
      expect(rowsOf(`${group}/${index}${extension}`)).toEqual(own.map(pageOf).sort())
    }
  })

  if (mdx)
    it('is in the navigation: each error once, and only what is there', () => {
      const { entries } = output(project, pages, extension)
      const [navigation = ''] = project.merged.values()
      const listed: string[] = []
      const roots: string[] = []
      const collect = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return
        const { pages: own = [], root: front } = value as { pages?: unknown[]; root?: string }
        if (front !== undefined) roots.push(front)
        for (const page of own) if (typeof page === 'string') listed.push(page)
        for (const child of Object.values(value)) collect(child)
      }
      collect((JSON.parse(navigation) as { navigation: unknown }).navigation)
      const ours = listed.filter((page) => page.startsWith('errors/'))
      for (const page of [...ours, ...roots]) expect(pages.has(`${page.slice('errors/'.length)}.mdx`), page).toBe(true)
      expect(ours.filter((page) => page !== 'errors/overview').sort()).toEqual(entries.map(({ page }) => `errors/${page}`).sort())
      expect(ours.filter((page) => page === 'errors/overview')).toHaveLength(1)
      expect([...ours, ...roots].length).toBe(pages.size)
    })

  if (mdx)
    it('compiles as MDX, with no code but the template’s', async () => {
      for (const [path, contents] of pages) {
        const { matter, body, tree } = read(contents)
        expect(typeof matter.title, path).toBe('string')
        expect(typeof matter.description, path).toBe('string')
        await expect(compile(body, { remarkPlugins: [remarkGfm] }), path).resolves.toBeDefined()
        const found = new Set<string>()
        visit(tree, (node: Nodes) => {
          if (node.type === 'mdxjsEsm') found.add('ESM')
          if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression')
            found.add(node.value.startsWith('/* Generated') ? 'comment' : node.value)
          if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') found.add(`<${node.name}>`)
        })
        for (const one of found)
          expect(['comment', '<Danger>', '<Warning>', '<Note>', '<Tip>', '<Info>', '<span>', '<code>'], path).toContain(one)
      }
    })

  if (!mdx)
    it('shows no text as HTML', () => {
      for (const [path, contents] of pages) {
        visit(read(contents).tree, (node: Nodes) => {
          if (node.type === 'html') expect(node.value, path).toMatch(/^<!-- Generated by errbook\. .* -->$|^<\/?code>$/)
        })
      }
    })
})

function groupOf(system: string, category: string): string {
  return system === '' ? category : `${system}/${category}`
}

/** The errors that an output may show. */
function output({ catalog }: Rendered, pages: ReadonlyMap<string, string>, extension: string): { entries: Entry[] } {
  const hidden = extension === '.md' ? ['internal'] : ['partner', 'internal']
  return { entries: catalog.entries.filter(({ visibility }) => pages.size > 0 && !hidden.includes(visibility)) }
}

describe('an audience is a ceiling', () => {
  const emitters = ['mintlify', 'markdown', 'llms', 'json-schema', 'typescript'] as const
  /** What only these readers may know: no output for others holds any of it. */
  const secrets = {
    internal: ['zanzibar', 'quota_ledger_full', 'QuotaLedgerFull', 'Storage Quixotic', 'staff alone', '507'],
    partner: ['wellington', 'unbalanced', 'Unbalanced Postings', '0.01 EUR', 'difference', '422'],
  }
  const renderFor = async (audience: string, more: object = {}) => {
    const config = parseYaml(readFileSync(join(complete, 'errbook.config.yaml'), 'utf8')) as object
    const outputs = emitters.map((emit) => ({
      emit,
      to: `out/${emit}`,
      audience,
      ...(emit === 'mintlify' && { base: '/errors', nav: { file: 'docs.json' } }),
      ...more,
    }))
    const files: Record<string, string> = {
      'errbook.config.yaml': stringify({ ...config, outputs }),
      'docs.json': readFileSync(join(complete, 'docs.json'), 'utf8'),
    }
    for (const file of readdirSync(join(complete, 'errors'), { recursive: true, encoding: 'utf8' }))
      if (file.endsWith('.yaml')) files[`errors/${file}`] = readFileSync(join(complete, 'errors', file), 'utf8')
    return inFolder(files, renderProject)
  }
  const found = ({ files, merged }: Rendered, words: readonly string[]) =>
    words.filter((word) =>
      [...files, ...merged].some(([path, contents]) => `${path}\n${contents}`.toLowerCase().includes(word.toLowerCase())),
    )

  it('for the public: nothing of what partners and the team may know, in any byte', async () => {
    const rendered = await renderFor('public')
    expect(rendered.files.size).toBeGreaterThan(40)
    expect(found(rendered, [...secrets.internal, ...secrets.partner])).toEqual([])
  })

  it('for partners: theirs, and nothing of the team’s', async () => {
    const rendered = await renderFor('partner')
    expect(found(rendered, secrets.internal)).toEqual([])
    expect(found(rendered, secrets.partner)).toEqual(secrets.partner)
  })

  it('for the team: all of it', async () => {
    const rendered = await renderFor('internal')
    expect(found(rendered, [...secrets.internal, ...secrets.partner])).toEqual([...secrets.internal, ...secrets.partner])
  })

  it('is public where docs and schemas name none, and has to be named for code', async () => {
    const rendered = await renderProject(complete)
    const [pages, llms, schemas] = rendered.outputs
    for (const files of [pages!, llms!, schemas!])
      expect(found({ ...rendered, files, merged: new Map() }, [...secrets.internal, ...secrets.partner])).toEqual([])
  })

  const pagesOf = ({ files }: Rendered) =>
    [...files.keys()]
      .filter((path) => path.startsWith('out/markdown/') && !/(?:README|overview)\.md$/.test(path))
      .map((path) => path.slice('out/markdown/'.length, -'.md'.length))

  it('`only` narrows an output to systems, categories and tags', async () => {
    expect(pagesOf(await renderFor('internal', { only: { systems: ['ledger', 'cli'] } }))).toEqual([
      'cli/usage/unknown_flag',
      'ledger/books/closed',
      'ledger/books/unbalanced',
    ])
    expect(pagesOf(await renderFor('internal', { only: { categories: ['limits'] } }))).toEqual([
      'acme/limits/quota_ledger_full',
      'acme/limits/throttled',
    ])
    expect(pagesOf(await renderFor('internal', { only: { tags: ['slow', 'zanzibar'] } }))).toEqual([
      'acme/data/everything',
      'acme/limits/quota_ledger_full',
    ])
    expect(pagesOf(await renderFor('public', { only: { tags: ['slow', 'zanzibar'] } }))).toEqual(['acme/data/everything'])
    expect(pagesOf(await renderFor('internal', { only: { systems: ['acme'], categories: ['data'], tags: ['slow'] } }))).toEqual([
      'acme/data/everything',
    ])
  })
})
