import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'

// Creates real git repositories, so that tests can compare catalogs with commits and in clones.
export const root = mkdtempSync(join(tmpdir(), 'errbook-git-'))

/** Creates a folder for the repositories of a test file, and removes it after the tests. */
export function setUpRepositories(): void {
  beforeAll(() => {
    mkdirSync(root, { recursive: true })
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))
}

export const vocabulary = `name: Acme
code: "err:{system}:{category}:{name}"
docs: "https://acme.test/errors/{system}/{category}/{name}"
systems: { acme: { title: Acme } }
categories: { data: { title: Data } }
`
export const entry = (name: string, more = '', status = 404) =>
  `code: err:acme:data:${name}\nstatus: ${status}\ntitle: Not Found\nsummary: No ${name.replaceAll('_', ' ')} of this kind.\n${more}`
export const fileOf = (name: string) => `errors/acme/data/${name}.yaml`

export function git(folder: string, ...args: string[]): string {
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

export function write(folder: string, files: Record<string, string>): void {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), contents)
  }
}

export function commit(folder: string, files: Record<string, string>, message = 'Change'): void {
  write(folder, files)
  git(folder, 'add', '-A')
  git(folder, 'commit', '-qm', message)
}

export async function errbook(folder: string, ...args: string[]) {
  const io = captureIo(folder)
  const exitCode = await run(args, io)
  return { exitCode, text: io.text(), stdout: io.stdout() }
}

export async function changes(folder: string, ...args: string[]) {
  const { stdout, exitCode } = await errbook(folder, 'diff', ...args, '--format', 'json')
  const report = JSON.parse(stdout) as {
    base: string
    bump: string
    findings: { code: string; file?: string }[]
  }
  return { ...report, exitCode, rules: report.findings.map(({ code }) => code).sort() }
}

/** Returns the content of every file of a folder, except files in `.git`. */
export function contentsOf(folder: string): Record<string, string> {
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

export const project = join(root, 'project')

/** Creates `project`, with commits since the tag v1 on the branch `work` and on main. */
export function setUpProject(): void {
  setUpRepositories()
  beforeAll(makeProject)
}

function makeProject(): void {
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
}
