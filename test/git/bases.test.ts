import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  changes,
  commit,
  contentsOf,
  entry,
  errbook,
  fileOf,
  git,
  project,
  root,
  setUpProject,
  vocabulary,
  write,
} from './repositories.js'

setUpProject()

describe('the base of `diff`', () => {
  it('is the merge base with the default branch by default', async () => {
    const { base, rules, bump, exitCode } = await changes(project)
    expect(base).toMatch(/^main \(merge base [0-9a-f]{7}\)$/)
    // Newer commits on main are not reported as changes.
    expect(rules).toEqual(['code-added', 'status-changed'])
    expect([bump, exitCode]).toEqual(['major', 1])
  })

  it('can be a tag, a branch, a commit ID, or a folder in a commit', async () => {
    for (const ref of ['v1', 'HEAD~1', git(project, 'rev-parse', 'v1').trim(), 'v1:errors'])
      expect((await changes(project, ref)).rules, ref).toEqual(['code-added', 'status-changed'])
    expect((await changes(project, 'main')).rules).toEqual([
      'code-added',
      'status-changed',
      'status-changed',
    ])
    expect((await changes(project, 'HEAD')).rules).toEqual([])
  })

  it('is compared with the files on disk, including uncommitted changes', async () => {
    write(project, { [fileOf('lap')]: entry('lap', 'retry: never\n') })
    expect((await changes(project, 'HEAD')).rules).toEqual([])
    write(project, { [fileOf('lap')]: entry('lap', '', 400) })
    expect((await changes(project, 'HEAD')).rules).toEqual(['status-changed'])
    git(project, 'checkout', '-q', '--', 'errors')
  })

  it('can be an installed package with a catalog', async () => {
    write(project, {
      'node_modules/@acme/errors/errors/catalog.yaml': vocabulary,
      [`node_modules/@acme/errors/${fileOf('race')}`]: entry('race'),
    })
    const { base, rules } = await changes(project, '@acme/errors')
    expect([base, rules]).toEqual([
      'the package @acme/errors',
      ['code-added', 'code-added', 'status-changed'],
    ])
    rmSync(join(project, 'node_modules'), { recursive: true })
  })

  it('includes files in subfolders if the catalog is elsewhere in the repository', async () => {
    const inner = join(root, 'inner')
    mkdirSync(join(inner, 'service'), { recursive: true })
    git(inner, 'init', '-q')
    commit(inner, {
      'service/errbook.config.yaml': 'catalog: ../shared/errors\nrules: { stub: off }\n',
      'shared/errors/catalog.yaml': vocabulary,
      'shared/errors/acme/data/race.yaml': entry('race'),
    })
    write(inner, { 'shared/errors/acme/data/race.yaml': entry('race', '', 410) })
    expect((await changes(join(inner, 'service'))).rules).toEqual(['status-changed'])
  })

  it.each([
    ['v9', /No commit, path or installed package is named `v9`/, /git fetch origin/],
    ['--upload-pack=x', /Unknown option|No commit, path/, /./],
    ['v1:elsewhere', /Folder `elsewhere` does not exist in v1:elsewhere/, /REF:FOLDER/],
    ['lock', /Lock file errors\/catalog\.lock\.jsonl does not exist/, /errbook lock/],
  ])(
    'is rejected with exit code 2 if it is %s, which does not exist',
    async (base, message, help) => {
      const before = contentsOf(project)
      const { exitCode, text } = await errbook(project, 'diff', base)
      expect(exitCode).toBe(2)
      expect(text).toMatch(message)
      expect(text).toMatch(help)
      expect(text).not.toMatch(/No changes|\n {4}at /)
      expect(contentsOf(project)).toEqual(before)
    },
  )

  it('is rejected with exit code 2 if it is both a path and a commit', async () => {
    write(project, { 'v1/catalog.yaml': vocabulary })
    const { exitCode, text } = await errbook(project, 'diff', 'v1')
    expect([exitCode, text]).toEqual([
      2,
      expect.stringContaining('Write `./v1` for the path, or `v1~0` for the commit.'),
    ])
    expect((await changes(project, 'v1~0')).rules).toEqual(['code-added', 'status-changed'])
    rmSync(join(project, 'v1'), { recursive: true })
  })

  it('is reported as invalid if an entry in it is a link', async () => {
    const folder = join(root, 'linked')
    git(root, 'clone', '-q', project, folder)
    rmSync(join(folder, fileOf('lap')))
    symlinkSync('race.yaml', join(folder, fileOf('lap')))
    commit(folder, {})
    rmSync(join(folder, fileOf('lap')))
    write(folder, { [fileOf('lap')]: entry('lap', '', 410) })
    expect((await errbook(folder, 'diff', 'HEAD')).text).toContain(
      `${fileOf('lap')} is invalid in the base`,
    )
  })

  it('is rejected with exit code 2 and a `git fetch` command if a shallow clone does not have it', async () => {
    const clone = join(root, 'shallow')
    git(
      root,
      'clone',
      '-q',
      '--depth=1',
      '--no-single-branch',
      '--branch=work',
      `file://${project}`,
      clone,
    )
    git(clone, 'remote', 'set-head', 'origin', 'main')
    for (const args of [[], ['v9']]) {
      const { exitCode, text } = await errbook(clone, 'diff', ...args)
      expect(exitCode, text).toBe(2)
      expect(text).toContain('git fetch --unshallow')
    }
  })

  it('is the lock file outside a git repository, and required if there is none', async () => {
    const folder = join(root, 'plain')
    write(folder, {
      'errbook.config.yaml': 'rules: { stub: off }\n',
      'errors/catalog.yaml': vocabulary,
      [fileOf('race')]: entry('race'),
    })
    const without = await errbook(folder, 'diff')
    expect([without.exitCode, without.text]).toEqual([
      2,
      expect.stringContaining('This is not a git repository, and there is no lock file.'),
    ])
    await errbook(folder, 'lock')
    write(folder, { [fileOf('race')]: entry('race', '', 410) })
    expect(await changes(folder)).toMatchObject({
      base: 'the lock file errors/catalog.lock.jsonl',
      rules: ['status-changed'],
      exitCode: 1,
    })
  })
})

describe('a useless base', () => {
  const folder = join(root, 'mono')
  const service = join(folder, 'packages/api')
  beforeAll(async () => {
    mkdirSync(folder)
    git(folder, 'init', '-q')
    commit(folder, {
      'errors/catalog.yaml': vocabulary,
      'errors/acme/data/race.yaml': entry('race'),
    })
    git(folder, 'tag', 'v1')
    git(folder, 'rm', '-rq', 'errors')
    commit(folder, {
      'packages/api/errbook.config.yaml': 'catalog: errors\nrules: { stub: off }\n',
      'packages/api/errors/catalog.yaml': vocabulary,
      [`packages/api/${fileOf('race')}`]: entry('race', '', 410),
      'packages/web/errors/catalog.yaml': vocabulary,
      'packages/web/package.json': '{}\n',
    })
    symlinkSync('errors', join(service, 'link'))
    mkdirSync(join(service, 'node_modules/@acme'), { recursive: true })
    symlinkSync('../..', join(service, 'node_modules/@acme/errors'))
    writeFileSync(join(service, '.gitignore'), 'link\nnode_modules\n')
  })

  it.each(['', ' ', '\t\n'])('is rejected with exit code 2 if it is %j', async (base) => {
    for (const command of ['diff', 'changelog'])
      expect(await errbook(service, command, base)).toEqual({
        exitCode: 2,
        text: expect.stringMatching(/The base is empty\.[\s\S]*check that the variable is set/),
        stdout: '',
      })
  })

  it.each([
    '.',
    './',
    './errors',
    './errors/',
    'errors',
    '../api',
    '../../packages/api/errors',
    './errors/acme/..',
    './link',
    'link',
    '@acme/errors',
    'ABSOLUTE',
  ])('is rejected with exit code 2 if it is %s, which is the catalog itself', async (base) => {
    const { exitCode, text } = await errbook(
      service,
      'diff',
      base.replace('ABSOLUTE', join(service, 'errors')),
    )
    expect(exitCode, text).toBe(2)
    expect(text).toMatch(/is the current catalog errors, so there is nothing to compare\./)
    expect(text).toContain('`errbook diff HEAD`')
    expect(text).not.toContain('No changes')
  })

  it.each([
    'v1:../../errors',
    'v1:../../errors/',
    'v1:..\\..\\errors',
    'v1~0:../../packages/../errors',
  ])('is not a folder in a commit: %s', async (base) => {
    expect((await changes(service, base)).rules).toEqual(['status-changed'])
  })

  it.each([
    ['v1:../../../errors', /outside the repository/],
    ['v1:../../..', /outside the repository/],
    ['v1:../../../mono/errors', /outside the repository/],
    ['v1:/errors', /outside the repository/],
    ['v1:C:/errors', /outside the repository|Folder .* does not exist/],
    ['v1:', /Missing folder after the colon/],
    ['v1: ', /Missing folder after the colon/],
    ['v1:errors', /Folder `errors` does not exist in v1:errors/],
    ['v1:../../errors/catalog.yaml', /Folder .* does not exist/],
    [':errors', /No commit, path or installed package/],
    [':0:packages/api/errors', /No commit, path or installed package/],
    ['v9:../../errors', /No commit, path or installed package/],
    ['file:.', /No commit, path or installed package/],
    ['file:./errors', /No commit, path or installed package/],
    [`file://${join(root, 'mono')}`, /No commit, path or installed package/],
    ['nowhere/../errors', /No commit, path or installed package/],
    ['../web/package.json', /is not a lock/],
    ['./errors/acme', /no catalog in/],
  ])('is rejected with exit code 2 if it is %s', async (base, message) => {
    const { exitCode, text } = await errbook(service, 'diff', base)
    expect([exitCode, text]).toEqual([2, expect.stringMatching(message)])
    expect(text).not.toMatch(/No changes|\n {4}at /)
  })

  it('is rejected with exit code 2 if it is both a folder in a commit and a folder on disk', async () => {
    mkdirSync(join(service, 'HEAD:errors'))
    const { exitCode, text } = await errbook(service, 'diff', 'HEAD:errors')
    expect([exitCode, text]).toEqual([
      2,
      expect.stringContaining(
        'Write `./HEAD:errors` for the path, or `HEAD~0:errors` for the commit.',
      ),
    ])
    expect((await changes(service, 'HEAD~0:errors')).rules).toEqual([])
    rmSync(join(service, 'HEAD:errors'), { recursive: true })
  })

  it('is rejected with exit code 2 if it is a pipe', async () => {
    execFileSync('mkfifo', [join(service, 'pipe')])
    const { exitCode, text } = await errbook(service, 'diff', './pipe')
    expect([exitCode, text]).toEqual([
      2,
      expect.stringContaining('`./pipe` is a FIFO, not a regular file.'),
    ])
    rmSync(join(service, 'pipe'))
  })

  it('is not HEAD, another catalog, or the lock file of this catalog', async () => {
    write(service, { [fileOf('race')]: entry('race', '', 404) })
    expect((await changes(service, 'HEAD')).rules).toEqual(['status-changed'])
    expect((await changes(service, '@')).rules).toEqual(['status-changed'])
    expect((await changes(service, 'HEAD:errors')).rules).toEqual(['status-changed'])
    expect((await changes(service, '../web/errors')).rules).toEqual(['code-added'])
    expect((await errbook(service, 'lock')).exitCode).toBe(0)
    write(service, { [fileOf('race')]: entry('race', '', 410) })
    for (const lock of ['lock', './errors/catalog.lock.jsonl', 'errors/catalog.lock.jsonl'])
      expect((await changes(service, lock)).rules, lock).toEqual(['status-changed'])
    rmSync(join(service, 'errors/catalog.lock.jsonl'))
    git(folder, 'checkout', '-q', '--', '.')
  })

  it('is rejected with exit code 2 if it is a commit and the catalog is outside the repository', async () => {
    const outer = join(root, 'outside')
    write(outer, {
      'errors/catalog.yaml': vocabulary,
      'project/errbook.config.yaml': 'catalog: ../errors\n',
    })
    git(join(outer, 'project'), 'init', '-q')
    commit(join(outer, 'project'), {})
    for (const base of [[], ['HEAD']]) {
      const { exitCode, text } = await errbook(
        join(outer, 'project'),
        'diff',
        ...base,
        '--allow-outside',
      )
      expect([exitCode, text]).toEqual([
        2,
        expect.stringContaining('The catalog ../errors is outside this repository'),
      ])
    }
  })
})
