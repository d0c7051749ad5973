import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readCsv } from '../../src/author/importers/csv.js'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder } from './folder.js'

// Imports of exported spreadsheets must read every cell correctly, whatever it contains.
const cellsOf = (text: string) => readCsv(text).rows.map(({ cells }) => cells)

describe('a cell', () => {
  it.each([
    ['plain text', 'Gone', 'Gone'],
    ['a comma', '"Gone, for good"', 'Gone, for good'],
    ['quotes', '"Not ""gone"" yet"', 'Not "gone" yet'],
    ['only quotes', '""""""', '""'],
    ['a quote at its end', '"It is ""gone"""', 'It is "gone"'],
    ['nothing between quotes', '""', ''],
    ['a line end', '"Gone\nfor good"', 'Gone\nfor good'],
    ['a quote inside plain text', 'a 5" disk', 'a 5" disk'],
  ])('may contain %s', (_, written, read) => {
    expect(cellsOf(`code,message,status\nA1,${written},404\nB2,Taken,409\n`)).toEqual([
      { code: 'A1', message: read, status: '404' },
      { code: 'B2', message: 'Taken', status: '409' },
    ])
  })

  it('is empty if it is missing at the end of a row', () => {
    expect(cellsOf('code,message,status\nA1\nB2,Taken\n')).toEqual([
      { code: 'A1', message: '', status: '' },
      { code: 'B2', message: 'Taken', status: '' },
    ])
  })
})

describe('a row', () => {
  it.each([
    ['plain', 'Gone'],
    ['quoted', '"Gone"'],
  ])('needs no line end after the last cell, which is %s', (_, last) => {
    expect(cellsOf(`code,message\nA1,Taken\nB2,${last}`)).toEqual([
      { code: 'A1', message: 'Taken' },
      { code: 'B2', message: 'Gone' },
    ])
  })

  it('may end in an empty cell without a line end', () => {
    expect(cellsOf('code,message\nA1,Taken\nB2,')).toEqual([
      { code: 'A1', message: 'Taken' },
      { code: 'B2', message: '' },
    ])
  })

  it('is skipped if it has no text', () => {
    expect(cellsOf('code,message\n\nA1,Gone\n , \n')).toEqual([{ code: 'A1', message: 'Gone' }])
  })

  it('is reported at its first line, even after cells with line breaks', () => {
    const { rows } = readCsv('code,message\nA1,"Gone\nfor\ngood"\n\nB2,Taken\nC3,"Too\nfast"\n')
    expect(rows.map(({ line, cells }) => [line, cells.code])).toEqual([
      [2, 'A1'],
      [6, 'B2'],
      [7, 'C3'],
    ])
  })
})

describe('the first line', () => {
  it.each([',', ';', '\t'])('determines the separator %j', (separator) => {
    const lines = [
      ['code', 'message', 'status'],
      ['A1', 'a', '404'],
    ]
    expect(cellsOf(lines.map((cells) => cells.join(separator)).join('\n'))).toEqual([
      { code: 'A1', message: 'a', status: '404' },
    ])
  })

  it('may have spaces around column names, which are removed', () => {
    expect(cellsOf('code , message\nA1, a \n')).toEqual([{ code: 'A1', message: ' a ' }])
  })
})

it('readCsv() returns the line of an unclosed quote', () => {
  expect(readCsv('code,message\nA1,"Gone\nfor good"\nB2,"Taken\nC3,x\n')).toEqual({
    head: [],
    rows: [],
    problem: 4,
  })
})

describe('`import csv`', () => {
  async function imported(text: string, ...flags: string[]) {
    const entries: Record<string, Record<string, unknown>> = {}
    const io = captureIo('')
    await inFolder({ 'list.csv': text }, async (cwd) => {
      const docs = ['--docs', 'https://acme.test/{name}']
      await run(['import', 'csv', 'list.csv', ...docs, ...flags], { ...io, cwd })
      for (const code of ['A1', 'B2']) {
        const file = join(cwd, `errors/${code}.yaml`)
        if (existsSync(file)) entries[code] = parse(readFileSync(file, 'utf8'))
      }
    })
    const assumed = io
      .text()
      .split('\n')
      .filter((line) => line.includes('[assumed-value]'))
    return {
      entries,
      assumed: ['A1', 'B2'].filter((code) => assumed.join().includes(`\`${code}\``)),
    }
  }
  const list = 'code,status,message\r\nA1,,"It is ""gone"""\r\nB2,409,Taken\r\nC3,429,Slow'

  it('assumes status 500 for an error without a status, and reports it', async () => {
    const { entries, assumed } = await imported(list)
    expect(entries).toMatchObject({
      A1: { status: 500, detail: 'It is "gone"' },
      B2: { status: 409, detail: 'Taken' },
    })
    expect(assumed).toEqual(['A1'])
  })

  it('uses the status in --status for an error without a status', async () => {
    const { entries, assumed } = await imported(list, '--status', '422')
    expect(entries).toMatchObject({ A1: { status: 422 }, B2: { status: 409 } })
    expect(assumed).toEqual([])
  })

  it('assumes no status for errors of a CLI', async () => {
    const { entries, assumed } = await imported(
      'code,exit_code,message\nA1,3,Gone\n',
      '--kind',
      'cli',
    )
    expect(entries.A1).toMatchObject({ exitCode: 3 })
    expect(entries.A1).not.toHaveProperty('status')
    expect(assumed).toEqual([])
  })

  it.each(['200', '600', '404.5', 'Not Found'])('rejects %s as a status', async (status) => {
    const { entries } = await imported(
      `code,status,message\nA1,${status},Gone\nB2,409,Taken\nC3,429,Slow\n`,
    )
    expect(entries).toMatchObject({ A1: { status: 500 }, B2: { status: 409 } })
  })
})
