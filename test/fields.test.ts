import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments, stringify } from 'yaml'
import { fieldOf } from '../src/author/importers/fields.js'
import { partOf } from '../src/author/importers/mdx/headings.js'
import { scaffold } from '../src/author/scaffold.js'
import { run } from '../src/commands/run.js'
import { entryShape, shapeAt } from '../src/facts/entry/texts.js'
import type { EntryData } from '../src/model/entry.js'
import { fieldUses, mappedFields, pageParts, partNames } from '../src/model/fields.js'
import type { Path } from '../src/model/source.js'
import { vocabularySchema } from '../src/model/vocabulary.js'
import { captureIo } from './io.js'
import { inFolder, renderProject, repository } from './project.js'

// A new field of the catalog format must appear on pages, in `explain`, and everywhere else that
// `model/fields.ts` lists. Each test reports which field is missing in which place.
const fixture = join(repository, 'test/fixtures/complete')
const fields = Object.keys(fieldUses) as (keyof EntryData)[]
const flagged = (use: 'scaffold' | 'list' | 'section') =>
  fields.filter((name) => use in fieldUses[name]).sort()

describe('every text field', () => {
  // Readers never see this field, because it is only for the author and errbook.
  const unseen = new Set(['ignore'])

  it('appears on the page of its error and in `explain`', async () => {
    const { files, words } = withWords()
    const config = {
      catalog: 'errors',
      rules: Object.fromEntries(['stub', 'title-phrase', 'repeated-text'].map((id) => [id, 'off'])),
      outputs: [{ emit: 'llms', to: 'llms', audience: 'internal', files: ['pages'] }],
    }
    const missing = await inFolder(
      { ...files, 'errbook.config.yaml': stringify(config) },
      async (folder) => {
        const { catalog, files } = await renderProject(folder)
        const found: string[] = []
        for (const [code, texts] of words) {
          const entry = catalog.byCode.get(code)
          const page = files.get(`llms/${entry?.page}.md`) ?? ''
          const io = captureIo(folder)
          await run(['explain', code], io)
          for (const { path, word } of texts) {
            if (!page.includes(word)) found.push(`${path.join('.')} on the page of ${code}`)
            if (!io.text().includes(word)) found.push(`${path.join('.')} in explain ${code}`)
          }
        }
        return found
      },
    )
    expect(missing).toEqual([])
  })

  /** Returns the complete catalog with each text replaced by a unique word. */
  function withWords() {
    const files: Record<string, string> = {}
    const words = new Map<string, { path: Path; word: string }[]>()
    let count = 0
    const root = join(fixture, 'errors')
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!name.endsWith('.yaml')) continue
      const text = readFileSync(join(root, name), 'utf8')
      if (name === 'catalog.yaml') {
        files['errors/catalog.yaml'] = text
        continue
      }
      const documents = parseAllDocuments(text).map((document) => {
        const data = document.toJS() as EntryData
        const told = writtenTexts(data).map(({ path, value }) => {
          const word = `word${count++}end`
          // `detail` must keep its placeholders.
          set(data, path, path[0] === 'detail' ? `${value} ${word}` : word)
          return { path, word }
        })
        words.set(data.code, told)
        return stringify(data)
      })
      files[`errors/${name}`] = documents.join('---\n')
    }
    return { files, words }
  }

  function writtenTexts(data: EntryData): { path: Path; value: string }[] {
    return strings(data, []).filter(
      ({ path }) => shapeAt(entryShape, path)?.prose && !unseen.has(String(path[0])),
    )
  }
})

describe('model/fields.ts', () => {
  it('lists the fields for which `new` writes placeholders', () => {
    const vocabulary = vocabularySchema.parse({
      name: 'Acme',
      code: '{name}',
      docs: 'https://acme.test/{name}',
    })
    const parts = { system: '', category: '', name: 'x' }
    const http = scaffold('x', parts, vocabulary, { status: 429 })
    const cli = scaffold('x', parts, { ...vocabulary, kind: 'cli' }, { exitCode: 3 })
    const written = new Set([...Object.keys(http), ...Object.keys(cli)])
    expect([...written].sort()).toEqual(flagged('scaffold'))
  })

  it('lists the fields that the import of a list can fill', () => {
    const [everything] = parseAllDocuments(
      readFileSync(join(fixture, 'errors/acme/data/everything.yaml'), 'utf8'),
    )
    const samples: Partial<Record<keyof EntryData, unknown>> = {
      ...(everything?.toJS() as EntryData),
      status: 404,
      exitCode: 3,
      causes: ['A cause.'],
      fixes: ['A step.'],
      related: ['err:acme:data:other'],
      links: ['https://acme.test/more'],
    }
    const filled = mappedFields.filter((name) => fieldOf(name, samples[name])?.[name] !== undefined)
    expect([...filled].sort()).toEqual(flagged('list'))
  })

  it('lists the parts that the import of a page recognizes by their headings', () => {
    const headings: Record<(typeof partNames)[number], string> = {
      description: 'What happened?',
      causes: 'Possible causes',
      example: 'Example',
      response: 'Response',
      fixes: 'How to fix',
      mistakes: 'Common mistakes',
      related: 'Related errors',
      links: 'Further reading',
    }
    for (const part of partNames) expect(partOf(headings[part], {}), part).toBe(part)
    expect([...partNames].filter((part) => part !== 'response').sort()).toEqual(flagged('section'))
  })

  it('has a unique column name of three letters for each part in `stats`', () => {
    const columns = pageParts.map((part) => fieldUses[part].stats)
    expect(columns.every((column) => column.length === 3)).toBe(true)
    expect(new Set(columns).size).toBe(columns.length)
  })

  it('lists only fields that have a row in docs/catalog-format.md', () => {
    const reference = readFileSync(join(repository, 'docs/catalog-format.md'), 'utf8')
    expect(fields.filter((name) => !reference.includes(`\n| \`${name}\` |`))).toEqual([])
  })
})

function strings(value: unknown, path: Path): { path: Path; value: string }[] {
  if (typeof value === 'string') return [{ path, value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) =>
    strings(item, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

function set(data: object, path: Path, value: string): void {
  const last = path.at(-1)!
  const parent = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>(
      (node, step) => node[step] as Record<string | number, unknown>,
      data as Record<string | number, unknown>,
    )
  parent[last] = value
}
