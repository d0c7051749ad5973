import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml, stringify } from 'yaml'
import { inFolder, type Rendered, renderProject } from '../project.js'
import { complete, completeFolder } from './page-sites.js'

describe('the audience of an output', () => {
  const emitters = ['mintlify', 'markdown', 'llms', 'json-schema', 'typescript'] as const
  /** Words that only these readers may see. No output for other readers may contain them. */
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

  it('is public by default for docs, schemas and texts for language models', async () => {
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

  it('can be narrowed with `only` to systems, categories and tags', async () => {
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
