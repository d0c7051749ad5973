import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  changes,
  commit,
  entry,
  errbook,
  fileOf,
  git,
  project,
  root,
  setUpProject,
  write,
} from './repositories.js'

setUpProject()

describe('`diff`', () => {
  /** Clones the project like a CI system. */
  function clone(name: string, ...args: string[]): string {
    const folder = join(root, name)
    git(root, 'clone', '-q', ...args, `file://${project}`, folder)
    return folder
  }

  it('names the current commit as base in a full clone of the default branch', async () => {
    const folder = clone('full', '--branch=main')
    git(folder, 'remote', 'set-head', 'origin', 'main')
    const head = git(folder, 'rev-parse', '--short=7', 'HEAD').trim()
    const onMain = await errbook(folder, 'diff')
    expect(onMain).toMatchObject({
      exitCode: 0,
      text: `✓ No changes since HEAD (${head}, already in origin/main).\n`,
    })
    expect((await errbook(folder, 'diff', 'main')).text).toBe(
      `✓ No changes since main (${head}, the current commit).\n`,
    )
    expect((await errbook(folder, 'changelog')).text).toContain(
      `Compared with HEAD (${head}, already in origin/main).`,
    )
    write(folder, { [fileOf('heat')]: entry('heat', '', 400) })
    expect((await changes(folder)).rules).toEqual(['status-changed'])
    git(folder, 'checkout', '-q', '--', '.')
    git(folder, 'checkout', '-q', 'HEAD~1')
    expect((await errbook(folder, 'diff')).text).toMatch(
      /^✓ No changes since HEAD \(\w{7}, already in origin\/main\)\.$/m,
    )
  })

  it.each([
    [
      'a feature branch',
      ['--depth=1', '--branch=work'],
      'work',
      [[], ['work'], ['origin/work'], ['@{u}'], ['SHA'], ['work:errors']],
    ],
    [
      'the default branch',
      ['--depth=1', '--branch=main'],
      'main',
      [[], ['main'], ['origin/main'], ['SHA']],
    ],
    [
      'the last two commits',
      ['--depth=2', '--branch=work'],
      'work',
      [[], ['work'], ['origin/work']],
    ],
  ])(
    'exits with 2 in a shallow clone of %s, and does not print “No changes”',
    async (what, args, branch, bases) => {
      const folder = clone(`shallow-${what.replaceAll(' ', '-')}`, ...args)
      git(folder, 'remote', 'set-head', 'origin', branch)
      for (const base of bases) {
        const named = base.map((one) => one.replace('SHA', git(folder, 'rev-parse', 'HEAD').trim()))
        const { exitCode, text } = await errbook(folder, 'diff', ...named)
        expect([exitCode, text], named[0]).toEqual([
          2,
          expect.stringMatching(
            /is the current commit, and this shallow clone|This clone is shallow and does not contain the default branch/,
          ),
        ])
        expect(text).toContain('`git fetch --unshallow origin')
        expect(text).toContain('fetch-depth: 0')
        expect(text).not.toContain('No changes')
      }
      // With the base HEAD, `diff` shows the uncommitted changes.
      expect((await errbook(folder, 'diff', 'HEAD')).text).toContain('No changes since HEAD (')
      write(folder, { [fileOf('race')]: entry('race', '', 400) })
      expect((await changes(folder, 'HEAD')).rules).toEqual(['status-changed'])
      git(folder, 'checkout', '-q', '--', '.')
      // The command in the help fixes the problem.
      git(folder, 'fetch', '-q', '--unshallow', 'origin', '+refs/heads/*:refs/remotes/origin/*')
      if (branch === 'work') {
        expect((await changes(folder, 'v1')).rules).toEqual(['code-added', 'status-changed'])
        // `origin/HEAD` still points to the feature branch, but now the default branch exists.
        expect((await changes(folder)).rules).toEqual(['code-added', 'status-changed'])
      } else expect((await errbook(folder, 'diff')).exitCode).toBe(0)
    },
  )

  it.each([
    ['with its complete history', []],
    ['with one commit, plus a local commit', ['--depth=1']],
  ])(
    'exits with 2 in a clone of a single branch %s, and suggests a working `git fetch`',
    async (what, args) => {
      const folder = clone(`single-${what.length}`, '--single-branch', '--branch=work', ...args)
      commit(folder, { 'notes.txt': 'More.' })
      const { exitCode, text } = await errbook(folder, 'diff')
      expect([exitCode, text]).toEqual([
        2,
        expect.stringContaining('does not contain the default branch'),
      ])
      const [, fetch = ''] = /`git (fetch [^`]*)`/.exec(text) ?? []
      git(folder, ...fetch.replaceAll('"', '').split(' '))
      expect((await changes(folder)).rules).toEqual(['code-added', 'status-changed'])
    },
  )

  it('exits with 2 if the clone has only the merge commit of a pull request, even with a lock file', async () => {
    const folder = join(root, 'pull-request')
    mkdirSync(folder)
    git(folder, 'init', '-q')
    git(folder, 'remote', 'add', 'origin', `file://${project}`)
    git(folder, 'fetch', '-q', '--depth=1', 'origin', '+work:refs/remotes/pull/7/merge')
    git(folder, 'checkout', '-q', 'refs/remotes/pull/7/merge')
    expect((await errbook(folder, 'lock')).exitCode).toBe(0)
    const { exitCode, text } = await errbook(folder, 'diff')
    expect([exitCode, text]).toEqual([
      2,
      expect.stringContaining('This clone is shallow and does not contain the default branch.'),
    ])
    expect((await errbook(folder, 'diff', 'lock')).text).toContain('No changes since the lock')
    git(folder, 'fetch', '-q', '--unshallow', 'origin', '+refs/heads/*:refs/remotes/origin/*')
    expect((await changes(folder)).rules).toEqual(['code-added', 'status-changed'])
  })
})
