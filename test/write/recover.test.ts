import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { type HoldOptions, holdCatalog } from '../../src/write/hold.js'
import { formatJournal, hashOfFile, type Step } from '../../src/write/journal.js'
import type { Patience } from '../../src/write/lock.js'
import { interruptedEdit } from '../../src/write/recover.js'
import { folderForEach, put, treeOf } from './disk.js'
import { failure, nobody, somebody, withoutWaiting } from './moments.js'

let folder = ''
folderForEach((made) => {
  folder = made
})

const staged = {
  'a.yaml': '0a0a0a0a0a0a0a0a0a0a0a0a',
  'new/b.yaml': '0b0b0b0b0b0b0b0b0b0b0b0b',
}
const steps: readonly Step[] = [
  {
    path: 'a.yaml',
    before: hashOfFile('a: old\n'),
    after: hashOfFile('a: new\n'),
    staged: staged['a.yaml'],
  },
  { path: 'new/b.yaml', before: null, after: hashOfFile('b: new\n'), staged: staged['new/b.yaml'] },
  { path: 'deep/c.yaml', before: hashOfFile('c: old\n'), after: null, staged: null },
]
/** Creates the state after a kill. `files` replaces files of the catalog, and '' removes one. */
function plant(files: Readonly<Record<string, string>> = {}, journal = formatJournal(steps)): void {
  const all: Record<string, string> = {
    'a.yaml': 'a: old\n',
    'deep/c.yaml': 'c: old\n',
    '.errbook-staging/pid': String(nobody),
    '.errbook-staging/journal': journal,
    [`.errbook-staging/${staged['a.yaml']}`]: 'a: new\n',
    [`.errbook-staging/${staged['new/b.yaml']}`]: 'b: new\n',
    ...files,
  }
  for (const [path, text] of Object.entries(all))
    if (text !== '') put(folder, { [`errors/${path}`]: text })
}
const isMoved = {
  'a.yaml': { 'a.yaml': 'a: new\n', [`.errbook-staging/${staged['a.yaml']}`]: '' },
  'new/b.yaml': { 'new/b.yaml': 'b: new\n', [`.errbook-staging/${staged['new/b.yaml']}`]: '' },
  'deep/c.yaml': { 'deep/c.yaml': '' },
}
const edited = { 'a.yaml': 'a: new\n', 'new/': '', 'new/b.yaml': 'b: new\n' }

function finish(more: Partial<HoldOptions> = {}): string[] {
  const told: string[] = []
  const tell = (text: string) => void told.push(text)
  holdCatalog('errors', { cwd: folder, patience: 0, tell, ...more }).release()
  return told
}
const catalog = () => treeOf(join(folder, 'errors'))
/** Returns the finding that a read-only command reports. */
const found = (more: Partial<Patience> = {}) =>
  interruptedEdit('errors', folder, { patience: 0, ...more })

describe('a killed edit', () => {
  it.each<readonly (keyof typeof isMoved)[]>([
    [],
    ['a.yaml'],
    ['new/b.yaml'],
    ['a.yaml', 'new/b.yaml'],
    ['a.yaml', 'new/b.yaml', 'deep/c.yaml'],
    ['deep/c.yaml'],
  ])('is completed, whichever files it had already replaced: %s %s %s', (...moved) => {
    plant(Object.assign({}, ...moved.map((path) => isMoved[path])))
    const tree = catalog()
    expect(found()).toMatchObject({
      code: 'interrupted-edit',
      message:
        'A command was interrupted while editing errors, so some files are new and others are old.',
      help: 'Run any command that edits the catalog, such as `errbook fmt`. It completes the interrupted edit first.',
      at: { source: { file: 'errors/.errbook-staging/journal', text: '' }, range: [0, 0] },
    })
    expect(catalog()).toEqual(tree)
    expect(finish()).toEqual(['Completed an edit of errors that was interrupted.'])
    expect(catalog()).toEqual(edited)
    expect(found()).toBeUndefined()
  })

  it('is completed, but keeps later changes to a file that it had already replaced', () => {
    plant({ ...isMoved['a.yaml'], 'a.yaml': 'a: edited since\n' })
    expect(finish()).toHaveLength(1)
    expect(catalog()).toEqual({ ...edited, 'a.yaml': 'a: edited since\n' })
  })

  it('is completed if a file already has its new content', () => {
    plant({ 'a.yaml': 'a: new\n', 'new/b.yaml': 'b: new\n' })
    expect(finish()).toHaveLength(1)
    expect(catalog()).toEqual(edited)
  })

  it.each<readonly [string, Readonly<Record<string, string>>]>([
    ['a file was changed', { 'a.yaml': 'a: edited since\n' }],
    ['a file was removed', { 'a.yaml': '' }],
    ['a new file was created by hand', { 'new/b.yaml': 'b: mine\n' }],
    ['a file to be removed was changed', { 'deep/c.yaml': 'c: edited since\n' }],
    ['a staged file is incomplete', { [`.errbook-staging/${staged['a.yaml']}`]: 'torn' }],
  ])('is undone if it had not replaced any file and %s', (_, files) => {
    plant(files)
    const tree = catalog()
    expect(finish()).toEqual([
      'Discarded an edit of errors that was interrupted before it changed a file.',
    ])
    expect(catalog()).toEqual(
      Object.fromEntries(Object.entries(tree).filter(([path]) => !path.includes('staging'))),
    )
  })

  it('is neither completed nor undone if it had replaced a file and others changed since then', () => {
    plant({ ...isMoved['new/b.yaml'], 'a.yaml': 'a: edited since\n' })
    const tree = catalog()
    const error = {
      exitCode: 3,
      code: 'interrupted-edit',
      message:
        "A command was interrupted while editing errors. The edit can't be completed because a.yaml changed since then.",
      help: 'Restore the catalog from git, or fix it by hand. Then remove errors/.errbook-staging, which contains the files that were not written.',
    }
    expect(failure(finish)).toEqual(error)
    // The second attempt fails in the same way, because the lock was released and the staged files
    // were kept.
    expect(failure(finish)).toEqual(error)
    expect({ ...catalog(), '.errbook-staging/pid': '' }).toEqual({
      ...tree,
      '.errbook-staging/pid': '',
    })
    put(folder, { 'errors/deep/c.yaml': 'c: edited since\n' })
    expect(failure(finish)?.message).toContain('because a.yaml (and 1 more) changed since then')
  })

  it('is reported if a folder is in place of a file', () => {
    plant({ ...isMoved['new/b.yaml'], 'a.yaml': '' })
    mkdirSync(join(folder, 'errors/a.yaml'))
    expect(failure(finish)?.message).toContain('a.yaml changed since')
  })
})

describe('a journal', () => {
  it.each<readonly [string, string]>([
    ['is damaged', 'torn'],
    ['has no steps', formatJournal([])],
    ['contains a path outside the catalog', formatJournal([{ ...steps[0]!, path: '../api.yaml' }])],
    ['contains a path below a file', formatJournal([{ ...steps[0]!, path: 'a.yaml/b.yaml' }])],
    ['contains a link that leads out', formatJournal([{ ...steps[0]!, path: 'out/b.yaml' }])],
    ['contains a name that is too long', formatJournal([{ ...steps[0]!, path: 'x'.repeat(5000) }])],
    ['has one invalid step', formatJournal([steps[0]!, { ...steps[1]!, path: 'out/b.yaml' }])],
  ])('is rejected if it %s', (_, journal) => {
    plant({}, journal)
    mkdirSync(join(folder, 'elsewhere'))
    symlinkSync('../elsewhere', join(folder, 'errors/out'))
    const tree = treeOf(folder)
    const error = {
      code: 'foreign-journal',
      message: 'errors/.errbook-staging/journal is damaged or refers to files outside errors.',
      help: 'Check the output of `git status`, then remove errors/.errbook-staging.',
    }
    expect(found()).toMatchObject({
      ...error,
      at: { source: { file: 'errors/.errbook-staging/journal' } },
    })
    expect(failure(finish)).toEqual({ exitCode: 3, ...error })
    expect(treeOf(folder)).toEqual(tree)
  })

  it('is applied if it contains a path through a link within the catalog', () => {
    plant({}, formatJournal([{ ...steps[1]!, path: 'same/b.yaml' }]))
    symlinkSync('deep', join(folder, 'errors/same'))
    finish()
    expect(catalog()['deep/b.yaml']).toBe('b: new\n')
  })

  it('is rejected if it is committed to git, or if that is unknown', () => {
    plant()
    const tree = treeOf(folder)
    const isTracked = vi.fn((): boolean | undefined => true)
    const message =
      'errors/.errbook-staging is committed to git, so it is not from a command that was interrupted here.'
    expect(failure(() => finish({ isTracked }))).toEqual({
      exitCode: 3,
      code: 'foreign-journal',
      message,
      help: 'Remove it: `git rm -r errors/.errbook-staging`.',
    })
    expect(isTracked).toHaveBeenCalledWith(join(folder, 'errors/.errbook-staging/journal'))
    expect(found({ isTracked })?.message).toBe(message)
    isTracked.mockReturnValue(undefined)
    expect(failure(() => finish({ isTracked }))).toMatchObject({
      code: 'foreign-journal',
      message:
        "errors/.errbook-staging contains an unfinished edit, but git can't tell whether it came with the repository.",
      help: 'If a command was interrupted here, run it again when git works. Otherwise remove errors/.errbook-staging.',
    })
    expect(treeOf(folder)).toEqual(tree)
    isTracked.mockReturnValue(false)
    expect(finish({ isTracked })).toHaveLength(1)
    expect(catalog()).toEqual(edited)
  })

  it('is not reported until the process that holds the lock has ended', () => {
    withoutWaiting()
    plant({ '.errbook-staging/pid': String(somebody) })
    expect(failure(found)).toMatchObject({
      exitCode: 3,
      code: 'build-running',
      message: `Another errbook (process ${somebody}) is writing to errors.`,
    })
    const next = (act: () => void) =>
      vi.mocked(Atomics.wait).mockImplementationOnce(() => {
        act()
        return 'timed-out'
      })
    next(() => put(folder, { 'errors/.errbook-staging/pid': String(nobody) }))
    expect(found({ patience: 10 })?.code).toBe('interrupted-edit')
    put(folder, { 'errors/.errbook-staging/pid': String(somebody) })
    next(() => rmSync(join(folder, 'errors/.errbook-staging/journal')))
    expect(found({ patience: 10 })).toBeUndefined()
  })
})
