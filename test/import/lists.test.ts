import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { LossReport } from '../../src/author/importers/report.js'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder } from './folder.js'

async function imported(
  format: string,
  text: string,
  mapping: string | undefined,
  use: (found: Awaited<ReturnType<typeof read>>) => void,
) {
  await inFolder(
    { [`list.${format}`]: text, ...(mapping && { 'map.yaml': mapping }) },
    async (cwd) => use(await read(cwd, format, mapping)),
  )
}

async function read(cwd: string, format: string, mapping: string | undefined) {
  const io = captureIo(cwd)
  const flags = [
    ...(mapping ? ['--map', 'map.yaml'] : []),
    '--docs',
    'https://acme.test/{name}',
    '--report',
    'report.json',
  ]
  const exitCode = await run(['import', format, `list.${format}`, ...flags], io)
  const checked = captureIo(cwd)
  return {
    exitCode,
    text: io.text(),
    report: JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as LossReport,
    entry: (code: string) => readFileSync(join(cwd, `errors/${code}.yaml`), 'utf8'),
    has: (code: string) => existsSync(join(cwd, `errors/${code}.yaml`)),
    check: { exitCode: await run(['check'], checked), text: checked.text() },
  }
}

const csv = 'code;status;message;retryable\nA1;404;Gone;maybe\nA2;409;Taken;true\n'
const retry = (more: string) =>
  `fields:\n  code: code\n  status: status\n  detail: message\n  retry: { from: retryable, values: { "true": transient }${more} }\n`

it('uses the default of the mapping for a value without a translation, and reports the value', async () => {
  await imported('csv', csv, retry(', default: never'), ({ entry, report, check }) => {
    expect(entry('A1')).toContain('retry: never')
    expect(entry('A2')).toContain('retry: transient')
    expect(report.pieces).toMatchObject([
      {
        line: 2,
        fate: 'changed',
        field: 'retry',
        note: '`values` in the mapping does not contain `maybe`, so the default was used',
      },
    ])
    expect(check).toMatchObject({ exitCode: 0 })
  })
})

it('omits a value without a translation if the mapping has no default, and reports the value', async () => {
  await imported('csv', csv, retry(''), ({ entry, report, check }) => {
    expect(entry('A1')).not.toContain('retry')
    expect(report.pieces).toMatchObject([
      { line: 2, fate: 'lost', note: '`values` in the mapping does not contain `maybe`' },
    ])
    expect(check).toMatchObject({ exitCode: 0 })
  })
})

it('omits invalid values from entries, and reports them', async () => {
  const text =
    'code;status;message;retry;grpc;tags;since\nA1;abc;m;maybe;NOPE;two words;\nA2;400;m;never;INTERNAL;one,two;1.0\n'
  await imported('csv', text, undefined, ({ entry, report, check }) => {
    expect(report.pieces.map(({ text: piece, note }) => `${piece}: ${note}`)).toEqual([
      'status: abc: not a valid `status`',
      'tags: two words: not a valid `tags`',
      'retry: maybe: not a valid `retry`',
      'grpc: NOPE: not a valid `grpc`',
    ])
    expect(entry('A2')).toContain('tags: [one, two]')
    expect(check).toMatchObject({ exitCode: 0 })
  })
})

it('translates each part of a string that the mapping splits', async () => {
  const mapping =
    'fields:\n  code: code\n  tags: { from: tags, split: "|", values: { a: alpha, b: beta } }\n'
  await imported('csv', 'code,tags\nA1,a|b\nA2,a|c\n', mapping, ({ entry, report }) => {
    expect(entry('A1')).toContain('tags: [alpha, beta]')
    expect(report.pieces).toMatchObject([
      { line: 3, fate: 'lost', note: '`values` in the mapping does not contain `c`' },
    ])
  })
})

it('renames a placeholder that is also a member of the body, and reports it', async () => {
  const text = 'code,status,message\nA1,404,The book "{title}" of {author} is gone.\n'
  await imported('csv', text, undefined, ({ entry, report, check }) => {
    expect(entry('A1')).toContain('The book "{titleValue}" of {author} is gone.')
    expect(report.pieces).toMatchObject([
      {
        line: 2,
        fate: 'changed',
        field: 'detail',
        note: 'renamed to `{titleValue}` because the body already has `title`',
      },
    ])
    expect(check).toMatchObject({ exitCode: 0 })
  })
})

it('keeps the names of all placeholders in a library, because it sends no body', async () => {
  await imported(
    'csv',
    'code,message\nA1,The book "{title}" is gone.\n',
    undefined,
    ({ entry, report }) => {
      expect(entry('A1')).toContain('{title}')
      expect(report.pieces).toEqual([])
    },
  )
})

it.each([
  ['csv', 'code,status,title,message,hint,more\nA1,404,One,m,,\nA1,404,Two,m,,x\n', 'list.csv:3:1'],
  [
    'json',
    '[{ "code": "A1", "status": 404, "title": "One" }, { "code": "A1", "status": 404, "title": "Two", "note": "" }]',
    'list.json:1:51',
  ],
])('reports a duplicate code once, at its line and column: %s', async (format, text, place) => {
  await imported(format, text, undefined, (read) => {
    expect(read.text.match(/^(?:error|warning|info)\[/gm)).toHaveLength(1)
    expect(read.text).toContain('error[duplicate-code]: Duplicate code `A1`.')
    expect(read.text).toContain(`--> ${place}\n`)
    expect(read.report.pieces).toMatchObject([
      { kind: 'item', fate: 'lost', text: 'A1', note: 'another item has this code' },
    ])
    expect(read.entry('A1')).toContain('title: One')
  })
})
