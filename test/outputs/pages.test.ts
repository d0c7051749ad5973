import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '@mdx-js/mdx'
import type { Nodes } from 'mdast'
import remarkGfm from 'remark-gfm'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse as parseYaml, stringify } from 'yaml'
import { visit } from '../../src/facts/markdown/prose.js'
import type { Entry } from '../../src/model/catalog.js'
import { linksOf, readPage } from '../page.js'
import { inFolder, type Rendered, renderProject, repository } from '../project.js'
import { pageAt, type SitePlatform, sitePlatforms } from './site-platforms.js'

const completeFolder = join(repository, 'test/fixtures/complete')
const complete = renderProject(completeFolder)
const outputNames = (
  parseYaml(readFileSync(join(completeFolder, 'errbook.config.yaml'), 'utf8')) as {
    outputs: { emit: string }[]
  }
).outputs.map(({ emit }) => emit)
const mintlify = sitePlatforms.find(({ name }) => name === 'mintlify')!

// Names and texts at the edges of what is allowed.
const hostile =
  'a {b} <c> `d` *e* [f](https://acme.test/g) | h $i$ :::j "k" \\ ${l} -- <!-- m --> import n'
const long = 'x'.repeat(120)
const allNames = [
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
const hostileProject = (
  platform: SitePlatform,
  names = allNames.filter((_, at) => platform === mintlify || at % 3 === 1),
): Record<string, string> => ({
  'errbook.config.yaml': stringify({
    catalog: 'errors',
    rules: { stub: 'off', 'repeated-text': 'off' },
    outputs: [{ emit: platform.name, to: 'site/errors', ...platform.options }],
  }),
  'docs.json': '{"navigation": {"groups": [{"group": "Errors"}]}}',
  'errors/catalog.yaml': stringify({
    name: hostile,
    code: '{system}.{category}.{name}',
    docs: 'https://acme.test/errors/{system}/{category}/{name}',
    systems: {
      'A-cme': { title: hostile, description: hostile },
      b2: { title: 'B', description: `${hostile}\n\n# no heading` },
    },
    categories: { 'c-1': { title: hostile, description: hostile }, Z: { title: 'Z' } },
  }),
  ...Object.fromEntries(
    names.flatMap((name, at) =>
      ['A-cme', 'b2'].map((system) => {
        const category = at % 2 === 0 ? 'c-1' : 'Z'
        const steps = names.length > 8 ? 4 : 2
        const others = names.flatMap((other, index) =>
          index !== at && index % steps === at % steps
            ? [`${system}.${index % 2 === 0 ? 'c-1' : 'Z'}.${other}`]
            : [],
        )
        const data = {
          code: `${system}.${category}.${name}`,
          ...(system === 'b2' && { identifier: `B${at}` }),
          status: 400 + at,
          title: hostile,
          summary: hostile,
          description: `${hostile}, see [another](err:${others[0]}) and <err:${others.at(-1)}>.`,
          causes: [hostile],
          example: { caption: hostile, language: 'txt', title: 'a "b" {c}', code: '```\n{x}\n~~~' },
          fixes: { steps: [hostile, '1. one\n2. two'] },
          mistakes: [{ title: hostile, text: hostile }],
          sections: [{ title: hostile, body: hostile, after: 'mistakes' }],
          related: others.map((code) => ({ code, when: hostile })),
          links: [{ title: hostile, url: 'https://acme.test/a?b=(c)&d=[e]' }],
          ...(at % 5 === 1 && {
            deprecated: {
              since: hostile,
              reason: hostile,
              replacedBy: `${system}.c-1.${names[0]}`,
            },
          }),
          ...(at % 5 === 2 && {
            retired: { since: hostile, reason: hostile, replacedBy: `${system}.c-1.${names[0]}` },
          }),
        }
        return [`errors/${system}/${category}/${name}.yaml`, stringify(data, { lineWidth: 0 })]
      }),
    ),
  ),
})

/** Codes that leave parts out. */
const flatProject = (shape: string): Record<string, string> => {
  const fill = (text: string, name: string) =>
    text.replace('{system}', 'acme').replace('{category}', 'data').replace('{name}', name)
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
      outputs: [
        { emit: 'mintlify', to: 'site/errors', base: '/errors', nav: { file: 'docs.json' } },
      ],
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
  /** Which of the config's outputs it is. */
  readonly at: number
  readonly platform: SitePlatform
}
const flat = (shape: string): Site => ({
  project: () => inFolder(flatProject(shape), renderProject),
  at: 0,
  platform: mintlify,
})
const sites: Record<string, Site> = {
  'the reference catalog, mintlify': {
    project: () => renderProject(repository),
    at: 0,
    platform: mintlify,
  },
  ...Object.fromEntries(
    sitePlatforms.map((platform) => [
      `the complete catalog, ${platform.name}`,
      { project: () => complete, at: outputNames.indexOf(platform.name), platform },
    ]),
  ),
  'codes of one part': flat('{name}'),
  'codes of system and name': flat('{system}-{name}'),
  'codes of category and name': flat('{category}/{name}'),
  ...Object.fromEntries(
    sitePlatforms.map((platform) => [
      `hostile texts, ${platform.name}`,
      { project: () => inFolder(hostileProject(platform), renderProject), at: 0, platform },
    ]),
  ),
}

describe.each(Object.entries(sites))('%s', (_, { project: load, at, platform }) => {
  const { extension, index, overview } = platform
  let project: Rendered
  /** The pages of the output, by their paths below its folder without extensions. */
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

  it('has a page for every error, and an index for every system and category', () => {
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

  it('leads from every link to a page of its own', () => {
    let links = 0
    for (const [path, contents] of pages) {
      for (const url of [...linksOf(read(contents).tree), ...cardsOf(read(contents).tree)]) {
        // The only places outside are those that an author wrote.
        if (/^(?:https?|mailto):/.test(url)) continue
        links++
        expect(target(path, url), `${url} on ${path}`).toBeDefined()
      }
    }
    expect(links).toBeGreaterThan(pages.size)
  })

  it('lists every error exactly once in the overview, its system’s index and its category’s', () => {
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
    it('is in the navigation: each page once, and only what is there', () => {
      const listed = platform.navigation!(files, project.merged).map((path) =>
        pageAt(pages, platform, path),
      )
      expect(listed.sort()).toEqual([...pages.keys()].sort())
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
    it('shows no text as HTML', () => {
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

/** The errors that an output may show. */
function entriesOf({ catalog }: Rendered, { name }: SitePlatform): Entry[] {
  const hidden = name === 'markdown' ? ['internal'] : ['partner', 'internal']
  return catalog.entries.filter(({ visibility }) => !hidden.includes(visibility))
}

/** Where the cards of a page lead. */
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

describe('an audience is a ceiling', () => {
  const emitters = ['mintlify', 'markdown', 'llms', 'json-schema', 'typescript'] as const
  /** What only these readers may know: no output for others holds any of it. */
  const secrets = {
    internal: [
      'zanzibar',
      'quota_ledger_full',
      'QuotaLedgerFull',
      'Storage Quixotic',
      'staff alone',
      '507',
    ],
    partner: ['wellington', 'unbalanced', 'Unbalanced Postings', '0.01 EUR', 'difference', '422'],
  }
  const renderFor = async (audience: string, more: object = {}) => {
    const config = parseYaml(
      readFileSync(join(completeFolder, 'errbook.config.yaml'), 'utf8'),
    ) as object
    const outputs = emitters.map((emit) => ({
      emit,
      to: `out/${emit}`,
      audience,
      ...(emit === 'mintlify' && { base: '/errors', nav: { file: 'docs.json' } }),
      ...more,
    }))
    const files: Record<string, string> = {
      'errbook.config.yaml': stringify({ ...config, outputs }),
      'docs.json': readFileSync(join(completeFolder, 'docs.json'), 'utf8'),
    }
    for (const file of readdirSync(join(completeFolder, 'errors'), {
      recursive: true,
      encoding: 'utf8',
    }))
      if (file.endsWith('.yaml'))
        files[`errors/${file}`] = readFileSync(join(completeFolder, 'errors', file), 'utf8')
    return inFolder(files, renderProject)
  }
  const found = ({ files, merged }: Rendered, words: readonly string[]) =>
    words.filter((word) =>
      [...files, ...merged].some(([path, contents]) =>
        `${path}\n${contents}`.toLowerCase().includes(word.toLowerCase()),
      ),
    )

  it('is public where docs and schemas name none, and has to be named for code', async () => {
    const rendered = await complete
    const [pages, llms, schemas] = rendered.outputs
    for (const files of [pages!, llms!, schemas!])
      expect(
        found({ ...rendered, files, merged: new Map() }, [...secrets.internal, ...secrets.partner]),
      ).toEqual([])
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
    expect(pagesOf(await renderFor('public', { only: { tags: ['slow', 'zanzibar'] } }))).toEqual([
      'acme/data/everything',
    ])
    expect(
      pagesOf(
        await renderFor('internal', {
          only: { systems: ['acme'], categories: ['data'], tags: ['slow'] },
        }),
      ),
    ).toEqual(['acme/data/everything'])
  })
})

describe('the overview of a catalog without systems', () => {
  const files = (errors: Record<string, object>, kind: string) => ({
    'errors/catalog.yaml': stringify({
      name: 'Flat',
      code: '{name}',
      docs: 'https://acme.test/errors/{name}',
      kind,
    }),
    ...Object.fromEntries(
      Object.entries(errors).map(([name, more]) => [
        `errors/${name}.yaml`,
        stringify({
          code: name,
          title: 'T',
          summary: `What ${name.replace('_', ' ')} means.`,
          ...more,
        }),
      ]),
    ),
    'errbook.config.yaml': stringify({
      catalog: 'errors',
      rules: { stub: 'off' },
      outputs: [{ emit: 'markdown', to: 'docs', base: '/errors' }],
    }),
  })
  const overview = async (errors: Record<string, object>, kind = 'library') => {
    const { files: rendered } = await inFolder(files(errors, kind), renderProject)
    return rendered.get('docs/overview.md')!
  }

  it('has its errors by their first tag, without a column or a heading that is empty', async () => {
    const text = await overview({
      disk_full: { tags: ['disk', 'write'] },
      no_reply: { tags: ['net'] },
      other: {},
      torn: { tags: ['disk'] },
    })
    expect(text.slice(text.indexOf('## All errors'))).toBe(
      `## All errors

### disk

| Code | What it means |
| --- | --- |
| [\`disk_full\`](./disk_full.md) | What disk full means. |
| [\`torn\`](./torn.md) | What torn means. |

### net

| Code | What it means |
| --- | --- |
| [\`no_reply\`](./no_reply.md) | What no reply means. |

### Others

| Code | What it means |
| --- | --- |
| [\`other\`](./other.md) | What other means. |
`,
    )
    expect(text).not.toContain('Where errors come from')
  })

  it('is one table where no error has a tag, with a column for exit codes where there are some', async () => {
    const text = await overview({ a: { exitCode: 2 }, b: { exitCode: 3 } }, 'cli')
    expect(text).toContain('| Code | Status | What it means |')
    expect(text).toContain('| [`b`](./b.md) | exit 3 | What b means. |')
    expect(text).not.toContain('###')
    expect(await overview({ a: {} })).toContain('| Code | What it means |\n| --- | --- |\n')
  })
})
