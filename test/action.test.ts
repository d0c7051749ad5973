import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { repository, writeFiles } from './project.js'

// Runs the script of the GitHub action in a repository with a branch. A fake `gh` records its
// arguments.
const root = mkdtempSync(join(tmpdir(), 'errbook-action-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Step {
  readonly name: string
  readonly run: string
  readonly env?: Readonly<Record<string, string>>
}
const action = parse(readFileSync(join(repository, 'action.yml'), 'utf8')) as {
  inputs: object
  runs: { using: string; steps: Step[] }
}

it('the action never inserts an input into a script', () => {
  expect(action.runs.using).toBe('composite')
  expect(action.runs.steps.map(({ name }) => name)).toEqual(['check', 'build --check', 'diff'])
  for (const { run } of action.runs.steps) expect(run).not.toContain('${{')
})

it('the action posts one comment, updates it later, and exits with the exit code of `diff`', () => {
  const bin = join(root, 'bin')
  const asked = join(root, 'asked.txt')
  mkdirSync(bin)
  writeFileSync(
    join(bin, 'npx'),
    `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${join(repository, 'dist/cli.js')}" "$@"\n`,
  )
  writeFileSync(
    join(bin, 'gh'),
    `#!/bin/sh\necho "$*" | sed 's|@/.*|@|' >> "${asked}"\nfor one in "$@"; do case $one in body=@*) head -n 2 "\${one#body=@}" >> "${asked}";; esac; done\ncase "$*" in *--paginate*) echo "$KNOWN";; esac\n`,
  )
  for (const name of ['npx', 'gh']) chmodSync(join(bin, name), 0o755)

  const project = join(root, 'project')
  mkdirSync(project)
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@acme.test', ...args], {
      cwd: project,
      stdio: 'ignore',
    })
  const entry = (status: number) =>
    `code: err:acme:data:race\nstatus: ${status}\ntitle: Not Found\nsummary: No such race.\n`
  git('init', '-q', '-b', 'main')
  writeFiles(project, [
    ['errbook.config.yaml', 'catalog: errors\n'],
    [
      'errors/catalog.yaml',
      'name: A\ncode: "err:{system}:{category}:{name}"\ndocs: "https://acme.test/{name}"\nsystems: { acme: { title: A } }\ncategories: { data: { title: D } }\n',
    ],
    ['errors/acme/data/race.yaml', entry(404)],
  ])
  git('add', '-A')
  git('commit', '-qm', 'One')
  writeFiles(project, [['errors/acme/data/race.yaml', entry(410)]])

  const diff = (env: Record<string, string>) =>
    spawnSync('bash', ['-eo', 'pipefail', '-c', action.runs.steps[2]!.run], {
      cwd: project,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${bin}:${process.env.PATH}`,
        BASE: 'main',
        COMMENT: 'true',
        NUMBER: '7',
        REPOSITORY: 'acme/shop',
        KNOWN: '',
        ...env,
      },
    })
  const first = diff({})
  expect(first.stdout, first.stderr).toContain('title=status-changed::')
  expect(first.status).toBe(1)
  expect(diff({ KNOWN: '99' }).status).toBe(1)
  expect(diff({ COMMENT: 'false' }).status).toBe(1)
  const missing = diff({ BASE: 'nowhere' })
  expect([missing.status, missing.stdout]).toEqual([
    2,
    expect.stringMatching(/^::error::.*fetch-depth: 0/),
  ])
  const list =
    'api repos/acme/shop/issues/7/comments --paginate --jq .[] | select(.body | startswith("<!-- errbook -->")) | .id'
  const body = '<!-- errbook -->\n### Errors: requires a **major** release'
  expect(readFileSync(asked, 'utf8').trim().split('\n').join('\n')).toBe(
    [
      list,
      `api --method POST repos/acme/shop/issues/7/comments --field body=@\n${body}`,
      list,
      `api --method PATCH repos/acme/shop/issues/comments/99 --field body=@\n${body}`,
    ].join('\n'),
  )
})

it('the action ignores commands in the git config of a folder that looks like a repository', () => {
  const folder = join(root, 'embedded')
  const marker = join(root, 'ran')
  const id = '1'.repeat(40)
  writeFiles(folder, [
    ['HEAD', 'ref: refs/heads/main\n'],
    ['refs/heads/main', `${id}\n`],
    ['objects/info/none', ''],
    [
      'config',
      `[core]\nrepositoryformatversion = 1\nsshCommand = "touch ${marker}; false"\n[extensions]\npartialClone = origin\n[remote "origin"]\nurl = ssh://host/x\npromisor = true\n`,
    ],
  ])
  const step = spawnSync('bash', ['-eo', 'pipefail', '-c', action.runs.steps[2]!.run], {
    cwd: folder,
    env: { ...process.env, BASE: 'main', COMMENT: 'false' },
  })
  expect([step.status, existsSync(marker)]).toEqual([2, false])
  spawnSync('git', ['merge-base', 'HEAD', 'main'], { cwd: folder })
  expect(existsSync(marker), 'the plant works with git itself').toBe(true)
})
