import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Code } from 'mdast'
import { describe, expect, it } from 'vitest'
import { run } from '../src/commands/run.js'
import { captureIo } from './io.js'
import { readPage } from './page.js'
import { inFolder, repository } from './project.js'

// Runs the examples in the docs that are not part of a console session: shell commands, configs and
// a mapping. Other tests run the other examples (see docs.test.ts and platforms.test.ts).
const pages = readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md') && !file.startsWith('diagnostics'))
  .map((file) => join('docs', file))

const codeOf = (page: string) =>
  readPage(readFileSync(join(repository, page), 'utf8'), { mdx: false }).tree.children.filter(
    (node): node is Code => node.type === 'code',
  )

const catalogOf = (config: string) => {
  const [, base = '/errors'] = /base: '?([^ ,'}]+)/.exec(config) ?? []
  return {
    'errors/catalog.yaml': `name: Acme\ncode: "{name}"\ndocs: "https://acme.test${base}/{name}"\n`,
    'errors/gone.yaml': 'code: gone\nstatus: 404\ntitle: Not Found\nsummary: It does not exist.\n',
  }
}

describe('shell commands in the docs', () => {
  const lines = ['README.md', ...pages].flatMap((page) =>
    codeOf(page)
      .filter(({ lang }) => lang === 'sh')
      .flatMap(({ value }) => value.split('\n'))
      .filter((line) => line.startsWith('npx errbook '))
      .map((line) => ({ page, line })),
  )

  it('appear more than 20 times', () => {
    expect(lines.length).toBeGreaterThan(20)
  })

  it.each(lines)('use an existing command and existing flags in $page: $line', async ({ line }) => {
    const [name = '', ...words] = line
      .replace(/ #.*| > .*/g, '')
      .trim()
      .split(/\s+/)
      .slice(2)
    const io = captureIo(repository)
    expect(await run([name, '--help'], io)).toBe(0)
    for (const flag of words.filter((word) => word.startsWith('--')))
      expect(io.text()).toContain(`${flag} `)
  })
})

describe('configs in the docs', () => {
  const yaml = ['docs/outputs.md', 'docs/security.md', 'docs/stability.md'].flatMap((page) =>
    codeOf(page)
      .filter(({ meta }) => meta === 'errbook.config.yaml')
      .map(({ value }) => ({ page, value })),
  )
  const ts = ['docs/config.md', 'docs/outputs.md'].flatMap((page) =>
    codeOf(page)
      .filter(({ lang, value }) => lang === 'ts' && value.includes('defineConfig'))
      .map(({ value }) => ({ page, value })),
  )

  it('include three YAML configs and two TypeScript configs', () => {
    expect([yaml.length, ts.length]).toEqual([3, 2])
  })

  it.each(yaml)('build without errors in $page', async ({ value }) => {
    await inFolder({ ...catalogOf(value), 'errbook.config.yaml': value }, async (folder) => {
      const io = captureIo(folder)
      expect(await run(['build'], io), io.text()).toBe(0)
    })
  })

  it.each(ts)('build without errors in $page, in TypeScript', async ({ value }) => {
    const library = JSON.stringify(join(repository, 'src/index.js'))
    const templates = ['page', 'overview', 'system', 'category'].map(
      (name) => [`wiki-templates/${name}.md.hbs`, `${name}\n`] as const,
    )
    const files = {
      ...catalogOf(value),
      ...Object.fromEntries(templates),
      'errbook.config.ts': value.replace("'errbook'", library),
    }
    await inFolder(files, async (folder) => {
      const io = captureIo(folder)
      expect(await run(['build'], io), io.text()).toBe(0)
    })
  })
})

it('the mapping in import.md assigns the keys of a JSON list to fields', async () => {
  const mapping = codeOf('docs/import.md').find(({ meta }) => meta === 'mapping.yaml')!.value
  const item = {
    id: 'gone',
    http: { status: 404 },
    name: 'Not Found',
    message: 'There is no {page}.',
    hints: 'Check the name;Search for it',
    retryable: 'false',
    internal_note: 'Ask Kim.',
  }
  const files = {
    'mapping.yaml': mapping,
    'list.json': JSON.stringify({ data: { errors: [item] } }),
  }
  await inFolder(files, async (folder) => {
    const io = captureIo(folder)
    const words = 'import json list.json --map mapping.yaml --docs https://acme.test/{name}'
    expect(await run(words.split(' '), io), io.text()).toBe(0)
    const entry = readFileSync(join(folder, 'errors/gone.yaml'), 'utf8')
    expect(entry).toMatch(/status: 404\ntitle: Not Found\n/)
    for (const text of ['There is no {page}.', 'Check the name', 'Search for it', 'retry: never'])
      expect(entry).toContain(text)
    expect(entry).not.toContain('Kim')
  })
})

describe('parts of an entry', () => {
  const parts = ['docs/catalog-format.md', 'docs/rules.md'].flatMap((page) =>
    codeOf(page)
      .filter(({ lang, meta }) => lang === 'yaml' && !meta)
      .map(({ value }) => ({ page, value })),
  )

  it('are found', () => {
    expect(parts.length).toBe(2)
  })

  it.each(parts)('in $page are valid', async ({ value }) => {
    const summary = value.includes('summary:') ? '' : 'summary: It does not exist.\n'
    const entry = `code: gone\nstatus: 404\ntitle: Not Found\n${summary}${value}\n`
    const files = { ...catalogOf(''), 'errors/gone.yaml': entry }
    await inFolder({ ...files, 'errbook.config.yaml': 'catalog: errors\n' }, async (folder) => {
      const io = captureIo(folder)
      expect(await run(['check'], io), io.text()).toBe(0)
    })
  })
})
