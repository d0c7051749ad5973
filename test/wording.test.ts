import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

// Finds words that developers don't use and that readers had to read twice. `npm run wording`
// prints random pieces of text, to find problems that no list of words can.
const root = join(import.meta.dirname, '..')
const folders = [
  '.ci',
  'bench',
  'docs',
  'errors',
  'examples',
  'scripts',
  'src',
  'templates',
  'test',
]
const texts = /\.(ts|mjs|md|mdx|yaml|yml|hbs|txt|tsv)$|^\.ci\/run$/
// Skips texts from other projects, and this list itself.
const skipped = /node_modules|^test\/(corpus|import|data|sites|git)\/|wording\.test\.ts$/
const dated =
  /\b(mend(s|ed|ing)?|anew|but for (its|the|a|an|what|those|one)|on (its|the) way out|thereof)\b/i

describe('texts', () => {
  const files = [
    ...folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true }),
    ),
    ...readdirSync(root, { withFileTypes: true }),
  ]
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => texts.test(file) && !skipped.test(file))

  it('contain no dated words', () => {
    const found = files.flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, at) => (dated.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
    )
    expect(found).toEqual([])
  })

  it('are searched in every folder with text for people', () => {
    for (const file of [
      'README.md',
      '.ci/run',
      'docs/config.md',
      'src/cli.ts',
      'errors/catalog.yaml',
    ])
      expect(files).toContain(file)
    expect(dated.test('Please mend it')).toBe(true)
    expect(dated.test('a recommended amendment')).toBe(false)
  })
})
