import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Code } from 'mdast'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse as parseYaml, stringify } from 'yaml'
import { commands } from '../src/commands/index.js'
import { run } from '../src/commands/run.js'
import { diagnosticsCatalog } from '../src/commands/shared/project/catalogs.js'
import { rules as changeRules } from '../src/diff/rules.js'
import { emitters } from '../src/emit/index.js'
import * as sizes from '../src/files/sizes.js'
import { rules } from '../src/lint/rules/index.js'
import * as config from '../src/model/config.js'
import { entrySchema } from '../src/model/entry.js'
import { limits, limitTexts } from '../src/model/limits.js'
import { textKinds } from '../src/model/text.js'
import { vocabularySchema } from '../src/model/vocabulary.js'
import { captureIo } from './io.js'
import { linksOf, readPage } from './page.js'
import { inFolder, renderProject, repository, writeFiles } from './project.js'

const docs = join(repository, 'docs')
const names = [
  'catalog-format',
  'commands',
  'config',
  'editing',
  'getting-started',
  'go-and-python',
  'guide-moving',
  'import',
  'openapi',
  'outputs',
  'rules',
  'security',
  'stability',
  'templates',
  'typescript',
].map((name) => `${name}.md`)
const read = (name: string) => readFileSync(join(docs, name), 'utf8')

describe('the reference', () => {
  it('is what the sources give: `npm run build` writes it anew', async () => {
    const { referenceDocs } = (await import('../scripts/docs.mjs' as string)) as {
      referenceDocs(modules: object): Promise<Map<string, string>>
    }
    const pages = await referenceDocs({
      changeRules,
      config,
      commands,
      emitters,
      sizes,
      rules,
      diagnostics: diagnosticsCatalog(),
      entrySchema,
      vocabularySchema,
      textKinds,
      limits,
      limitTexts,
    })
    expect([...pages.keys()].sort()).toEqual(names)
    for (const [name, contents] of pages) expect(contents, name).toBe(read(name))
  })

  it('leads from every link to a page and a heading that are there', () => {
    const slugs = (text: string) =>
      new Set(
        [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
          heading!
            .toLowerCase()
            .replace(/[^\p{L}\p{N} _-]/gu, '')
            .replaceAll(' ', '-'),
        ),
      )
    for (const name of names) {
      for (const url of linksOf(readPage(read(name), { mdx: false }).tree)) {
        if (/^(?:https?|err):/.test(url)) continue
        const [file, anchor] = url.split('#')
        const text = read(file === '' ? name : file!)
        if (anchor !== undefined) expect(slugs(text), `${url} of ${name}`).toContain(anchor)
      }
    }
  })
})

describe('security.md', () => {
  it('names tests that are there, each by the words of its title', () => {
    const rows = read('security.md')
      .split('\n')
      .filter((line) => line.startsWith('| '))
    const named = rows.flatMap((row) =>
      [...row.matchAll(/\]\(\.\.\/(test\/[^)]+)\)(?: "([^"]+)")?/g)].map(([, file, title]) => ({
        file: file!,
        title,
      })),
    )
    expect(named.length).toBeGreaterThan(20)
    for (const { file, title = '' } of named)
      expect(readFileSync(join(repository, file), 'utf8'), `${file}: ${title}`).toContain(title)
  })

  it('has a test or a command in each row of its threats', () => {
    const [, ...tables] = read('security.md').split('| Threat | Guarantee | Test |')
    expect(tables.length).toBe(4)
    const threats = tables.flatMap((table) => table.split('\n\n')[0]!.split('\n').slice(2))
    expect(threats.filter((row) => !/\[test\/|`npm run /.test(row))).toEqual([])
  })
})

it('the sessions of stability.md say what errbook says', async () => {
  const text = read('stability.md')
  const files = Object.fromEntries(
    [...text.matchAll(/```yaml (errors\/\S+)\n([\s\S]*?)```/g)].map(([, path, contents]) => [
      path!,
      contents!,
    ]),
  )
  expect(Object.keys(files).length).toBe(2)
  await inFolder({ ...files, 'errbook.config.yaml': 'catalog: errors\n' }, async (folder) => {
    const sessions = [
      ...text.matchAll(
        /(?:<!-- change: (\S+) "([^"]+)" "([^"]+)" -->\n)?```console\n\$ npx errbook (\w+)\n([\s\S]*?)```/g,
      ),
    ]
    expect(sessions.length).toBe(2)
    for (const [, file, before, after, command, said] of sessions) {
      if (file !== undefined) writeFiles(folder, [[file, files[file]!.replace(before!, after!)]])
      const io = captureIo(folder)
      await run([command!], io)
      expect(io.text()).toBe(said)
    }
    const accepted = /```yaml\n(- rule: [\s\S]*?)```/.exec(text)![1]!
    writeFiles(folder, [['errors/catalog.accepted.yaml', accepted]])
    const io = captureIo(folder)
    expect(await run(['check'], io), io.text()).toBe(0)
  })
})

describe('the samples of', () => {
  /** Files that a page shows: fences whose info line names one. */
  const samplesOf = (name: string) =>
    readPage(read(name), { mdx: false }).tree.children.flatMap((node) =>
      node.type === 'code' && node.meta
        ? [[(node as Code).meta!, `${(node as Code).value}\n`] as const]
        : [],
    )
  const format = Object.fromEntries(samplesOf('catalog-format.md'))

  it('the catalog format are a catalog that errbook has nothing to say against', async () => {
    expect(Object.keys(format).length).toBeGreaterThan(3)
    await inFolder({ ...format, 'errbook.config.yaml': 'catalog: errors\n' }, async (folder) => {
      const io = captureIo(folder)
      expect(await run(['check'], io), io.text()).toBe(0)
      expect(io.text()).toBe('✓ 4 errors in the catalog, checked.\n')
    })
  })

  it('Go and Python give the code that it shows', async () => {
    const samples = samplesOf('go-and-python.md')
    const shown = samples.filter(([path]) => /\.(?:go|py)$/.test(path))
    expect([samples.length, shown.length]).toEqual([4, 2])
    await inFolder(
      { ...format, ...Object.fromEntries(samples.filter((sample) => !shown.includes(sample))) },
      async (folder) => {
        const io = captureIo(folder)
        expect(await run(['build'], io), io.text()).toBe(0)
        for (const [path, text] of shown)
          expect(readFileSync(join(folder, path), 'utf8')).toContain(text)
      },
    )
  })

  it('OpenAPI are merged as it says, and the overlay is written', async () => {
    const samples = samplesOf('openapi.md')
    const files = Object.fromEntries(samples.filter(([path]) => !path.includes(' ')))
    const session = /```console\n([\s\S]*?)```/.exec(read('openapi.md'))?.[1] ?? ''
    const after = samples.filter(([path]) => path.endsWith(', afterwards'))
    expect([Object.keys(files).length, after.length]).toEqual([3, 1])
    await inFolder({ ...format, ...files }, async (folder) => {
      const io = captureIo(folder)
      expect(await run(['build'], io), io.text()).toBe(0)
      expect(readFileSync(join(folder, 'out/openapi/overlay.yaml'), 'utf8')).toContain(
        "$.paths['/books/{bookId}'].get.responses",
      )
      const words = session.split('\n')[0]!.split(' ').slice(3)
      const merging = captureIo(folder)
      await run(words, merging)
      // The sample is a stub, which is warned about.
      expect(session).toBe(
        `$ npx ${['errbook', ...words].join(' ')}\n${merging.text().split('\n').slice(-2).join('\n')}`,
      )
      for (const [path, shown] of after)
        expect(readFileSync(join(folder, path.replace(', afterwards', '')), 'utf8')).toContain(
          shown,
        )
    })
  })

  it.each(['config.md', 'rules.md', 'templates.md'])(
    '%s are configs that errbook takes',
    async (name) => {
      const samples = samplesOf(name)
      expect(samples.length).toBeGreaterThan(0)
      for (const [path, contents] of samples) {
        await inFolder(
          { ...format, [path]: contents, 'my-templates/_none.mdx.hbs': '' },
          async (folder) => {
            const io = captureIo(folder)
            expect(await run(['build'], io), io.text()).toBe(0)
          },
        )
      }
    },
  )
})

// What docs/templates.md says a template sees is compared with templates that show all they see.
describe('a template sees what the reference says', () => {
  const documented = parseYaml(readFileSync(join(docs, 'parts/views.yaml'), 'utf8')) as Record<
    string,
    Record<string, string>
  >
  const whole = {
    mdx: '<Show view={ {{json this}} } />\n',
    txt: '```\n{{json this}}\n```\n',
    ts: 'export const view = {{json this}}\n',
  }
  let seen: Record<string, Set<string>>

  beforeAll(async () => {
    const complete = join(repository, 'test/fixtures/complete')
    const templates: Record<string, string> = {
      ...Object.fromEntries(
        ['page', 'overview', 'system', 'category'].map((name) => [
          `mdx/${name}.mdx.hbs`,
          whole.mdx,
        ]),
      ),
      'txt/llms.txt.hbs': whole.txt,
      ...Object.fromEntries(
        ['category', 'envelope', 'index', 'map', 'codes', 'table', 'runtime'].map((name) => [
          `ts/${name}.ts.hbs`,
          whole.ts,
        ]),
      ),
    }
    const config = {
      catalog: 'errors',
      outputs: [
        {
          emit: 'mintlify',
          to: 'mdx-out',
          base: '/errors',
          audience: 'internal',
          templates: 'mdx',
          requests: ['curl', 'fetch'],
        },
        { emit: 'llms', to: 'txt-out', audience: 'internal', templates: 'txt' },
        { emit: 'typescript', to: 'ts-out', audience: 'internal', templates: 'ts' },
      ],
    }
    const paths = [
      'catalog',
      'acme/data/everything',
      'acme/data/old',
      'acme/data/older',
      'acme/data/unexpected',
      'acme/limits/throttled',
      'acme/limits/quota_ledger_full',
      'ledger/books',
      'cli/usage/unknown_flag',
    ]
    const errors = Object.fromEntries(
      paths.map((path) => [
        `errors/${path}.yaml`,
        readFileSync(join(complete, `errors/${path}.yaml`), 'utf8'),
      ]),
    )
    const { files } = await inFolder(
      { ...errors, ...templates, 'errbook.config.yaml': stringify(config) },
      renderProject,
    )
    // A catalog without systems has its errors by tag.
    const flat = {
      'errors/catalog.yaml': stringify({
        name: 'Flat',
        code: '{name}',
        docs: 'https://acme.test/errors/{name}',
        kind: 'library',
      }),
      'errors/gone.yaml': stringify({
        code: 'gone',
        title: 'Gone',
        summary: 'It is gone.',
        tags: ['disk'],
      }),
    }
    const markdown = {
      emit: 'markdown',
      to: 'mdx-out',
      base: '/errors',
      audience: 'internal',
      templates: 'mdx',
    }
    const ofFlat = await inFolder(
      {
        ...flat,
        'mdx/overview.md.hbs': whole.txt,
        'errbook.config.yaml': stringify({
          catalog: 'errors',
          rules: { stub: 'off' },
          outputs: [markdown],
        }),
      },
      renderProject,
    )
    seen = {}
    for (const [path, contents] of [...files, ...ofFlat.files]) {
      const view = viewOf(path)
      const json = /(?:view=\{|view =|```\n)\s*(\{[\s\S]*\})(?:\s*\} \/>|\n|$)/.exec(contents)?.[1]
      if (view === undefined || json === undefined) continue
      seen[view] ??= new Set()
      keysOf(JSON.parse(json), '', seen[view])
    }
  })

  it.each(Object.keys(documented))('%s', (view) => {
    const keys = Object.keys(documented[view]!)
    const told = (key: string) =>
      keys.some((known) => known.startsWith(`${key}.`) || known.startsWith(`${key}[]`))
    // A value that is told of as a whole, or under another heading, is looked at no further.
    const shown = [...(seen[view] ?? [])].filter((key) =>
      parentsOf(key).every((parent) => told(parent)),
    )
    expect(shown.sort()).toEqual([...keys].sort())
  })

  function viewOf(path: string): string | undefined {
    if (path.startsWith('mdx-out/'))
      return /overview\.mdx?$/.test(path)
        ? 'overview'
        : /^mdx-out\/\w+\/index\.mdx$/.test(path)
          ? 'system'
          : /index\.mdx$/.test(path)
            ? 'category'
            : 'page'
    if (path === 'txt-out/llms.txt') return 'llms'
    const name = /^ts-out\/(\w+)\.ts$/.exec(path)?.[1]
    if (name === 'map' || name === 'codes') return 'map'
    if (name === 'index') return 'barrel'
    if (name === 'table' || name === 'envelope') return name
    return path.startsWith('ts-out/') && name === undefined && !path.endsWith('/envelope.ts')
      ? 'module'
      : undefined
  }
})

function keysOf(value: unknown, path: string, into: Set<string>): void {
  if (Array.isArray(value)) {
    into.delete(path)
    into.add(`${path}[]`)
    for (const item of value) keysOf(item, `${path}[]`, into)
    return
  }
  if (path !== '' && !into.has(`${path}[]`)) into.add(path)
  // Markdown of the catalog.
  if (typeof value !== 'object' || value === null || Object.keys(value).join() === 'source') return
  for (const [key, child] of Object.entries(value))
    keysOf(child, path === '' ? key : `${path}.${key}`, into)
}

/** `a`, `a.b` of `a.b.c`; a list and its items are one. */
function parentsOf(key: string): string[] {
  const steps = key.split('.')
  return steps.slice(1).map((_, at) => steps.slice(0, at + 1).join('.'))
}
