import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { LossReport } from '../../src/author/importers/report.js'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder } from './folder.js'

// If an entry already has a field, the import skips the blocks for this field. They do not count as
// imported, and the report lists them.
const late = 'code: late\ntitle: Too late\nsummary: It came too late.\nfixes: { summary: Mine. }\n'
const files = {
  'errors/catalog.yaml':
    'name: Acme\ncode: "{name}"\ndocs: "https://acme.test/errors/{name}"\nkind: library\n',
  'errors/late.yaml': late,
  'pages/late.md':
    '---\ntitle: Too late\n---\n\nThe day was over.\n\n## How to fix\n\nCome early.\n\nOr ring the bell.\n\n## Odd thing\n\nNobody knows.\n',
}

async function imported(cwd: string, ...flags: string[]) {
  const io = captureIo(cwd)
  const exitCode = await run(['import', 'mdx', 'pages', ...flags, '--report', 'report.json'], io)
  return {
    exitCode,
    io,
    report: JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as LossReport,
  }
}

it('keeps an existing field, and reports the blocks that it skips', async () => {
  await inFolder(files, async (cwd) => {
    const { io, report } = await imported(cwd, '--merge')
    const entry = readFileSync(join(cwd, 'errors/late.yaml'), 'utf8')
    expect(entry).toContain('fixes: { summary: Mine. }')
    expect(entry).toContain('The day was over.')
    expect(report.fates).toMatchObject({ carried: 1, sections: 2, kept: 3, lost: 0 })
    expect(report.fields['fixes.body']).toBeUndefined()
    expect(
      report.pieces
        .filter(({ fate }) => fate === 'kept')
        .map(({ line, text, note }) => `${line} ${text}: ${note}`),
    ).toEqual([
      '7 How to fix: `late` already has `fixes`',
      '9 Come early.: `late` already has `fixes`',
      '11 Or ring the bell.: `late` already has `fixes`',
    ])
    expect(io.text()).toContain(
      '1 imported as is, 0 converted, 2 in `sections`, 3 skipped, 0 not imported.',
    )
    await run(['import', 'mdx', 'pages', '--merge', '--report', 'report.md'], captureIo(cwd))
    expect(readFileSync(join(cwd, 'report.md'), 'utf8')).toContain(
      '## Skipped because the entry already has the field (3)\n\n- `pages/late.md:7`: heading `How to fix` → `fixes` (`late` already has `fixes`)\n',
    )
  })
})

it('counts a field from an earlier import as imported', async () => {
  await inFolder({ 'pages/late.md': files['pages/late.md'] }, async (cwd) => {
    const first = await imported(cwd)
    const second = await imported(cwd, '--merge')
    expect(second.report).toEqual(first.report)
  })
})

it('imports nothing into an existing entry without --merge', async () => {
  await inFolder(files, async (cwd) => {
    const { exitCode, io, report } = await imported(cwd)
    expect(exitCode).toBe(1)
    expect(report.fates).toMatchObject({ carried: 0, sections: 0, kept: report.blocks })
    expect(report.fields).toEqual({})
    expect(report.pieces[0]!.note).toBe('`late` already exists')
    expect(io.text()).toContain('help: Use `--merge`')
  })
})

it.each([
  ['with invalid YAML', 'code: late\ntitle: [Too late\n'],
  ['with an invalid field', 'code: late\ntitle: Too late\nsummary: It came too late.\nfixes: 3\n'],
])('does not change an existing entry %s, and suggests fixing it first', async (_, text) => {
  await inFolder({ ...files, 'errors/late.yaml': text }, async (cwd) => {
    const { io, report } = await imported(cwd, '--merge')
    expect(io.text()).toContain('help: Fix the file first')
    expect(io.text()).not.toContain('Use `--merge`')
    expect(report.fates).toMatchObject({ carried: 0, kept: report.blocks })
    expect(readFileSync(join(cwd, 'errors/late.yaml'), 'utf8')).toBe(text)
  })
})
