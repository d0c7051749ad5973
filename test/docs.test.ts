import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Code } from 'mdast'
import { describe, expect, it } from 'vitest'
import { commands } from '../src/commands/index.js'
import { run } from '../src/commands/run.js'
import { diagnosticsCatalog } from '../src/commands/shared/project/catalogs.js'
import { rules as changeRules } from '../src/diff/rules.js'
import { docsOptions } from '../src/emit/docs/options.js'
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
import { inFolder, repository, writeFiles } from './project.js'

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

describe('the reference docs', () => {
  it('are what `npm run build` generates', async () => {
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
      docsOptions,
      limits,
      limitTexts,
    })
    expect([...pages.keys()].sort()).toEqual(names)
    for (const [name, contents] of pages) expect(contents, name).toBe(read(name))
  })

  it('contain no link to a missing page or heading', () => {
    const slugs = (text: string) =>
      new Set(
        [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
          heading!
            .toLowerCase()
            .replace(/[^\p{L}\p{N} _-]/gu, '')
            .replaceAll(' ', '-'),
        ),
      )
    for (const name of [...names, 'README.md']) {
      for (const url of linksOf(readPage(read(name), { mdx: false }).tree)) {
        if (/^(?:https?|err):/.test(url)) continue
        const [file, anchor] = url.split('#')
        const text = read(file === '' ? name : file!)
        if (anchor !== undefined) expect(slugs(text), `${url} of ${name}`).toContain(anchor)
      }
    }
  })
})

describe('docs/README.md', () => {
  it('links to every page', () => {
    const linked = linksOf(readPage(read('README.md'), { mdx: false }).tree)
    const platforms = readdirSync(join(repository, 'docs/platforms'))
      .filter((file) => file.endsWith('.md'))
      .map((file) => `platforms/${file}`)
    expect(platforms.length).toBeGreaterThan(6)
    for (const page of [...names, ...platforms, 'diagnostics/overview.md'])
      expect(linked).toContain(page)
  })
})

describe('security.md', () => {
  it('quotes only names of existing tests', () => {
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

  it('links to a test or names a command for each threat', () => {
    const [, ...tables] = read('security.md').split('| Threat | Guarantee | Test |')
    expect(tables.length).toBe(4)
    const threats = tables.flatMap((table) => table.split('\n\n')[0]!.split('\n').slice(2))
    expect(threats.filter((row) => !/\[test\/|`npm run /.test(row))).toEqual([])
  })
})

it('the console sessions in stability.md show what errbook prints', async () => {
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

describe('the sample files', () => {
  /** Returns the files that a page shows: code blocks with a file name in the info line. */
  const samplesOf = (name: string) =>
    readPage(read(name), { mdx: false }).tree.children.flatMap((node) =>
      node.type === 'code' && node.meta
        ? [[(node as Code).meta!, `${(node as Code).value}\n`] as const]
        : [],
    )
  const format = Object.fromEntries(samplesOf('catalog-format.md'))

  it('in catalog-format.md form a valid catalog', async () => {
    expect(Object.keys(format).length).toBeGreaterThan(3)
    await inFolder({ ...format, 'errbook.config.yaml': 'catalog: errors\n' }, async (folder) => {
      const io = captureIo(folder)
      expect(await run(['check'], io), io.text()).toBe(0)
      expect(io.text()).toBe('✓ Checked the catalog: 4 errors defined.\n')
    })
  })

  it('in go-and-python.md generate the code that the page shows', async () => {
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

  it('in openapi.md are merged as shown, and the build writes the overlay', async () => {
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
      // The page omits the warning that the sample is a stub.
      expect(session).toBe(
        `$ npx ${['errbook', ...words].join(' ')}\n${merging.text().split('\n').slice(-2).join('\n')}`,
      )
      for (const [path, shown] of after)
        expect(readFileSync(join(folder, path.replace(', afterwards', '')), 'utf8')).toContain(
          shown,
        )
    })
  })

  it.each(['config.md', 'rules.md', 'templates.md'])('in %s are valid configs', async (name) => {
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
  })
})
