import { describe, expect, it } from 'vitest'
import { formatJournal, hashOfFile, parseJournal, type Step } from '../../src/write/journal.js'

const hash = hashOfFile('text')
const staged = '0123456789abcdef01234567'
const changed: Step = { path: 'acme/a.yaml', before: hash, after: hash, staged }
const added: Step = { path: 'b.yaml', before: null, after: hash, staged }
const removed: Step = { path: 'c.yaml', before: hash, after: null, staged: null }

/** Returns a journal with a valid step, followed by this step. */
function withStep(step: object | null): string {
  return formatJournal([changed, step as Step])
}

describe('a journal', () => {
  it('is one line of JSON in a fixed format, which other versions of errbook can read', () => {
    expect(formatJournal([removed])).toBe(
      `{"errbook":"journal","version":1,"steps":[{"path":"c.yaml","before":"${hash}","after":null,"staged":null}]}\n`,
    )
    expect(hash).toMatch(/^982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1$/)
  })

  it('is parsed to the steps that it was written from', () => {
    const steps = [changed, added, removed]
    expect(parseJournal(formatJournal(steps))).toEqual(steps)
  })

  it.each([
    'acme/data/first.yaml',
    '.gitattributes',
    '.github/a.yaml',
    'x.git/a.yaml',
    '.errbook/a.yaml',
    'my.errbook-notes.yaml',
    '..a/b...yaml',
    'data/c:d.yaml',
    '1:2.yaml',
    'ab:c.yaml',
    'with space\u0001.yaml',
  ])('accepts the path of any file below its folder: %j', (path) => {
    expect(parseJournal(withStep({ ...changed, path }))).toHaveLength(2)
  })

  it.each([
    '',
    '/a.yaml',
    'a//b.yaml',
    'a/',
    '.',
    './a.yaml',
    'a/.',
    '..',
    '../a.yaml',
    'a/../b.yaml',
    '.git',
    'a/.GIT/config',
    '.errbook-staging/pid',
    'a/.Errbook-x',
    'a\\b.yaml',
    'C:a.yaml',
    'z:/a.yaml',
    'a\u0000.yaml',
    7,
    null,
    ['a.yaml'],
  ])('rejects any other path: %j', (path) => {
    expect(parseJournal(withStep({ ...changed, path }))).toBeUndefined()
  })

  it.each([
    ['before', `${hash}0`],
    ['before', `x${hash}`],
    ['before', hash.toUpperCase()],
    ['before', 7],
    ['before', undefined],
    ['after', hash.slice(1)],
    ['after', `${hash}\n`],
    ['after', ''],
    ['after', undefined],
    ['staged', 'pid'],
    ['staged', staged.toUpperCase()],
    ['staged', `${staged}/`],
    ['staged', `/${staged}`],
    ['staged', '0'.repeat(15)],
    ['staged', '0'.repeat(65)],
    ['staged', undefined],
    ['staged', 7],
  ])('rejects an invalid hash or name of a staged file: %s = %j', (name, value) => {
    expect(parseJournal(withStep({ ...changed, [name]: value }))).toBeUndefined()
  })

  it('requires a staged file for a written file, and rejects one for a removed file', () => {
    expect(parseJournal(withStep({ ...changed, staged: '0'.repeat(16) }))).toBeDefined()
    expect(parseJournal(withStep({ ...changed, staged: 'f'.repeat(64) }))).toBeDefined()
    expect(parseJournal(withStep({ ...changed, staged: null }))).toBeUndefined()
    expect(parseJournal(withStep({ ...removed, staged }))).toBeUndefined()
  })

  it.each([
    '',
    'no JSON',
    'null',
    '[]',
    '{}',
    '"steps"',
    formatJournal([]),
    formatJournal([changed]).replace('1', '2'),
    formatJournal([changed]).replace('"version":1,', ''),
    '{"version":1}',
    '{"version":1,"steps":{"length":1}}',
    '{"version":1,"steps":"text"}',
    withStep(null),
    '{"version":1,"steps":["text"]}',
    '{"version":1,"steps":[[]]}',
  ])('is not parsed if it is damaged or has a later version: %j', (text) => {
    expect(parseJournal(text)).toBeUndefined()
  })
})
