import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withGroup } from '../../src/author/setup/docs-json.js'
import { withScripts } from '../../src/author/setup/package-json.js'
import { detectApi, detectSites } from '../../src/author/setup/site.js'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder } from '../project.js'

const listing = (files: Record<string, string>) => ({
  files: Object.keys(files),
  head: (file: string) => files[file] ?? '',
})

/** Runs `init` and answers its questions in order. Returns output, questions and exit code. */
async function init(folder: string, args: readonly string[] = [], answers?: readonly string[]) {
  const asked: string[] = []
  const io = captureIo(folder)
  const ask = async (question: string) => {
    asked.push(question)
    return answers?.[asked.length - 1] ?? ''
  }
  const exitCode = await run(['init', ...args], answers ? { ...io, ask } : io)
  return { text: io.text(), asked, exitCode }
}

describe('`init`', () => {
  it('creates a catalog that builds in an empty folder, and asks nothing without a terminal', async () => {
    await inFolder({}, async (folder) => {
      const { text, exitCode } = await init(folder)
      expect(exitCode, text).toBe(0)
      expect(text).toContain('1 error in the catalog')
      expect(
        readFileSync(join(folder, 'docs/errors/acme/data/order_not_found.md'), 'utf8'),
      ).toContain('Order ord_123 does not exist.')
      // The `$schema` comments must point to existing files.
      for (const [file, up] of [
        ['errors/catalog.yaml', 'errors'],
        ['errors/acme/data/order_not_found.yaml', 'errors/acme/data'],
      ] as const) {
        const [, schema] = /\$schema=(\S+)/.exec(readFileSync(join(folder, file), 'utf8'))!
        expect(existsSync(join(folder, up, schema!)), schema).toBe(true)
      }
      for (const command of ['check', 'build --check', 'fmt --check']) {
        const io = captureIo(folder)
        expect(await run(command.split(' '), io), io.text()).toBe(0)
      }
    })
  })

  it('asks three questions, and uses the detected value if an answer is empty', async () => {
    await inFolder(
      {
        'package.json': '{ "name": "@acme/parcel-api" }\n',
        'docusaurus.config.ts': '',
        '.git/HEAD': '',
      },
      async (folder) => {
        const { text, asked, exitCode } = await init(
          folder,
          [],
          ['', '', 'https://parcels.test/docs/errors/'],
        )
        expect(exitCode, text).toBe(0)
        expect(asked).toEqual([
          'API or product name? (Parcel API) ',
          expect.stringMatching(/^Docs platform\? .*docusaurus.* \(docusaurus\) $/),
          'URL of the error pages? (https://example.com/docs/errors) ',
        ])
        expect(readFileSync(join(folder, 'errors/catalog.yaml'), 'utf8')).toContain(
          'docs: "https://parcels.test/docs/errors/{system}/{category}/{name}"',
        )
        expect(existsSync(join(folder, 'docs/errors/parcel/data/order_not_found.mdx'))).toBe(true)
        expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe(
          '{ "name": "@acme/parcel-api", "scripts": {"errors:check":"errbook check","errors:build":"errbook build"} }\n',
        )
        expect(existsSync(join(folder, '.github/workflows/errors.yml'))).toBe(true)
      },
    )
  })

  it('reports an invalid answer, and continues with a default', async () => {
    await inFolder({}, async (folder) => {
      const { text, asked } = await init(folder, [], ['Bücher & Co', 'gitbook', 'docs.test/e'])
      expect(asked.length).toBe(3)
      expect(text).toContain('Unknown docs platform `gitbook`. Using markdown for now')
      expect(readFileSync(join(folder, 'errors/catalog.yaml'), 'utf8')).toContain(
        'docs: "https://docs.test/e/{system}',
      )
      expect(existsSync(join(folder, 'errors/bucher/data/order_not_found.yaml'))).toBe(true)
    })
    await inFolder({ 'package.json': '{ broken' }, async (folder) => {
      const { text } = await init(folder, [], ['', 'Docusarus', 'not a {url}'])
      expect(text).toContain('Did you mean docusaurus? Using markdown for now')
      expect(text).toContain(
        'Invalid URL `not a {url}`. Using https://example.com/docs/errors for now',
      )
      expect(text).toContain('package.json is not valid JSON')
      expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe('{ broken')
    })
  })

  it.each([
    [{}, "'./acme/data.js'"],
    [{ 'next.config.ts': '' }, "'./acme/data'"],
  ])('writes imports that the bundler of the project can resolve', async (config, path) => {
    await inFolder({ 'tsconfig.json': '{}', 'src/index.ts': '', ...config }, async (folder) => {
      const { text, exitCode } = await init(folder, ['--yes'])
      expect(exitCode, text).toBe(0)
      expect(readFileSync(join(folder, 'src/errors/index.ts'), 'utf8')).toContain(path)
    })
  })

  it('never overwrites an existing file, and lists it as kept', async () => {
    const own = {
      'errbook.config.json': '{ "outputs": [] }',
      'errors/catalog.yaml': 'name: Mine\ncode: "{name}"\ndocs: "https://a.test/{name}"\n',
    }
    await inFolder(own, async (folder) => {
      const { text, exitCode, asked } = await init(folder, [], ['', '', ''])
      expect({ exitCode, asked }).toEqual({ exitCode: 0, asked: [] })
      expect(text).toContain('kept errbook.config.json')
      expect(text).toContain('kept errors/catalog.yaml')
      for (const [file, contents] of Object.entries(own))
        expect(readFileSync(join(folder, file), 'utf8')).toBe(contents)
      expect(existsSync(join(folder, 'errbook.config.yaml'))).toBe(false)
    })
  })

  it('writes nothing on a dry run', async () => {
    await inFolder({ 'package.json': '{}' }, async (folder) => {
      const { text, exitCode } = await init(folder, ['--dry-run'])
      expect(exitCode).toBe(0)
      expect(text).toContain('would write errors/catalog.yaml')
      expect(text).toContain('would write package.json')
      expect(existsSync(join(folder, 'errors'))).toBe(false)
      expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe('{}')
    })
  })

  it('adds a group with the error pages to the navigation of a Mintlify site', async () => {
    const docs =
      '{\n  "$schema": "https://mintlify.com/docs.json",\n  "navigation": {\n    "groups": [\n      { "group": "Start", "pages": ["index"] }\n    ]\n  }\n}\n'
    await inFolder(
      { 'docs/docs.json': docs, 'api/openapi.yaml': 'openapi: 3.1.0\ninfo:\n  title: "Parcels"\n' },
      async (folder) => {
        const { text, exitCode } = await init(folder, ['--yes'])
        expect(exitCode, text).toBe(0)
        expect(text).toContain('Found Mintlify (docs/docs.json). Pages are written to docs/errors.')
        expect(text).toContain('docs/platforms/mintlify.md in the errbook package')
        expect(text).toContain('Found the API description api/openapi.yaml.')
        expect(readFileSync(join(folder, 'errors/catalog.yaml'), 'utf8')).toContain(
          'name: Parcels\n',
        )
        const after = readFileSync(join(folder, 'docs/docs.json'), 'utf8')
        expect(after).toContain(
          '      { "group": "Start", "pages": ["index"] },\n      {\n        "group": "Errors",\n        "pages": [\n',
        )
        expect(after).toContain('"errors/parcels/data/order_not_found"')
      },
    )
  })
})

it('`init` excludes the catalog from a Mintlify site in the same folder', async () => {
  await inFolder({ 'docs.json': '{ "navigation": { "groups": [] } }' }, async (folder) => {
    const { text, exitCode } = await init(folder, ['--yes'])
    expect(exitCode, text).toBe(0)
    expect(text).toContain('wrote .mintignore')
    expect(readFileSync(join(folder, '.mintignore'), 'utf8')).toBe('/errors/\n')
    expect(existsSync(join(folder, 'reference/errors/overview.mdx'))).toBe(true)
  })
})

describe('the detection of `init`', () => {
  it('recognizes each docs platform by its config, and lists the sites closest to the root first', () => {
    const found = detectSites(
      listing({
        'website/docusaurus.config.js': '',
        'docs/.vitepress/config.mts': '',
        'docs.json': '{ "navigation": {} }',
        'astro.config.mjs': 'import starlight',
        'apps/docs/source.config.ts': "import { defineDocs } from 'fumadocs-mdx/config'",
        'apps/docs/next.config.mjs': "import { createMDX } from 'fumadocs-mdx/next'",
        'apps/guide/next.config.mjs': "import { createMDX } from 'fumadocs-mdx/next'",
        'apps/web/next.config.mjs': 'import nextra',
        'apps/shop/next.config.mjs': 'export default {}',
        'other/docs.json': '{ "pages": [] }',
      }),
      ['mintlify', 'docusaurus', 'starlight', 'fumadocs', 'nextra', 'vitepress'],
    )
    expect(found.map(({ emit, to }) => [emit, to])).toEqual([
      ['starlight', 'src/content/docs/errors'],
      ['mintlify', 'reference/errors'],
      ['docusaurus', 'website/docs/errors'],
      ['vitepress', 'docs/errors'],
      ['fumadocs', 'apps/docs/content/docs/errors'],
      ['fumadocs', 'apps/guide/content/docs/errors'],
      ['nextra', 'apps/web/content/errors'],
    ])
    expect(detectSites(listing({ 'docs.json': '{ "navigation": {} }' }), ['markdown'])).toEqual([])
  })

  it('recognizes an OpenAPI 3 description by its content', () => {
    expect(
      detectApi(
        listing({
          'a/b.yaml': '# Ours\nopenapi: 3.0.3',
          'c.json': '{\n "openapi": "3.1.0" }',
          'd.yaml': 'swagger: "2.0"',
        }),
      ),
    ).toBe('c.json')
    expect(
      detectApi(listing({ 'd.yaml': 'swagger: "2.0"', 'e.yaml': 'name: openapi' })),
    ).toBeUndefined()
  })
})

describe('`init` in an existing project', () => {
  it.each([
    [
      '{\r\n\t"a": 1,\r\n\t"scripts": {\r\n\t\t"test": "x"\r\n\t}\r\n}',
      '{\r\n\t"a": 1,\r\n\t"scripts": {\r\n\t\t"test": "x",\r\n\t\t"errors:check": "errbook check",\r\n\t\t"errors:build": "errbook build"\r\n\t}\r\n}',
    ],
    [
      '{}',
      '{\n  "scripts": {\n    "errors:check": "errbook check",\n    "errors:build": "errbook build"\n  }\n}',
    ],
    [
      '{"scripts":{"errors:check":"mine"}}',
      '{"scripts":{"errors:check":"mine", "errors:build": "errbook build"}}',
    ],
    ['{"scripts":{"errors:check":"a","errors:build":"b"}}', undefined],
    ['{"scripts":[]}', undefined],
    ['no json', undefined],
  ])('adds scripts to a valid package.json and keeps existing scripts: %s', (before, after) => {
    expect(withScripts(before)).toBe(after)
  })

  it('adds a navigation group to docs.json only if its place is clear', () => {
    expect(withGroup('{"navigation":{"tabs":[{"groups":[]}]}}', 'Errors')).toBe(
      '{"navigation":{"tabs":[{"groups":[{"group":"Errors","pages":[]}]}]}}',
    )
    expect(withGroup('{"navigation":{"groups":[{"group":"Errors"}]}}', 'Errors')).toBe(
      '{"navigation":{"groups":[{"group":"Errors"}]}}',
    )
    expect(withGroup('{"navigation":{"languages":[]}}', 'Errors')).toBeUndefined()
    expect(withGroup('{ // comment\n}', 'Errors')).toBeUndefined()
  })
})
