import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { promisor, stopped } from './plants.js'
import {
  copy,
  errbook,
  forget,
  git,
  marker,
  provoke,
  root,
  rulesOf,
  setUpStranger,
  template,
} from './stranger.js'

setUpStranger()

describe('a folder of the repository', () => {
  it('that looks like a repository is not taken for one', async () => {
    const source = copy()
    const id = forget(source)
    const outer = join(root, 'outer')
    const service = join(outer, 'service')
    cpSync(template, service, { recursive: true, filter: (path) => !path.endsWith('/.git') })
    for (const name of ['objects', 'refs', 'HEAD'])
      cpSync(join(source, '.git', name), join(service, name), { recursive: true })
    const config = promisor(
      'ssh://host/x',
      `[core]\nworktree = .\nsshCommand = "${stopped}"\nfsmonitor = "${stopped}"`,
    )
    writeFileSync(join(service, 'config'), config)
    git(outer, 'init', '-q')
    git(outer, '--git-dir=.git', 'add', '-A', '-f')
    git(outer, '--git-dir=.git', 'commit', '-qm', 'One')
    const victim = join(root, 'victim')
    git(root, 'clone', '-q', outer, victim)
    rmSync(marker, { force: true })

    const here = join(victim, 'service')
    const own = await errbook(here, 'diff')
    expect([own.exitCode, own.text]).toEqual([
      0,
      expect.stringMatching(/^✓ No changes since HEAD \(\w{7}, already in origin\/main\)\.$/m),
    ])
    // Only the embedded repository has a previous commit.
    expect(await errbook(here, 'diff', 'HEAD~1')).toMatchObject({ exitCode: 2 })
    expect(await errbook(here, 'diff', 'main:errors')).toMatchObject({ exitCode: 0 })
    // `HEAD` is ambiguous, because the embedded repository has a file with this name.
    expect(await errbook(here, 'changelog', 'HEAD')).toMatchObject({ exitCode: 2 })
    expect(await errbook(here, 'changelog', 'HEAD~0')).toMatchObject({ exitCode: 0 })
    expect(existsSync(marker)).toBe(false)
    provoke(here, `git cat-file -p ${id}`)
    expect(existsSync(marker), 'the plant works with git itself').toBe(true)
  })

  it('that looks like a repository is ignored outside of a real repository, too', async () => {
    const alone = join(root, 'alone')
    cpSync(join(root, 'victim/service'), alone, { recursive: true })
    const { exitCode, text } = await errbook(alone, 'diff')
    expect([exitCode, text]).toEqual([2, expect.stringContaining('This is not a git repository')])
    expect(existsSync(marker)).toBe(false)
    provoke(alone, 'git status')
    expect(existsSync(marker), 'the plant works with git itself').toBe(true)
  })

  it('that is a worktree or a submodule works, although its `.git` is a file', async () => {
    const main = copy()
    const tree = join(root, 'linked')
    git(main, 'checkout', '-q', 'main')
    git(main, 'worktree', 'add', '-q', tree, 'work')
    expect(await rulesOf(tree)).toEqual(['status-changed'])

    const outer = join(root, 'super')
    mkdirSync(outer)
    git(outer, 'init', '-q')
    git(
      outer,
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      '-b',
      'work',
      template,
      'inner',
    )
    expect(await rulesOf(join(outer, 'inner'), 'origin/main')).toEqual(['status-changed'])
  })
})
