import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { mergeDocsJson } from '../../src/emit/docs/docs-json.js'
import { docusaurus } from '../../src/emit/docs/platforms/docusaurus.js'
import { starlight } from '../../src/emit/docs/platforms/starlight.js'
import { redirectsOf } from '../../src/emit/docs/redirects.js'
import { inFolder, renderProject } from '../project.js'

const docs = (pages: object): Record<string, string> => ({
  'errors/catalog.yaml': stringify({
    name: 'Acme',
    code: '{system}.{category}.{name}',
    docs: 'https://acme.test/docs/errors/{system}/{category}/{name}',
    systems: { acme: { title: 'Acme' }, '2fa-codes': { title: 'Codes' } },
    categories: { data: { title: 'Data' } },
  }),
  ...Object.fromEntries(
    Object.entries(pages).map(([path, more]) => {
      const data = {
        code: path.replaceAll('/', '.'),
        status: 400,
        title: 'Bad Request',
        summary: `About ${path}.`,
        ...more,
      }
      return [`errors/${path}.yaml`, stringify(data)]
    }),
  ),
})
const config = (output: object) =>
  stringify({ catalog: 'errors', rules: { stub: 'off' }, outputs: [{ to: 'out', ...output }] })

describe('the addresses of pages', () => {
  const plain = {
    base: '/docs/errors',
    heading: 'title' as const,
    requests: ['curl' as const],
    routeBasePath: '/docs',
    siteBase: '',
    templates: undefined,
  }

  it('keep numeric prefixes on Docusaurus', () => {
    const address = (page: string) => docusaurus.address!(page, plain)
    expect(address('acme/data/not_found')).toEqual({})
    expect(address('acme/data/404')).toEqual({})
    expect(address('acme/data/2fa-required')).toEqual({})
    // Docusaurus doesn't treat a date or a version as a numeric prefix.
    expect(address('acme/data/2026-01-01-x')).toEqual({})
    expect(address('acme/data/1_2_3')).toEqual({})
    expect(address('acme/data/404_not_found')).toEqual({
      slug: '/errors/acme/data/404_not_found',
      id: 'acme.data.404_not_found',
    })
    // Docusaurus would use a page with the name of its folder as the folder's own page.
    expect(address('acme/data/Data')).toEqual({ slug: '/errors/acme/data/Data' })
    expect(address('1-acme/data/index')).toEqual({
      slug: '/errors/1-acme/data',
      id: '1-acme.data.index',
    })
  })

  it('match the IDs in the sidebar on Docusaurus', async () => {
    const files = {
      ...docs({ 'acme/data/404_not_found': {}, 'acme/data/gone': {} }),
      'errbook.config.yaml': config({ emit: 'docusaurus' }),
    }
    const { files: written } = await inFolder(files, renderProject)
    expect(written.get('out/acme/data/404_not_found.mdx')).toContain(
      'id: "acme.data.404_not_found"\nslug: "/errors/acme/data/404_not_found"\n',
    )
    expect(written.get('out/_sidebar.json')).toContain(
      '"id": "errors/acme/data/acme.data.404_not_found"',
    )
    expect(written.get('out/_sidebar.json')).toContain('"id": "errors/acme/data/gone"')
  })

  it('keep upper and lower case on Starlight', () => {
    expect(starlight.address!('acme/data/index', plain)).toEqual({})
    expect(starlight.address!('acme/data/NotFound', plain)).toEqual({
      slug: 'docs/errors/acme/data/NotFound',
    })
  })
})

describe('redirects', () => {
  it('lead from the page of every earlier code directly to an existing page', async () => {
    const files = {
      ...docs({
        'acme/data/now': { aliases: ['acme.data.once', 'acme.old.before', '2fa-codes.data.now'] },
        'acme/data/then': {
          retired: { reason: 'It is gone', replacedBy: 'acme.data.now' },
          aliases: ['acme.data.first'],
        },
      }),
      'errbook.config.yaml': config({ emit: 'docusaurus' }),
    }
    const { files: written, catalog } = await inFolder(files, renderProject)
    const pages = catalog.entries.map(({ page }) => page)
    expect(redirectsOf(catalog, pages)).toEqual([
      { from: '2fa-codes/data/now', to: 'acme/data/now' },
      { from: 'acme/data/first', to: 'acme/data/then' },
      { from: 'acme/data/once', to: 'acme/data/now' },
      { from: 'acme/old/before', to: 'acme/data/now' },
    ])
    expect(
      redirectsOf(catalog, [...pages, 'acme/data/first', 'acme/data/once']).map(({ from }) => from),
    ).toEqual(['2fa-codes/data/now', 'acme/old/before'])
    const redirects = JSON.parse(written.get('out/_redirects.json')!) as {
      from: string
      to: string
    }[]
    expect(redirects).toHaveLength(4)
    const sources = new Set(redirects.map(({ from }) => from))
    for (const { from, to } of redirects) {
      expect(sources.has(to)).toBe(false)
      expect(written.has(`out${to.replace('/docs/errors', '')}.mdx`), to).toBe(true)
      expect(written.has(`out${from.replace('/docs/errors', '')}.mdx`), from).toBe(false)
    }
  })
})

describe('a docs.json', () => {
  const redirects = {
    made: [
      { source: '/errors/a', destination: '/errors/c' },
      { source: '/errors/b', destination: '/errors/c' },
    ],
    base: '/errors',
    pages: new Set(['/errors/overview', '/errors/c', '/errors/d']),
  }
  const merge = (text: string) =>
    mergeDocsJson('docs.json', {
      group: 'Errors',
      root: 'errors',
      pages: ['errors/overview'],
      redirects,
    }).merge({
      file: 'docs.json',
      text,
    })
  const nav = '"navigation": { "groups": [{ "group": "Errors", "pages": [ "errors/overview" ] }] }'

  it.each([
    [
      'without redirects',
      `{\n  ${nav}\n}\n`,
      `{\n  ${nav},\n  "redirects": [\n    {\n      "source": "/errors/a",\n      "destination": "/errors/c"\n    },\n    {\n      "source": "/errors/b",\n      "destination": "/errors/c"\n    }\n  ]\n}\n`,
    ],
    [
      'with handwritten redirects, and one from errbook with a different target',
      `{\r\n\t${nav},\r\n\t"redirects": [\r\n\t\t{ "source":"/x",   "destination":"/y" },\r\n\t\t{ "source": "/errors/b", "destination": "/errors/a", "permanent": true }\r\n\t], "colors": {}\r\n}`,
      `{\r\n\t${nav},\r\n\t"redirects": [\r\n\t\t{ "source":"/x",   "destination":"/y" },\r\n\t\t{ "source": "/errors/b", "destination": "/errors/c", "permanent": true },\r\n\t\t{\r\n\t\t\t"source": "/errors/a",\r\n\t\t\t"destination": "/errors/c"\r\n\t\t}\r\n\t], "colors": {}\r\n}`,
    ],
    [
      'with all redirects on one line',
      `{ ${nav}, "redirects": [{ "source": "/x", "destination": "/y" }] }`,
      `{ ${nav}, "redirects": [{ "source": "/x", "destination": "/y" }, {"source":"/errors/a","destination":"/errors/c"}, {"source":"/errors/b","destination":"/errors/c"}] }`,
    ],
    [
      'with an empty list of redirects',
      `{ ${nav}, "redirects": [] }`,
      `{ ${nav}, "redirects": [\n  {\n    "source": "/errors/a",\n    "destination": "/errors/c"\n  },\n  {\n    "source": "/errors/b",\n    "destination": "/errors/c"\n  }\n] }`,
    ],
    [
      'with redirects of an earlier build, some of which start at pages that exist again',
      `{ ${nav}, "redirects": [ { "source": "/errors/c", "destination": "/errors/a" },{ "source": "/errors/old", "destination": "/errors/a" },  { "source": "/errors/d", "destination": "/errors/gone" }, { "source": "/errors/d", "destination": "/guide" },{ "source": "/errors/older", "destination": "/errors/gone" }, { "source": "/x", "destination": "/errors/a" } ] }`,
      `{ ${nav}, "redirects": [ { "source": "/errors/old", "destination": "/errors/c" }, { "source": "/errors/d", "destination": "/guide" },{ "source": "/errors/older", "destination": "/errors/gone" }, { "source": "/x", "destination": "/errors/a" }, {"source":"/errors/a","destination":"/errors/c"}, {"source":"/errors/b","destination":"/errors/c"} ] }`,
    ],
    [
      'with redirects in a separate file',
      `{ ${nav}, "redirects": { "$ref": "./redirects.json" } }`,
      `{ ${nav}, "redirects": { "$ref": "./redirects.json" } }`,
    ],
  ])('%s, keeps all other bytes, and a second build changes nothing', (_, before, after) => {
    expect(merge(before)).toBe(after)
    expect(merge(after)).toBe(after)
  })

  it.each(['{}', '"/errors"', 'null'])('is rejected if its `redirects` are %s', (value) => {
    const text = `{ ${nav}, "redirects": ${value} }`
    const start = text.indexOf(value, text.indexOf('"redirects"'))
    expect(merge(text)).toMatchObject({
      code: 'nav-file',
      at: { range: [start, start + value.length] },
    })
  })
})

describe('the request samples on a page', () => {
  it('are in the configured formats and order, with language names that the platform knows', async () => {
    const request = { method: 'POST', url: 'https://api.acme.test/a', body: { b: 1 } }
    const pages = docs({
      'acme/data/a': {
        example: [
          { request },
          { request: { ...request, method: 'GET' } },
          { language: 'ts', code: 'x' },
        ],
      },
    })
    for (const [emit, count] of [
      ['docusaurus', 5],
      ['starlight', 5],
      ['mintlify', 5],
      ['fumadocs', 5],
      ['nextra', 5],
      ['vitepress', 5],
      ['markdown', 5],
    ] as const) {
      const options = {
        emit,
        ...(emit !== 'markdown' && emit !== 'docusaurus' && { base: '/docs/errors' }),
        requests: ['python', 'curl', 'fetch'],
      }
      const { files } = await inFolder(
        { ...pages, 'errbook.config.yaml': config(options) },
        renderProject,
      )
      const page = [...files].find(([path]) => /acme\/data\/a\.mdx?$/.test(path))![1]
      // fetch rejects a GET with a body.
      expect(page.match(/^```(?:bash|js|python)\b/gm), emit).toHaveLength(count)
      expect(page.indexOf('```python'), emit).toBeLessThan(page.indexOf('```bash'))
    }
  })
})
