import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { LossReport } from '../../src/author/importers/report.js'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder } from '../project.js'

type Entry = Readonly<Record<string, unknown>>

interface Outcome {
  readonly entries: Readonly<Record<string, Entry>>
  readonly report: LossReport
  /** The pieces of the report, each as `line fate field: note`. */
  readonly pieces: readonly string[]
  readonly remarks: readonly string[]
  readonly leftOut: readonly string[]
  readonly said: string
}

/** Imports pages. Returns the entries and the report. */
async function imported(pages: Readonly<Record<string, string | Uint8Array>>): Promise<Outcome> {
  const files = Object.fromEntries(
    Object.entries(pages).map(([file, text]) => [`pages/${file}`, text]),
  )
  let outcome: Outcome | undefined
  await inFolder(files, async (cwd) => {
    const io = captureIo(cwd)
    await run(
      [
        'import',
        'mdx',
        'pages',
        '--docs',
        'https://x.test/errors/{name}',
        '--report',
        'report.json',
      ],
      io,
    )
    const report = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as LossReport
    const names = existsSync(join(cwd, 'errors'))
      ? (readdirSync(join(cwd, 'errors'), { recursive: true }) as string[]).filter((name) =>
          /(?<!^catalog)\.yaml$/.test(name),
        )
      : []
    outcome = {
      entries: Object.fromEntries(
        names.map((name) => [
          name.replace(/\.yaml$/, ''),
          parse(readFileSync(join(cwd, 'errors', name), 'utf8')) as Entry,
        ]),
      ),
      report,
      pieces: report.pieces.map(
        ({ line, fate, field, note }) => `${line} ${fate} ${field}: ${note}`,
      ),
      remarks: report.remarks.map(({ line, note }) => `${line}: ${note}`),
      leftOut: report.leftOut.map(
        ({ file, line, blocks, note }) => `${file}:${line}: ${blocks} ${note}`,
      ),
      said: io.text(),
    }
  })
  return outcome!
}

const body =
  '```json\n{"type":"https://x.test/errors/no-loan","title":"Not Found","status":404,"detail":"No loan loan_1"}\n```\n'

describe('the title of an imported page', () => {
  it('becomes the summary if it differs from the title in the response', async () => {
    const { entries, pieces, report } = await imported({
      'no-loan.md': `# No such loan\n\nThere is none.\n\n${body}`,
    })
    expect(entries['no-loan']).toMatchObject({
      title: 'Not Found',
      summary: 'No such loan',
      description: 'There is none.',
    })
    expect(pieces).toEqual(['1 changed summary: the API sends the title “Not Found”'])
    expect(report.fields.title).toBeUndefined()
  })

  it('is dropped and reported if it differs from the title in the response and the page has a summary', async () => {
    const page = `---\ntitle: No loan here\ndescription: Nobody has it.\n---\n\n# No such loan\n\n${body}`
    const { entries, pieces, remarks } = await imported({ 'no-loan.md': page })
    expect(entries['no-loan']).toMatchObject({ title: 'Not Found', summary: 'Nobody has it.' })
    expect(pieces).toEqual(['6 lost : the API sends the title “Not Found”'])
    expect(remarks).toEqual([
      '1: The `title` “No loan here” in the frontmatter was dropped because the API sends the title “Not Found”.',
    ])
  })

  it('is used as the code if it is a code, and is reported if the heading has a code and a title', async () => {
    const { entries, remarks } = await imported({
      'card.md': '---\ntitle: "E4001"\n---\n\n# Card refused\n\nNo.\n',
      'late.md': '---\ntitle: Late\n---\n\n# E4002: Too late\n\nNo.\n',
    })
    expect(entries.E4001).toMatchObject({ code: 'E4001', title: 'Card refused' })
    expect(entries.E4002).toMatchObject({ title: 'Too late' })
    expect(remarks).toEqual([
      '1: The `title` “Late” in the frontmatter was dropped because the title is “Too late”.',
    ])
  })

  it('comes from the frontmatter, and then the first heading stays in the description', async () => {
    const { entries } = await imported({
      'late.md': '---\ntitle: Late\n---\n\n# Why is rain wet?\n\nIt is water.\n',
    })
    expect(entries.late).toMatchObject({
      title: 'Late',
      description: '### Why is rain wet?\n\nIt is water.',
    })
  })

  it('is dropped and reported if the page has several errors', async () => {
    const page =
      '---\ntitle: All\ndescription: All of them.\n---\n\n## E1001\n\nOne.\n\n## E1002\n\nTwo.\n'
    const { remarks } = await imported({ 'codes.md': page })
    expect(remarks).toEqual([
      '1: `title` in the frontmatter was dropped.',
      '1: `description` in the frontmatter was dropped.',
    ])
  })
})

it('reports a code that does not have the same format as the others', async () => {
  const { entries, pieces, remarks } = await imported({
    'a.md': '# E1001: One\n\nOne.\n',
    'b.md': '# E1002: Two\n\nTwo.\n',
    'c.md': '# Three\n\n`err:x:three`\n\nThree.\n',
  })
  expect(Object.keys(entries)).toEqual(['E1001', 'E1002', 'c'])
  expect(pieces).toEqual(['3 lost : it does not match the format of codes'])
  expect(remarks).toEqual([
    '1: The code `err:x:three` was dropped because it does not match the format `{name}`.',
  ])
})

describe('an index page', () => {
  const codes =
    '# Overview\n\nIntro.\n\n## E1001\n\nFirst.\n\n## E1002: Second\n\nThe other.\n\n### Fix\n\nDo it.\n'

  it.each(['index.md', 'README.md', 'a/README.md'])(
    'is imported as several errors if its headings are codes: %s',
    async (file) => {
      const { entries, pieces } = await imported({
        [file]: codes,
        'a/rate.md': '# E1003: Rate\n\nToo many.\n',
      })
      expect(Object.keys(entries)).toEqual(['E1001', 'E1002', 'E1003'])
      expect(entries.E1002).toMatchObject({ title: 'Second', fixes: { body: 'Do it.' } })
      expect(pieces.map((piece) => piece.slice(0, 6))).toEqual(['1 lost', '3 lost'])
    },
  )

  it('is not imported for a code that has its own page', async () => {
    const { entries, said } = await imported({
      'README.md': codes,
      'E1001.md': '# E1001: First\n\nThe page of it.\n',
    })
    expect(entries.E1001).toMatchObject({ title: 'First', description: 'The page of it.' })
    expect(Object.keys(entries)).toEqual(['E1001', 'E1002'])
    expect(said).not.toContain('duplicate-code')
  })

  it('is skipped and reported if no heading is a code, like other pages without an error', async () => {
    const { leftOut, report, said } = await imported({
      'README.md': '# Errors\n\nAll of ours.\n',
      'CHANGELOG.md': '# Log\n\n## 1.2.0\n\nNew.\n',
      'empty.md': '',
      'latin.md': Buffer.from('# A\n\nCaf\xe9\n', 'latin1'),
      'late.md': '# Late\n\nIt is.\n',
    })
    expect(leftOut).toEqual([
      'pages/CHANGELOG.md:1: 3 its name suggests a page about the project',
      'pages/README.md:1: 2 it is an index page and none of its headings is a code',
      'pages/empty.md:1: 0 it has no text',
      'pages/latin.md:3: undefined This file is not valid UTF-8.',
    ])
    expect(report.blocks).toBe(2)
    expect(said).toContain(
      'info[import-loss]: Skipped this page (2 blocks) because it is an index page',
    )
    expect(said).toContain('warning[import-loss]: Skipped this page because it has no text.')
    expect(said).toContain('help: Save the file as UTF-8. It was not imported.')
  })
})

it('reports frontmatter that can’t be read', async () => {
  const { remarks } = await imported({
    'a.md': '---\ntitle: [broken\n---\n\nText.\n',
    'b.md': '+++\ntitle = "T"\n+++\n\nText.\n',
  })
  expect(remarks).toEqual([
    expect.stringMatching(/^2: The frontmatter was not imported. Invalid YAML/),
    '1: The frontmatter was not imported. Unexpected TOML frontmatter, expected YAML.',
  ])
})

it('converts superscripts and subscripts to characters, and reports each kind of tag once', async () => {
  const page =
    '# Big\n\n10<sup>3</sup> H<sub>2</sub>O a<sup>th</sup> <kbd>A</kbd> <kbd>B</kbd> <span title="x">y</span>\n\n<p>10<sup>-6</sup></p>\n'
  for (const file of ['big.md', 'big.mdx']) {
    const { entries, pieces } = await imported({ [file]: page })
    expect((entries.big!.description as string).split('\n')[0]).toBe('10³ H₂O a^(th) A B y')
    expect(entries.big!.description).toContain('10⁻⁶')
    expect(pieces[0]).toMatch(
      /^3 changed description: <sup> became [^;]*; <sub> became [^;]*; <kbd> [^;]*; <span> [^;]*$/,
    )
  }
})

describe('the summary of an imported page', () => {
  it.each([
    ['⚠️ Disallow actions within chains.', 'Disallow actions within chains.'],
    ['💼 This rule is enabled.\n\nNo actions in chains.', 'No actions in chains.'],
    ['**Since:** 2.0\n\nNo actions in chains.', 'No actions in chains.'],
    [
      'The intent of this is to keep order. It is hard, because:\n\n- it is\n\nThe last one.',
      'The intent of this is to keep order.',
    ],
    ['It is so because:\n\n- it is\n\nThe last one.', 'The last one.'],
  ])('is the first sentence with content: %s', async (text, summary) => {
    const { entries } = await imported({ 'b.md': `# rule/b\n\n${text}\n` })
    expect(entries.b!.summary).toBe(summary)
  })

  it('is never the line with the status, which becomes the field `status`', async () => {
    const { entries, pieces } = await imported({
      'late.md': '# Late\n\n**Status:** 404\n\nIt is too late.\n',
    })
    expect(entries.late).toEqual({
      code: 'late',
      status: 404,
      title: 'Late',
      summary: 'It is too late.',
      description: 'It is too late.',
    })
    expect(pieces).toEqual(['3 changed status: the line became the field'])
  })
})

it('keeps or reports a heading that says more than the name of a part', async () => {
  const text =
    '# Late\n\n## Why is Trojan Source important?\n\nIt hides.\n\n## How to fix the clock\n\n1. Wind it up\n\n## Causes\n\n- Rain\n'
  const { entries, pieces } = await imported({ 'late.md': text })
  expect(entries.late!.description).toBe('### Why is Trojan Source important?\n\nIt hides.')
  expect(entries.late!.fixes).toEqual({ steps: ['Wind it up'] })
  expect(pieces).toEqual(['7 changed fixes: only the text below the heading was imported'])
})

describe('an imported page that errbook generated', () => {
  it('is recognized, with its code and its former codes as aliases', async () => {
    const page =
      '# race\\_gone\n\nIt is over.\n\n`err:acme:data:race_gone`\n\nFormerly `err:acme:data:race_over`, `err:acme:data:race_done`.\n\nNo more.\n'
    const { entries, pieces, said } = await imported({ 'acme/data/race_gone.md': page })
    expect(entries['acme/data/race_gone']).toMatchObject({
      code: 'err:acme:data:race_gone',
      aliases: ['err:acme:data:race_over', 'err:acme:data:race_done'],
      summary: 'It is over.',
      description: 'No more.',
    })
    expect([pieces, said]).toEqual([[], expect.not.stringContaining('derived-code')])
  })

  it('keeps a former name in its description if that is not a valid code', async () => {
    const { entries } = await imported({
      'a.md': '# err:acme:data:race_gone\n\nFormerly `race_over`.\n\nNo more.\n',
    })
    expect(Object.values(entries)[0]).toMatchObject({
      description: expect.stringContaining('Formerly `race_over`.'),
    })
  })
})
