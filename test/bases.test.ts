import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../src/commands/run.js'
import { captureIo } from './io.js'

// What a catalog is compared with, in real repositories: commits, merges, clones that lack history.
const root = mkdtempSync(join(tmpdir(), 'errbook-git-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const vocabulary = `name: Acme
code: "err:{system}:{category}:{name}"
docs: "https://acme.test/errors/{system}/{category}/{name}"
systems: { acme: { title: Acme } }
categories: { data: { title: Data } }
`
const entry = (name: string, more = '', status = 404) =>
  `code: err:acme:data:${name}\nstatus: ${status}\ntitle: Not Found\nsummary: No ${name.replaceAll('_', ' ')} of this kind.\n${more}`
const fileOf = (name: string) => `errors/acme/data/${name}.yaml`

function git(folder: string, ...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
  const identity = [
    '-c',
    'user.name=A',
    '-c',
    'user.email=a@acme.test',
    '-c',
    'init.defaultBranch=main',
    '-c',
    'commit.gpgsign=false',
  ]
  return execFileSync('git', [...identity, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function write(folder: string, files: Record<string, string>): void {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), contents)
  }
}

function commit(folder: string, files: Record<string, string>, message = 'Change'): void {
  write(folder, files)
  git(folder, 'add', '-A')
  git(folder, 'commit', '-qm', message)
}

async function errbook(folder: string, ...args: string[]) {
  const io = captureIo(folder)
  const exitCode = await run(args, io)
  return { exitCode, text: io.text(), stdout: io.stdout() }
}

async function changes(folder: string, ...args: string[]) {
  const { stdout, exitCode } = await errbook(folder, 'diff', ...args, '--format', 'json')
  const report = JSON.parse(stdout) as {
    base: string
    bump: string
    findings: { code: string; file?: string }[]
  }
  return { ...report, exitCode, rules: report.findings.map(({ code }) => code).sort() }
}

/** Every file of a folder by its contents, git's own aside. */
function contentsOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((item) =>
    item.isFile(),
  )
  return Object.fromEntries(
    files
      .map((item) => join(item.parentPath, item.name))
      .filter((path) => !path.includes('/.git/'))
      .map((path) => [path, readFileSync(path, 'utf8')]),
  )
}

const project = join(root, 'project')

beforeAll(() => {
  mkdirSync(project)
  git(project, 'init', '-q')
  commit(project, {
    'errbook.config.yaml': 'catalog: errors\nrules: { stub: off }\n',
    'errors/catalog.yaml': vocabulary,
    [fileOf('race')]: entry('race'),
    [fileOf('heat')]: entry('heat'),
  })
  git(project, 'tag', 'v1')
  commit(project, { 'notes.txt': 'main goes on' })
  git(project, 'checkout', '-qb', 'work')
  commit(project, { [fileOf('race')]: entry('race', '', 410), [fileOf('lap')]: entry('lap') })
  git(project, 'checkout', '-q', 'main')
  commit(project, { [fileOf('heat')]: entry('heat', '', 409) }, 'main changes another')
  git(project, 'checkout', '-q', 'work')
})

describe('a base', () => {
  it('is by default where the branch left the default one', async () => {
    const { base, rules, bump, exitCode } = await changes(project)
    expect(base).toMatch(/^main \(merge base [0-9a-f]{7}\)$/)
    // What main did since is no change of this branch.
    expect(rules).toEqual(['code-added', 'status-changed'])
    expect([bump, exitCode]).toEqual(['major', 1])
  })

  it('is a commit by any name, a folder of one, or the lock', async () => {
    for (const ref of ['v1', 'HEAD~1', git(project, 'rev-parse', 'v1').trim(), 'v1:errors'])
      expect((await changes(project, ref)).rules, ref).toEqual(['code-added', 'status-changed'])
    expect((await changes(project, 'main')).rules).toEqual([
      'code-added',
      'status-changed',
      'status-changed',
    ])
    expect((await changes(project, 'HEAD')).rules).toEqual([])
  })

  it('is what is not committed too', async () => {
    write(project, { [fileOf('lap')]: entry('lap', 'retry: never\n') })
    expect((await changes(project, 'HEAD')).rules).toEqual([])
    write(project, { [fileOf('lap')]: entry('lap', '', 400) })
    expect((await changes(project, 'HEAD')).rules).toEqual(['status-changed'])
    git(project, 'checkout', '-q', '--', 'errors')
  })

  it('is an installed package, by its catalog or its lock', async () => {
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

  it('in another folder is below the repository, and sees files in subfolders', async () => {
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
    ['v9', /no commit, path or installed package `v9`/, /git fetch origin/],
    ['--upload-pack=x', /Unknown option|no commit, path/, /./],
    ['v1:elsewhere', /no folder `elsewhere` in v1:elsewhere/, /REF:FOLDER/],
    ['lock', /no lock at errors\/catalog\.lock\.jsonl/, /errbook lock/],
  ])('%s that is not there is exit 2, and changes nothing', async (base, message, help) => {
    const before = contentsOf(project)
    const { exitCode, text } = await errbook(project, 'diff', base)
    expect(exitCode).toBe(2)
    expect(text).toMatch(message)
    expect(text).toMatch(help)
    expect(text).not.toMatch(/No changes|Nothing changed|\n {4}at /)
    expect(contentsOf(project)).toEqual(before)
  })

  it('that is a path and a commit has to be told which', async () => {
    write(project, { 'v1/catalog.yaml': vocabulary })
    const { exitCode, text } = await errbook(project, 'diff', 'v1')
    expect([exitCode, text]).toEqual([
      2,
      expect.stringContaining('Write `./v1` for the path, or `v1~0` for the commit.'),
    ])
    expect((await changes(project, 'v1~0')).rules).toEqual(['code-added', 'status-changed'])
    rmSync(join(project, 'v1'), { recursive: true })
  })

  it('says which entries it can not tell about, because they are links', async () => {
    const folder = join(root, 'linked')
    git(root, 'clone', '-q', project, folder)
    rmSync(join(folder, fileOf('lap')))
    symlinkSync('race.yaml', join(folder, fileOf('lap')))
    commit(folder, {})
    rmSync(join(folder, fileOf('lap')))
    write(folder, { [fileOf('lap')]: entry('lap', '', 410) })
    expect((await errbook(folder, 'diff', 'HEAD')).text).toContain(
      `${fileOf('lap')} is broken in the base`,
    )
  })

  it('that a shallow clone lacks is exit 2, and the help says how to fetch it', async () => {
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

  it('outside a repository is the lock, or has to be named', async () => {
    const folder = join(root, 'plain')
    write(folder, {
      'errbook.config.yaml': 'rules: { stub: off }\n',
      'errors/catalog.yaml': vocabulary,
      [fileOf('race')]: entry('race'),
    })
    const without = await errbook(folder, 'diff')
    expect([without.exitCode, without.text]).toEqual([
      2,
      expect.stringContaining('This is not a git repository, and there is no lock.'),
    ])
    await errbook(folder, 'lock')
    write(folder, { [fileOf('race')]: entry('race', '', 410) })
    expect(await changes(folder)).toMatchObject({
      base: 'the lock, errors/catalog.lock.jsonl',
      rules: ['status-changed'],
      exitCode: 1,
    })
  })
})

describe('a base that says nothing', () => {
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

  it.each(['', ' ', '\t\n'])('%j is exit 2', async (base) => {
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
  ])('%s is the catalog itself, and exit 2', async (base) => {
    const { exitCode, text } = await errbook(
      service,
      'diff',
      base.replace('ABSOLUTE', join(service, 'errors')),
    )
    expect(exitCode, text).toBe(2)
    expect(text).toMatch(/is this catalog itself, errors, so there is nothing to compare\./)
    expect(text).toContain('`errbook diff HEAD`')
    expect(text).not.toContain('Nothing changed')
  })

  it.each([
    'v1:../../errors',
    'v1:../../errors/',
    'v1:..\\..\\errors',
    'v1~0:../../packages/../errors',
  ])('%s is a folder of the commit, and not one on disk', async (base) => {
    expect((await changes(service, base)).rules).toEqual(['status-changed'])
  })

  it.each([
    ['v1:../../../errors', /outside the repository/],
    ['v1:../../..', /outside the repository/],
    ['v1:../../../mono/errors', /outside the repository/],
    ['v1:/errors', /outside the repository/],
    ['v1:C:/errors', /outside the repository|no folder/],
    ['v1:', /no folder after the colon/],
    ['v1: ', /no folder after the colon/],
    ['v1:errors', /no folder `errors` in v1:errors/],
    ['v1:../../errors/catalog.yaml', /no folder/],
    [':errors', /no commit, path or installed package/],
    [':0:packages/api/errors', /no commit, path or installed package/],
    ['v9:../../errors', /no commit, path or installed package/],
    ['file:.', /no commit, path or installed package/],
    ['file:./errors', /no commit, path or installed package/],
    [`file://${join(root, 'mono')}`, /no commit, path or installed package/],
    ['nowhere/../errors', /no commit, path or installed package/],
    ['../web/package.json', /is not a lock/],
    ['./errors/acme', /no catalog in/],
  ])('%s is exit 2', async (base, message) => {
    const { exitCode, text } = await errbook(service, 'diff', base)
    expect([exitCode, text]).toEqual([2, expect.stringMatching(message)])
    expect(text).not.toMatch(/Nothing changed|\n {4}at /)
  })

  it('and is also a folder on disk has to be told apart', async () => {
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

  it('and is a pipe is exit 2', async () => {
    execFileSync('mkfifo', [join(service, 'pipe')])
    const { exitCode, text } = await errbook(service, 'diff', './pipe')
    expect([exitCode, text]).toEqual([
      2,
      expect.stringContaining('`./pipe` is a FIFO, expected a regular file.'),
    ])
    rmSync(join(service, 'pipe'))
  })

  it('is not HEAD, another folder, or the lock of this very catalog', async () => {
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

  it('is a commit, if the catalog is outside the repository', async () => {
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

describe('the current commit as base', () => {
  /** A clone of the project as a CI system makes it. */
  function clone(name: string, ...args: string[]): string {
    const folder = join(root, name)
    git(root, 'clone', '-q', ...args, `file://${project}`, folder)
    return folder
  }

  it('of a full clone is named, on the default branch and on one that is merged', async () => {
    const folder = clone('full', '--branch=main')
    git(folder, 'remote', 'set-head', 'origin', 'main')
    const head = git(folder, 'rev-parse', '--short=7', 'HEAD').trim()
    const onMain = await errbook(folder, 'diff')
    expect(onMain).toMatchObject({
      exitCode: 0,
      text: `✓ Nothing changed since HEAD (${head}, already in origin/main).\n`,
    })
    expect((await errbook(folder, 'diff', 'main')).text).toBe(
      `✓ Nothing changed since main (${head}, the current commit).\n`,
    )
    expect((await errbook(folder, 'changelog')).text).toContain(
      `Compared with HEAD (${head}, already in origin/main).`,
    )
    write(folder, { [fileOf('heat')]: entry('heat', '', 400) })
    expect((await changes(folder)).rules).toEqual(['status-changed'])
    git(folder, 'checkout', '-q', '--', '.')
    git(folder, 'checkout', '-q', 'HEAD~1')
    expect((await errbook(folder, 'diff')).text).toMatch(
      /^✓ Nothing changed since HEAD \(\w{7}, already in origin\/main\)\.$/m,
    )
  })

  it.each([
    [
      'the branch itself',
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
    ['a few commits', ['--depth=2', '--branch=work'], 'work', [[], ['work'], ['origin/work']]],
  ])(
    'of a shallow clone of %s is exit 2, and never “Nothing changed”',
    async (what, args, branch, bases) => {
      const folder = clone(`shallow-${what.replaceAll(' ', '-')}`, ...args)
      git(folder, 'remote', 'set-head', 'origin', branch)
      for (const base of bases) {
        const named = base.map((one) => one.replace('SHA', git(folder, 'rev-parse', 'HEAD').trim()))
        const { exitCode, text } = await errbook(folder, 'diff', ...named)
        expect([exitCode, text], named[0]).toEqual([
          2,
          expect.stringMatching(
            /is the current commit, and this clone is shallow|This clone is shallow, and does not have the default branch/,
          ),
        ])
        expect(text).toContain('`git fetch --unshallow origin')
        expect(text).toContain('fetch-depth: 0')
        expect(text).not.toContain('Nothing changed')
      }
      // Whoever names HEAD asks what is not committed.
      expect((await errbook(folder, 'diff', 'HEAD')).text).toContain('Nothing changed since HEAD (')
      write(folder, { [fileOf('race')]: entry('race', '', 400) })
      expect((await changes(folder, 'HEAD')).rules).toEqual(['status-changed'])
      git(folder, 'checkout', '-q', '--', '.')
      // The help says how to get out of it.
      git(folder, 'fetch', '-q', '--unshallow', 'origin', '+refs/heads/*:refs/remotes/origin/*')
      if (branch === 'work') {
        expect((await changes(folder, 'v1')).rules).toEqual(['code-added', 'status-changed'])
        // `origin/HEAD` still points to the branch itself, but the default branch is here now.
        expect((await changes(folder)).rules).toEqual(['code-added', 'status-changed'])
      } else expect((await errbook(folder, 'diff')).exitCode).toBe(0)
    },
  )

  it.each([
    ['with all of its history', []],
    ['of one commit, with another one on top', ['--depth=1']],
  ])('of a clone of one branch %s is exit 2, and never “Nothing changed”', async (what, args) => {
    const folder = clone(`single-${what.length}`, '--single-branch', '--branch=work', ...args)
    commit(folder, { 'notes.txt': 'More.' })
    const { exitCode, text } = await errbook(folder, 'diff')
    expect([exitCode, text]).toEqual([
      2,
      expect.stringContaining('does not have the default branch'),
    ])
    const [, fetch = ''] = /`git (fetch [^`]*)`/.exec(text) ?? []
    git(folder, ...fetch.replaceAll('"', '').split(' '))
    expect((await changes(folder)).rules).toEqual(['code-added', 'status-changed'])
  })

  it('of a pull request’s merge commit alone is exit 2, and the lock is no answer either', async () => {
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
      expect.stringContaining('This clone is shallow, and does not have the default branch.'),
    ])
    expect((await errbook(folder, 'diff', 'lock')).text).toContain('Nothing changed since the lock')
    git(folder, 'fetch', '-q', '--unshallow', 'origin', '+refs/heads/*:refs/remotes/origin/*')
    expect((await changes(folder)).rules).toEqual(['code-added', 'status-changed'])
  })
})

describe('the lock', () => {
  const folder = join(root, 'locked')
  beforeAll(async () => {
    mkdirSync(folder)
    git(folder, 'init', '-q')
    write(folder, {
      'errbook.config.yaml': 'rules: { stub: off }\n',
      'errors/catalog.yaml': vocabulary,
      [fileOf('race')]: entry('race'),
    })
    await errbook(folder, 'lock')
    commit(folder, {})
  })

  it('written twice is written once', async () => {
    const before = contentsOf(folder)
    const { exitCode, text } = await errbook(folder, 'lock')
    expect([exitCode, text]).toEqual([0, '✓ 1 error in the lock, and nothing to add.\n'])
    expect(contentsOf(folder)).toEqual(before)
  })

  it('of two branches that lock different errors merges without a conflict', async () => {
    for (const name of ['heat', 'lap', 'a_first']) {
      git(folder, 'checkout', '-qb', name, 'main')
      write(folder, { [fileOf(name)]: entry(name) })
      expect((await errbook(folder, 'lock')).exitCode).toBe(0)
      commit(folder, {})
    }
    git(folder, 'checkout', '-q', 'main')
    for (const name of ['heat', 'lap', 'a_first']) git(folder, 'merge', '-q', '--no-edit', name)
    expect(await errbook(folder, 'check')).toMatchObject({
      exitCode: 0,
      text: '✓ 4 errors in the catalog, checked.\n',
    })
    // Put in order again the next time that it is written.
    await errbook(folder, 'lock')
    const codes = [
      ...readFileSync(join(folder, 'errors/catalog.lock.jsonl'), 'utf8').matchAll(
        /^\{"code":"([^"]+)/gm,
      ),
    ].map(([, code]) => code)
    expect(codes).toEqual([...codes].sort())
    commit(folder, {})
  })

  it('keeps a broken promise from being forgotten, and records an accepted one', async () => {
    write(folder, { [fileOf('lap')]: entry('lap', '', 410) })
    const before = contentsOf(folder)
    const refused = await errbook(folder, 'lock')
    expect(refused.exitCode).toBe(1)
    expect(contentsOf(folder)).toEqual(before)
    const line = /^ *- (\{ rule: status-changed.*)…/m.exec(refused.text)?.[1]
    write(folder, { 'errors/catalog.accepted.yaml': `- ${line}It was never sent. }\n` })
    expect((await errbook(folder, 'check')).exitCode).toBe(0)
    expect((await errbook(folder, 'lock')).exitCode).toBe(0)
    expect(
      Object.keys(contentsOf(folder)).filter((path) => path.endsWith('accepted.yaml')),
    ).toEqual([])
    expect((await errbook(folder, 'check')).exitCode).toBe(0)
  })

  it('knows a code that is gone, and that was retired, without their files', async () => {
    write(folder, { [fileOf('heat')]: entry('heat', 'retired: { reason: Over. }\n') })
    const { text } = await errbook(folder, 'check')
    const line = /^ *- (\{ rule: code-retired.*)…/m.exec(text)?.[1]
    write(folder, { 'errors/catalog.accepted.yaml': `- ${line}It is over. }\n` })
    expect((await errbook(folder, 'lock')).exitCode).toBe(0)
    rmSync(join(folder, fileOf('heat')))
    expect((await errbook(folder, 'check')).text).toContain('error[retired-removed]')
    write(folder, { [fileOf('heat')]: entry('heat', '', 400) })
    const back = await errbook(folder, 'check')
    expect(back.text).toContain(
      'error[retired-revived]: `err:acme:data:heat` is back: it was retired for good.',
    )
    expect(back.exitCode).toBe(1)
  })
})
