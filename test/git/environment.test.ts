import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, symlinkSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gitFor } from '../../src/load/git/environment.js'
import { writeFiles } from '../project.js'
import {
  configure,
  copy,
  errbook,
  git,
  marker,
  program,
  root,
  rulesOf,
  savedEnv,
  setUpStranger,
  template,
} from './stranger.js'

setUpStranger()

describe('the environment', () => {
  it('can’t point git elsewhere, or make it run something', async () => {
    const folder = copy()
    const other = copy()
    git(other, 'branch', '-f', 'main', 'work')
    program(`${marker}.sh`)
    Object.assign(process.env, {
      GIT_DIR: join(other, '.git'),
      GIT_WORK_TREE: other,
      GIT_COMMON_DIR: join(other, '.git'),
      GIT_INDEX_FILE: join(other, '.git/index'),
      GIT_OBJECT_DIRECTORY: join(other, '.git/objects'),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: '/nowhere',
      GIT_NAMESPACE: 'x',
      GIT_REPLACE_REF_BASE: 'refs/heads/',
      GIT_SHALLOW_FILE: '/nowhere',
      GIT_CONFIG_PARAMETERS: `'core.fsmonitor=${marker}.sh'`,
      GIT_EXTERNAL_DIFF: `${marker}.sh`,
      GIT_PAGER: `${marker}.sh`,
      GIT_EDITOR: `${marker}.sh`,
      GIT_SSH_COMMAND: `${marker}.sh`,
      GIT_PROXY_COMMAND: `${marker}.sh`,
      GIT_ASKPASS: `${marker}.sh`,
      GIT_EXEC_PATH: root,
      GIT_ALLOW_PROTOCOL: 'ssh:file:ext',
      GIT_NO_LAZY_FETCH: '0',
      GIT_CEILING_DIRECTORIES: folder,
      GIT_TRACE: marker,
      GIT_TRACE2: marker,
    })
    for (const base of [[], ['main'], ['HEAD~1']])
      expect(await rulesOf(folder, ...base)).toEqual(['status-changed'])
    expect(existsSync(marker)).toBe(false)
  })

  it('does not pass the `.gitconfig` of the repository to git, even if that is the home folder', async () => {
    const folder = copy()
    writeFiles(folder, [
      [
        '.gitconfig',
        `[trace2]\nnormalTarget = ${marker}\neventTarget = ${marker}\nperfTarget = ${marker}\n`,
      ],
    ])
    for (const name of ['GIT_CONFIG_GLOBAL', 'XDG_CONFIG_HOME']) delete process.env[name]
    process.env.HOME = folder
    expect(await rulesOf(folder)).toEqual(['status-changed'])
    expect(existsSync(marker)).toBe(false)
    spawnSync('git', ['rev-parse', 'HEAD'], { cwd: folder, stdio: 'ignore' })
    expect(existsSync(marker), 'the plant works with git itself').toBe(true)
  })

  it('passes HOME and GIT_CONFIG_* variables to git, but not others such as TOKEN', () => {
    const variables = {
      PATH: process.env.PATH,
      HOME: '/home/me',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'a.b',
      GIT_CONFIG_VALUE_0: 'c',
      TOKEN: 'x',
    }
    const { env } = gitFor(template, variables)!
    expect(env).toMatchObject({
      HOME: '/home/me',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'a.b',
      GIT_CONFIG_VALUE_0: 'c',
    })
    expect(env).not.toHaveProperty('TOKEN')
  })

  it.each([
    ['an empty entry', () => ''],
    ['the entry “.”', () => '.'],
    ['a relative entry', () => 'node_modules/.bin'],
    [
      'a folder of the project, as npx adds it',
      (folder: string) => join(folder, 'node_modules/.bin'),
    ],
    ['a link to a folder of the project', (folder: string) => join(dirname(folder), 'link-to-bin')],
  ])('does not make errbook run a `git` in the project if PATH contains %s', async (_, entryOf) => {
    const folder = copy()
    for (const name of ['git', 'git.exe', 'node_modules/.bin/git', 'node_modules/.bin/git.exe'])
      program(join(folder, name))
    rmSync(join(root, 'link-to-bin'), { force: true })
    symlinkSync(join(folder, 'node_modules/.bin'), join(root, 'link-to-bin'))
    process.env.PATH = [entryOf(folder), savedEnv.PATH].join(delimiter)
    expect(await rulesOf(folder)).toEqual(['status-changed'])
    expect(existsSync(marker)).toBe(false)
    spawnSync('git', ['version'], { cwd: folder, stdio: 'ignore' })
    expect(existsSync(marker), 'the plant works without a full path').toBe(true)
  })

  it('makes `diff` exit with 2 if it has no git program, even if there is a lock file', async () => {
    const folder = copy()
    process.env.PATH = join(root, 'nowhere')
    const { exitCode, text } = await errbook(folder, 'diff')
    expect([exitCode, text]).toEqual([2, expect.stringContaining('git is not installed')])
    expect((await errbook(folder, 'lock')).exitCode).toBe(0)
    expect((await errbook(folder, 'diff')).exitCode, 'the lock is no answer').toBe(2)
    expect((await errbook(folder, 'diff', 'lock')).text).toContain('No changes since the lock')
  })

  it('makes `diff` exit with 2 if git can’t read the repository, even if there is a lock file', async () => {
    const folder = copy()
    expect((await errbook(folder, 'lock')).exitCode).toBe(0)
    configure(folder, '[core]\nrepositoryformatversion = 99')
    const { exitCode, text } = await errbook(folder, 'diff')
    expect([exitCode, text]).toEqual([
      2,
      expect.stringMatching(/git can't read this repository: .*version/),
    ])
    expect((await errbook(folder, 'diff', 'lock')).exitCode).toBe(0)
  })
})
