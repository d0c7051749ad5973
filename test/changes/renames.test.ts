import { describe, expect, it } from 'vitest'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder } from '../project.js'
import { type CatalogData, compared, filesOf } from './compared.js'

const vocabulary = {
  name: 'Acme',
  code: '{category}:{name}',
  docs: 'https://acme.test/{category}/{name}',
  categories: { data: { title: 'Data', status: 404 } },
}
const catalog = (errors: Record<string, object>): CatalogData => ({
  vocabulary,
  errors: Object.fromEntries(Object.entries(errors).map(([name, data]) => [`data:${name}`, data])),
})
const rulesOf = async (before: CatalogData, after: CatalogData) =>
  (await compared(before, after)).findings.map(({ code }) => code).sort()

describe('an error that was removed while another was added', () => {
  const same = { title: 'Gone', summary: 'It is gone.' }

  it('is reported as renamed if exactly one new error has the same text', async () => {
    const before = catalog({ old: same })
    expect(await rulesOf(before, catalog({ fresh: same }))).toContain('renamed-without-alias')
    for (const other of [{ title: 'Other' }, { summary: 'Other.' }])
      expect(await rulesOf(before, catalog({ fresh: { ...same, ...other } }))).toEqual([
        'code-added',
        'code-removed',
      ])
    expect(await rulesOf(before, catalog({ fresh: same, twin: same }))).toContain('code-removed')
  })

  it('is reported as removed if the error with the same text existed before or has another origin', async () => {
    const before = catalog({ old: same, kept: same })
    expect(await rulesOf(before, catalog({ kept: same }))).toEqual(['code-removed'])
    const two = catalog({ a: same, b: same })
    const found = await rulesOf(two, catalog({ fresh: same }))
    expect(found.filter((rule) => rule === 'renamed-without-alias')).toHaveLength(1)
    expect(found).toContain('code-removed')
  })
})

describe('a reference updated by a rename', () => {
  const related = (code: string) => ({
    related: [{ code, when: `see ${code}` }],
    description: `Not ${code}-x, nor x-${code}. But [that](err:${code}), and ${code}.`,
  })
  const renamed = (from: string, to: string) => [
    catalog({ [from]: { identifier: 'Kept' }, other: related(`data:${from}`) }),
    catalog({
      [to]: { identifier: 'Kept', aliases: [`data:${from}`], summary: `What data:${from} means.` },
      other: related(`data:${to}`),
    }),
  ]

  it('is not reported as a change of the error that contains it', async () => {
    const [before, after] = renamed('old', 'fresh') as [CatalogData, CatalogData]
    const { findings } = await compared(before, after)
    const words = findings.filter(({ change }) => change?.code === 'data:other')
    // The new description also differs in words that only contain the code. This is a change.
    expect(words.map(({ code }) => code)).toEqual(['text-changed'])
    expect(words[0]?.change?.field).toBe('description')
    expect(words[0]?.change?.also.map(({ field }) => field)).toEqual([])
  })

  it('is recognized even if another renamed code starts with the same characters', async () => {
    const before = catalog({
      old: { identifier: 'A' },
      old_one: { identifier: 'B' },
      other: { related: [{ code: 'data:old_one', when: 'data:old_one' }] },
    })
    const after = catalog({
      fresh: { identifier: 'A', aliases: ['data:old'], summary: 'What data:old means.' },
      fresh_one: {
        identifier: 'B',
        aliases: ['data:old_one'],
        summary: 'What data:old_one means.',
      },
      other: { related: [{ code: 'data:fresh_one', when: 'data:fresh_one' }] },
    })
    const { findings } = await compared(before, after)
    expect(findings.filter(({ change }) => change?.code === 'data:other')).toEqual([])
  })
})

describe('the changelog', () => {
  async function lines(before: CatalogData, after: CatalogData): Promise<string[]> {
    return inFolder(
      {
        ...filesOf('old', before),
        ...filesOf('new', after),
        'errbook.config.yaml': 'catalog: new\nrules: { stub: off }\n',
      },
      async (folder) => {
        const io = captureIo(folder)
        await run(['changelog', './old'], io)
        return io.stdout().split('\n').filter(Boolean)
      },
    )
  }

  it('has headings only for kinds of changes that occur, and sorts the lines below them', async () => {
    const before = catalog({ b: {}, a: {}, kept: {} })
    const after = catalog({ kept: {}, z: {}, y: {}, b: { status: 410 }, a: { status: 410 } })
    const found = await lines(before, after)
    expect(found.filter((line) => line.startsWith('#'))).toEqual([
      '## Errors',
      '### Breaking',
      '### Added',
    ])
    const added = found.slice(found.indexOf('### Added') + 1)
    expect(added.map((line) => line.slice(0, 12))).toEqual(['- `data:y`: ', '- `data:z`: '])
    const breaking = found.slice(found.indexOf('### Breaking') + 1, found.indexOf('### Added'))
    expect(breaking).toEqual([...breaking].sort())
    expect(breaking).toHaveLength(2)
  })

  it('counts reworded errors, and reports texts in catalog.yaml separately', async () => {
    const before = catalog({ a: {}, b: {} })
    const one = catalog({ a: { summary: 'Other.' }, b: {} })
    const two = catalog({ a: { summary: 'Other.' }, b: { summary: 'Other.' } })
    expect((await lines(before, one)).at(-1)).toBe('- The text of one error changed.')
    expect((await lines(before, two)).at(-1)).toBe('- The texts of 2 errors changed.')
    const titled = {
      ...before,
      vocabulary: { ...vocabulary, categories: { data: { title: 'Other', status: 404 } } },
    }
    expect((await lines(before, titled)).slice(1)).toEqual([
      '### Changed',
      '- Texts in catalog.yaml changed.',
    ])
    expect(await lines(before, before)).toEqual(['## Errors', 'No changes.'])
  })
})

describe('a retired error', () => {
  const retired = { retired: { reason: 'Over.' } }

  it('is reported only if it is revived or removed', async () => {
    const before = catalog({ old: retired, kept: {} })
    expect(await rulesOf(before, before)).toEqual([])
    expect(await rulesOf(before, catalog({ old: {}, kept: {} }))).toContain('retired-revived')
    expect(await rulesOf(before, catalog({ kept: {} }))).toEqual(['retired-removed'])
  })

  it('is not reported for another constant name, because it has no constant', async () => {
    const before = catalog({ old: { identifier: 'Old' } })
    const after = catalog({ old: { identifier: 'Other', ...retired } })
    expect(await rulesOf(before, after)).not.toContain('constant-changed')
  })
})

describe('a constant', () => {
  it('is reported as reused if another error now has its name', async () => {
    const before = catalog({ a: { identifier: 'First' }, b: { identifier: 'Second' } })
    const swapped = catalog({ a: { identifier: 'Second' }, b: { identifier: 'First' } })
    const found = await rulesOf(before, swapped)
    expect(found.filter((rule) => rule === 'constant-reused')).toHaveLength(2)
    expect(await rulesOf(before, before)).toEqual([])
    const fresh = catalog({ a: { identifier: 'Third' }, c: { identifier: 'First' }, b: {} })
    expect(await rulesOf(before, fresh)).toContain('constant-reused')
  })
})
