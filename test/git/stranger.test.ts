import { execFileSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gitFor } from '../../src/load/git/environment.js'
import { askGit } from '../../src/load/git/run.js'
import { RunError } from '../../src/model/diagnostic.js'
import { writeFiles } from '../project.js'
import { fetches, plants, show } from './plants.js'
import {
  configure,
  copy,
  entry,
  errbook,
  forget,
  git,
  marker,
  plainEnv,
  provoke,
  race,
  root,
  rulesOf,
  setUpStranger,
  template,
} from './stranger.js'

setUpStranger()

describe('a repository from a stranger', () => {
  it.each(Object.entries(fetches))(
    '%s is not used to fetch a missing object',
    async (_, { config = '', more }) => {
      const folder = copy()
      forget(folder)
      more?.(folder)
      configure(folder, config)
      for (const args of [['diff'], ['diff', 'HEAD~1'], ['changelog', 'main']]) {
        const { exitCode, text } = await errbook(folder, ...args)
        expect([exitCode, text], args.join(' ')).toEqual([
          2,
          expect.stringContaining('are missing from this clone'),
        ])
      }
      // git before 2.39.4 ignores the variable that disables lazy fetches. This simulates it.
      const { program, env } = gitFor(folder)!
      askGit({ program, env: { ...env, GIT_NO_LAZY_FETCH: '0' }, root: folder }, [
        'cat-file',
        '-p',
        `main:${race}`,
      ])
      expect(existsSync(marker)).toBe(false)
      provoke(folder, show)
      expect(existsSync(marker), 'the plant works with git itself').toBe(true)
    },
  )

  it.each(Object.entries(plants))(
    '%s does not run',
    async (_, { config = '', more, provoke: command }) => {
      const folder = copy()
      more?.(folder)
      configure(folder, config)
      rmSync(marker, { force: true })
      for (const base of [[], ['main'], ['HEAD~1'], ['main:errors']])
        expect(await rulesOf(folder, ...base), base[0]).toEqual(['status-changed'])
      expect((await errbook(folder, 'changelog', 'main')).exitCode).toBe(0)
      expect(
        (await errbook(folder, 'rename', 'err:acme:data:race', 'err:acme:data:lap')).exitCode,
      ).toBe(0)
      expect(existsSync(marker)).toBe(false)
      if (command === undefined) return
      provoke(folder, command)
      expect(existsSync(marker), 'the plant works with git itself').toBe(true)
    },
  )

  it('is compared correctly even if core.worktree points elsewhere', async () => {
    const folder = copy()
    configure(folder, `[core]\nworktree = ${root}`)
    expect(git(folder, 'rev-parse', '--show-prefix')).toMatch(/^copy-/)
    expect(await rulesOf(folder)).toEqual(['status-changed'])
    configure(folder, '[core]\nworktree = /nowhere/at/all')
    expect(await rulesOf(folder)).toEqual(['status-changed'])
  })

  it('is compared correctly even if it has replaced objects and grafted parents', async () => {
    const replaced = copy()
    git(
      replaced,
      'replace',
      git(replaced, 'rev-parse', `main:${race}`),
      git(replaced, 'rev-parse', `work:${race}`),
    )
    expect(git(replaced, 'show', `main:${race}`)).toContain('410')
    expect(await rulesOf(replaced, 'main')).toEqual(['status-changed'])

    const grafted = copy()
    const tree = git(grafted, 'rev-parse', 'work^{tree}')
    const other = git(grafted, 'commit-tree', '-m', 'Other', tree)
    writeFiles(grafted, [['.git/info/grafts', `${git(grafted, 'rev-parse', 'work')} ${other}\n`]])
    expect(git(grafted, 'rev-parse', 'HEAD~1')).toBe(other)
    expect(await rulesOf(grafted, 'HEAD~1')).toEqual(['status-changed'])
  })

  it('is compared with its default branch, and not with a tag of the same name', async () => {
    const clone = join(root, 'tagged')
    git(root, 'clone', '-q', template, clone)
    git(clone, 'remote', 'set-head', 'origin', 'main')
    git(clone, 'tag', 'origin/main', 'HEAD')
    expect(git(clone, 'rev-parse', 'origin/main')).toBe(git(clone, 'rev-parse', 'HEAD'))
    expect(await rulesOf(clone)).toEqual(['status-changed'])
    const { exitCode, text } = await errbook(clone, 'diff', 'origin/main')
    expect([exitCode, text]).toEqual([
      2,
      expect.stringContaining('could be `refs/tags/origin/main` or `refs/remotes/origin/main`'),
    ])
    expect(await rulesOf(clone, 'refs/remotes/origin/main')).toEqual(['status-changed'])
  })

  it('writes no control characters from names of branches and files to a terminal', async () => {
    const folder = copy()
    const file = 'errors/acme/data/x\u001b[31m\u202e.yaml'
    writeFiles(folder, [[file, 'code: [\n']])
    git(folder, 'add', '-A')
    git(folder, 'commit', '-qm', 'Three')
    git(folder, 'checkout', '-qb', 'x\u009b31m\u202e')
    const clone = join(root, 'named')
    git(root, 'clone', '-q', folder, clone)
    rmSync(join(clone, file))
    writeFiles(clone, [['errors/acme/data/lap.yaml', entry(404).replaceAll('race', 'lap')]])
    for (const args of [
      ['diff'],
      ['changelog'],
      ['rename', 'err:acme:data:lap', 'err:acme:data:tour'],
    ]) {
      if (args[0] === 'rename') {
        git(clone, 'commit', '-qam', 'Four')
        git(clone, 'update-ref', 'refs/remotes/origin/HEAD', 'HEAD')
      }
      const { text } = await errbook(clone, ...args)
      expect(text, args[0]).not.toMatch(/[\u001b\u009b\u202e]/)
      expect(text, args[0]).toContain('\\x9b31m')
    }
  })

  it('may have objects in an alternate repository, as in a shared clone', async () => {
    const folder = copy()
    const id = forget(folder)
    writeFiles(folder, [['.git/objects/info/alternates', `${template}/.git/objects\n`]])
    expect(git(folder, 'cat-file', '-t', id)).toBe('blob')
    expect(await rulesOf(folder)).toEqual(['status-changed'])
  })

  it('stops the run after a time limit if one of its refs is a pipe', () => {
    const folder = copy()
    const ref = join(folder, '.git/refs/heads/main')
    rmSync(ref)
    execFileSync('mkfifo', [ref])
    const ask = () =>
      askGit({ ...gitFor(folder)!, root: folder }, ['rev-parse', '--verify', 'refs/heads/main'], {
        limit: 500,
      })
    expect(ask).toThrow(RunError)
    expect(ask).toThrow('`git rev-parse` took longer than 0.5 seconds.')
  })

  it('is rejected if it has huge trees or files', async () => {
    const folder = copy()
    // Thirty nested trees, which contain 2^30 files.
    let tree = git(folder, 'rev-parse', 'work:errors')
    for (let depth = 0; depth < 30; depth++) {
      const listing = `040000 tree ${tree}\ta\n040000 tree ${tree}\tb\n`
      tree = execFileSync('git', ['mktree'], {
        cwd: folder,
        input: listing,
        encoding: 'utf8',
        env: plainEnv,
      }).trim()
    }
    const bomb = git(folder, 'commit-tree', '-m', 'Bomb', tree)
    const { exitCode, text } = await errbook(folder, 'diff', `${bomb}:a`)
    expect([exitCode, text]).toEqual([
      3,
      expect.stringContaining('returned more data than errbook reads'),
    ])

    writeFileSync(join(folder, race), Buffer.alloc(9_000_000, '#'))
    git(folder, 'commit', '-qam', 'Large')
    git(folder, 'tag', 'large')
    git(folder, 'checkout', '-q', 'HEAD~1')
    const large = await errbook(folder, 'diff', 'large')
    expect([large.exitCode, large.text]).toEqual([
      2,
      expect.stringContaining('larger than the maximum of 8 MB'),
    ])
  })
})
