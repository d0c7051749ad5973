import { describe, expect, it } from 'vitest'
import { formatJournal, hashOfFile, parseJournal, type Step } from '../../src/write/journal.js'

const hash = hashOfFile('text')
const staged = '0123456789abcdef01234567'
const changed: Step = { path: 'acme/a.yaml', before: hash, after: hash, staged }
const added: Step = { path: 'b.yaml', before: null, after: hash, staged }
const removed: Step = { path: 'c.yaml', before: hash, after: null, staged: null }

/** A journal with one valid and one damaged step. */
function withStep(step: object | null): string {
  return formatJournal([changed, step as Step])
}

describe('a journal', () => {
  it('is one line of JSON that another version of errbook can read', () => {
    expect(formatJournal([removed])).toBe(
      `{"errbook":"journal","version":1,"steps":[{"path":"c.yaml","before":"${hash}","after":null,"staged":null}]}\n`,
    )
    expect(hash).toMatch(/^982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1$/)
  })

  it('round-trips its steps', () => {
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
  ])('may include any file below its folder: %j', (path) => {
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
  ])('may include no other: %j', (path) => {
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
  ])('contains hashes and names of staged files: %s is not %j', (name, value) => {
    expect(parseJournal(withStep({ ...changed, [name]: value }))).toBeUndefined()
  })

  it('stages written files, and nothing for removed files', () => {
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
  ])('that is damaged, or of a later version, has no steps: %j', (text) => {
    expect(parseJournal(text)).toBeUndefined()
  })
})
