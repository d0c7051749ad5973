import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { resolveOutputs } from '../../src/commands/shared/project/outputs.js'
import { check, render } from '../../src/compile.js'
import { boundaryOf } from '../../src/files/boundary.js'
import { readCatalog } from '../../src/load/read.js'
import { configSchema } from '../../src/model/config.js'
import { isFile } from '../../src/write/plan.js'
import config from '../fixtures/toy/errbook.config.js'
import { repository } from '../project.js'

// An executable config defines this docs platform with a descriptor and a folder of templates.
describe('a custom docs platform', () => {
  let files: ReadonlyMap<string, string>
  let page: string
  beforeAll(() => {
    const folder = join(repository, 'test/fixtures/toy')
    const checked = configSchema.parse(config)
    const sources = readCatalog(checked.catalog, folder)
    const { value: catalog } = check(sources.value, checked)
    const outputs = resolveOutputs(
      checked,
      { file: 'errbook.config.ts', text: '', program: true },
      boundaryOf({ cwd: folder, allowOutside: false }),
    )
    const rendered = render(catalog!, outputs.value)
    expect([...sources.findings, ...outputs.findings, ...rendered.findings]).toEqual([])
    files = new Map(
      rendered.value.flatMap(({ output: { to }, artifacts }) =>
        artifacts.filter(isFile).map(({ path, contents }) => [`${to}/${path}`, contents] as const),
      ),
    )
    page = files.get('out/acme/data/everything.md') ?? ''
  })

  it('generates a page for each error, each group and the catalog, and a navigation file', () => {
    expect([...files.keys()].filter((path) => path.endsWith('.md')).sort()).toEqual([
      'out/acme/data/ancient.md',
      'out/acme/data/everything.md',
      'out/acme/data/home.md',
      'out/acme/data/legacy.md',
      'out/acme/data/old.md',
      'out/acme/data/older.md',
      'out/acme/data/unexpected.md',
      'out/acme/home.md',
      'out/acme/limits/home.md',
      'out/acme/limits/throttled.md',
      'out/cli/home.md',
      'out/cli/usage/home.md',
      'out/cli/usage/unknown_flag.md',
      'out/ledger/books/closed.md',
      'out/ledger/books/home.md',
      'out/ledger/home.md',
      'out/overview.md',
      'out/sdk/data/home.md',
      'out/sdk/data/not_ready.md',
      'out/sdk/home.md',
    ])
    expect(files.get('out/toc')?.split('\n').slice(0, 3)).toEqual([
      'Acme errors -> acme/home',
      '- Data -> acme/data/home',
      '- - ancient -> acme/data/ancient',
    ])
    expect(files.get('out/toc')).toContain('acme/data/all_of_it => acme/data/everything')
  })

  it('writes links, callouts and text in the syntax of the platform, with the built-in partials', () => {
    expect(page).toMatch(
      /^# Request Timeout\n\nAn error that has everything, so that every field is seen somewhere\. Code: `err:acme:data:everything`\.\n/,
    )
    expect(page).toContain('[link to an error](toy:/errors/acme/limits/throttled)')
    expect(page).toContain('!warning\n\nA warning:\n\n* with a list\n\n!end')
    expect(page).toContain('## What happened?')
  })

  it('can generate additional files from custom templates', () => {
    expect(files.get('out/acme/limits/throttled.card.txt')).toMatch(/^err:acme:limits:throttled: /)
  })
})
