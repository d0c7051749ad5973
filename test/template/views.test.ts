import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse as parseYaml, stringify } from 'yaml'
import { inFolder, renderProject, repository } from '../project.js'

// Compares the values listed in docs/templates.md with the output of templates that print all their
// values.
describe('the values that a template gets', () => {
  const documented = parseYaml(
    readFileSync(join(repository, 'scripts/docs/views.yaml'), 'utf8'),
  ) as Record<string, Record<string, string>>
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
    // Without systems, the overview groups errors by tag, which needs other values.
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

  it.each(Object.keys(documented))('are the documented ones in view `%s`', (view) => {
    const keys = Object.keys(documented[view]!)
    const told = (key: string) =>
      keys.some((known) => known.startsWith(`${key}.`) || known.startsWith(`${key}[]`))
    // If the docs don't list the keys of a value, its keys are not compared.
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
  // An object with `source` as its only key is a Markdown text of the catalog.
  if (typeof value !== 'object' || value === null || Object.keys(value).join() === 'source') return
  for (const [key, child] of Object.entries(value))
    keysOf(child, path === '' ? key : `${path}.${key}`, into)
}

/** Returns the parents of a key, such as `a` and `a.b` for `a.b.c`. */
function parentsOf(key: string): string[] {
  const steps = key.split('.')
  return steps.slice(1).map((_, at) => steps.slice(0, at + 1).join('.'))
}
