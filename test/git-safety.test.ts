import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../src/commands/run.js'
import { gitFor } from '../src/load/git/environment.js'
import { askGit } from '../src/load/git/run.js'
import { RunError } from '../src/model/diagnostic.js'
import { captureIo } from './io.js'
import { writeFiles } from './project.js'

// A repository from a stranger: each test plants something that would run a program (it leaves a
// marker), use the network or change the answer. The command beside it shows that the plant works
// with git itself, so that these tests can fail.
const root = mkdtempSync(join(tmpdir(), 'errbook-stranger-'))
const marker = join(root, 'ran')
const touch = `touch ${marker}`
const template = join(root, 'template')
const race = 'errors/acme/data/race.yaml'
const savedEnv = { ...process.env }
const plainEnv = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
}

const entry = (status: number) =>
  `code: err:acme:data:race\nstatus: ${status}\ntitle: Not Found\nsummary: No such race.\n`

function git(folder: string, ...args: string[]): string {
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
    env: plainEnv,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
}

/** Runs a plain git that may fail: only the marker counts. */
function provoke(folder: string, command: string): void {
  spawnSync('sh', ['-c', command], {
    cwd: folder,
    env: { ...plainEnv, EMAIL: 'a@acme.test' },
    stdio: 'ignore',
    timeout: 20_000,
  })
}

async function errbook(folder: string, ...args: string[]) {
  const io = captureIo(folder)
  const exitCode = await run(args, io)
  return { exitCode, text: io.text() }
}

async function rulesOf(folder: string, ...base: string[]): Promise<string[]> {
  const io = captureIo(folder)
  await run(['diff', ...base, '--format', 'json'], io)
  const { findings } = JSON.parse(io.stdout()) as { findings: { code: string }[] }
  return findings.map(({ code }) => code)
}

let copies = 0
function copy(): string {
  const folder = join(root, `copy-${++copies}`)
  cpSync(template, folder, { recursive: true })
  return folder
}

function configure(folder: string, text: string): void {
  const file = join(folder, '.git/config')
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n${text}\n`)
}

/**
 * Removes the blob that the base has of the entry, so that git would fetch it from the promisor.
 */
function forget(folder: string, gitFolder = join(folder, '.git')): string {
  const id = git(folder, 'rev-parse', `main:${race}`)
  rmSync(join(gitFolder, 'objects', id.slice(0, 2), id.slice(2)))
  return id
}

function program(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `#!/bin/sh\n${touch}\nexit 1\n`)
  chmodSync(path, 0o755)
}

beforeAll(() => {
  mkdirSync(template)
  git(template, 'init', '-q')
  writeFiles(template, [
    ['errbook.config.yaml', 'catalog: errors\nrules: { stub: off }\n'],
    [
      'errors/catalog.yaml',
      'name: A\ncode: "err:{system}:{category}:{name}"\ndocs: "https://acme.test/{name}"\nsystems: { acme: { title: A } }\ncategories: { data: { title: D } }\n',
    ],
    [race, entry(404)],
  ])
  git(template, 'add', '-A')
  git(template, 'commit', '-qm', 'One')
  git(template, 'checkout', '-qb', 'work')
  writeFiles(template, [[race, entry(410)]])
  git(template, 'commit', '-qam', 'Two')
})
afterEach(() => {
  rmSync(marker, { force: true })
  for (const name of Object.keys(process.env)) if (!(name in savedEnv)) delete process.env[name]
  Object.assign(process.env, savedEnv)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Plant {
  /** Lines of `.git/config`. */
  readonly config?: string
  readonly more?: (folder: string) => void
  /**
   * A plain command that runs the plant. Undefined if that takes a terminal, or if git never does.
   */
  readonly provoke?: string
}

const promisor = (url: string, more = '') =>
  `[core]\nrepositoryformatversion = 1\n[extensions]\npartialClone = origin\n[remote "origin"]\nurl = ${url}\npromisor = true\n${more}`
const show = `git cat-file -p main:${race}`
const attributes = (value: string) => (folder: string) =>
  writeFiles(folder, [['.gitattributes', `*.yaml ${value}\n`]])
const stopped = `${touch}; false`

/** Each is a lazy fetch of a missing object, over another transport. */
const fetches: Readonly<Record<string, Plant>> = {
  'core.sshCommand': { config: promisor('ssh://host/x', `[core]\nsshCommand = "${stopped}"`) },
  'core.gitProxy': {
    config: promisor('git://host.invalid/x', `[core]\ngitProxy = ${marker}.sh`),
    more: () => program(`${marker}.sh`),
  },
  'url.*.insteadOf with ext::': {
    config: promisor(
      'ssh://host/x',
      `[protocol "ext"]\nallow = always\n[url "ext::sh -c touch% ${marker} "]\ninsteadOf = ssh://host/`,
    ),
  },
  'remote.*.uploadpack': { config: promisor('../template/.git', `uploadpack = "${touch};:"`) },
  'a remote helper that is an alias': {
    config: promisor('none::x', `[alias]\nremote-none = "!${touch}"`),
  },
  'a remote helper with no name that is an alias': {
    config: promisor('::x', `[alias]\nremote- = "!${touch}"`),
  },
  'remote.*.vcs that is an alias': {
    config: promisor('x', `vcs = x\n[alias]\nremote-x = "!${touch}"`),
  },
}

/** Each is in `.git`, as in an archive that somebody unpacks. */
const plants: Readonly<Record<string, Plant>> = {
  'core.fsmonitor': { config: `[core]\nfsmonitor = "${stopped}"`, provoke: 'git status' },
  'core.hooksPath': {
    config: '[core]\nhooksPath = planted',
    more: (folder) => {
      for (const name of [
        'reference-transaction',
        'post-index-change',
        'post-checkout',
        'pre-auto-gc',
      ])
        program(join(folder, 'planted', name))
    },
    provoke: 'git update-ref refs/x HEAD',
  },
  hooks: {
    more: (folder) => {
      for (const name of [
        'reference-transaction',
        'post-index-change',
        'post-checkout',
        'pre-auto-gc',
      ])
        program(join(folder, '.git/hooks', name))
    },
    provoke: 'git update-ref refs/x HEAD',
  },
  textconv: {
    config: `[diff "planted"]\ntextconv = "${stopped};"`,
    more: attributes('diff=planted'),
    provoke: 'git diff main',
  },
  'diff.external': { config: `[diff]\nexternal = "${stopped};"`, provoke: 'git diff main' },
  'diff.*.command': {
    config: `[diff "planted"]\ncommand = "${stopped};"`,
    more: attributes('diff=planted'),
    provoke: 'git diff main',
  },
  'filter.*.clean': {
    config: `[filter "planted"]\nclean = "${stopped}"`,
    more: attributes('filter=planted'),
    provoke: 'git hash-object --path errors/catalog.yaml errors/catalog.yaml',
  },
  'filter.*.smudge': {
    config: `[filter "planted"]\nsmudge = "${stopped}"`,
    more: attributes('filter=planted'),
    provoke: `git cat-file --filters main:${race}`,
  },
  'filter.*.process': {
    config: `[filter "planted"]\nprocess = "${stopped}"\nrequired = true`,
    more: attributes('filter=planted'),
    provoke: `git cat-file --filters main:${race}`,
  },
  pagers: {
    config: `[core]\npager = "${stopped}"\n[pager]\nrev-parse = "${stopped}"\nls-tree = "${stopped}"\ncat-file = "${stopped}"\nmerge-base = "${stopped}"`,
    ...(process.platform === 'linux' && { provoke: `script -qec 'git --paginate log' /dev/null` }),
  },
  'credential.helper': {
    config: `[credential]\nhelper = "!${stopped};"`,
    provoke: `printf 'protocol=https\\nhost=host.invalid\\n\\n' | git credential fill`,
  },
  'core.askPass': {
    config: `[core]\naskPass = ${marker}.sh`,
    more: () => program(`${marker}.sh`),
    provoke: `printf 'protocol=https\\nhost=host.invalid\\n\\n' | git credential fill`,
  },
  editors: {
    config: `[core]\neditor = "${stopped};"\n[sequence]\neditor = "${stopped};"`,
    provoke: 'git commit --allow-empty',
  },
  'gpg programs': {
    config: `[gpg]\nprogram = ${marker}.sh\n[log]\nshowSignature = true`,
    more: (folder) => {
      program(`${marker}.sh`)
      const [head = '', ...message] = git(folder, 'cat-file', 'commit', 'HEAD').split('\n\n')
      const signed = `${head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n${message.join('\n\n')}\n`
      writeFileSync(join(folder, '.git/signed'), signed)
      git(
        folder,
        'reset',
        '-q',
        '--soft',
        git(folder, 'hash-object', '-t', 'commit', '-w', '.git/signed'),
      )
    },
    provoke: 'git log -1',
  },
  'aliases of the commands that errbook calls': {
    config: `[alias]\n${['rev-parse', 'symbolic-ref', 'merge-base', 'ls-tree', 'cat-file', 'x'].map((name) => `${name} = "!${touch}"`).join('\n')}`,
    provoke: 'git x',
  },
  'include.path': {
    config: '[include]\npath = ../planted.config',
    more: (folder) =>
      writeFiles(folder, [['planted.config', `[core]\nfsmonitor = "${stopped}"\n`]]),
    provoke: 'git status',
  },
  'the config of a worktree': {
    config: '[core]\nrepositoryformatversion = 1\n[extensions]\nworktreeConfig = true',
    more: (folder) =>
      writeFiles(folder, [['.git/config.worktree', `[core]\nfsmonitor = "${stopped}"\n`]]),
    provoke: 'git status',
  },
  'core.alternateRefsCommand': {
    config: `[core]\nalternateRefsCommand = "${stopped};"`,
    more: (folder) => {
      writeFiles(folder, [['.git/objects/info/alternates', `${template}/.git/objects\n`]])
    },
    provoke: `git fetch ${template} work:refs/heads/other`,
  },
}

describe('a stranger’s .git', () => {
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
          expect.stringContaining('are not all in this clone'),
        ])
      }
      // Before 2.39.4, git does not know the variable that turns lazy fetches off.
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

  it('core.worktree elsewhere changes nothing', async () => {
    const folder = copy()
    configure(folder, `[core]\nworktree = ${root}`)
    expect(git(folder, 'rev-parse', '--show-prefix')).toMatch(/^copy-/)
    expect(await rulesOf(folder)).toEqual(['status-changed'])
    configure(folder, '[core]\nworktree = /nowhere/at/all')
    expect(await rulesOf(folder)).toEqual(['status-changed'])
  })

  it('objects and parents in place of others change nothing', async () => {
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

  it('a tag that is called like the default branch is not taken for it', async () => {
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

  it('names of branches and files write no control characters to a terminal', async () => {
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

  it('objects of an alternate are read, as in a shared clone', async () => {
    const folder = copy()
    const id = forget(folder)
    writeFiles(folder, [['.git/objects/info/alternates', `${template}/.git/objects\n`]])
    expect(git(folder, 'cat-file', '-t', id)).toBe('blob')
    expect(await rulesOf(folder)).toEqual(['status-changed'])
  })

  it('a pipe among the refs ends with exit 3', () => {
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

  it('folders that hold one another, and files that unfold, end without much memory', async () => {
    const folder = copy()
    // 2^30 files, in thirty trees.
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
      expect.stringContaining('answered with more data than errbook reads'),
    ])

    writeFileSync(join(folder, race), Buffer.alloc(9_000_000, '#'))
    git(folder, 'commit', '-qam', 'Large')
    git(folder, 'tag', 'large')
    git(folder, 'checkout', '-q', 'HEAD~1')
    const large = await errbook(folder, 'diff', 'large')
    expect([large.exitCode, large.text]).toEqual([2, expect.stringContaining('larger than 8 MB')])
  })
})

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
      expect.stringMatching(/^✓ Nothing changed since HEAD \(\w{7}, already in origin\/main\)\.$/m),
    ])
    // The commit before is one of the embedded repository.
    expect(await errbook(here, 'diff', 'HEAD~1')).toMatchObject({ exitCode: 2 })
    expect(await errbook(here, 'diff', 'main:errors')).toMatchObject({ exitCode: 0 })
    // A repository has a file of that name.
    expect(await errbook(here, 'changelog', 'HEAD')).toMatchObject({ exitCode: 2 })
    expect(await errbook(here, 'changelog', 'HEAD~0')).toMatchObject({ exitCode: 0 })
    expect(existsSync(marker)).toBe(false)
    provoke(here, `git cat-file -p ${id}`)
    expect(existsSync(marker), 'the plant works with git itself').toBe(true)
  })

  it('that looks like a repository, without one around it, is none', async () => {
    const alone = join(root, 'alone')
    cpSync(join(root, 'victim/service'), alone, { recursive: true })
    const { exitCode, text } = await errbook(alone, 'diff')
    expect([exitCode, text]).toEqual([2, expect.stringContaining('This is not a git repository')])
    expect(existsSync(marker)).toBe(false)
    provoke(alone, 'git status')
    expect(existsSync(marker), 'the plant works with git itself').toBe(true)
  })

  it('that git found by a `.git` file works: a worktree, and a submodule', async () => {
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

  it('with the repository as home folder makes no program or file of its `.gitconfig`', async () => {
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

  it('keeps what the user configured: which repositories git may open, for one', () => {
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
    ['a dot', () => '.'],
    ['a relative entry', () => 'node_modules/.bin'],
    [
      'a folder of the project, as npx adds it',
      (folder: string) => join(folder, 'node_modules/.bin'),
    ],
    ['a link to one', (folder: string) => join(dirname(folder), 'link-to-bin')],
  ])('PATH with %s does not run the project’s git', async (_, entryOf) => {
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

  it('without git is told apart from a folder without a repository', async () => {
    const folder = copy()
    process.env.PATH = join(root, 'nowhere')
    const { exitCode, text } = await errbook(folder, 'diff')
    expect([exitCode, text]).toEqual([2, expect.stringContaining('git is not installed')])
    expect((await errbook(folder, 'lock')).exitCode).toBe(0)
    expect((await errbook(folder, 'diff')).exitCode, 'the lock is no answer').toBe(2)
    expect((await errbook(folder, 'diff', 'lock')).text).toContain('Nothing changed since the lock')
  })

  it('that makes git refuse a repository is exit 2, and not the lock', async () => {
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
