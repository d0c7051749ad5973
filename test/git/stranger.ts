import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { writeFiles } from '../project.js'

// Sets up a hostile repository. Each test plants something that would run a program, use the
// network or change the result. A planted program creates the file `marker`. A plain git command
// shows that the planted program would run without errbook's protection.
export const root = mkdtempSync(join(tmpdir(), 'errbook-stranger-'))
export const marker = join(root, 'ran')
export const touch = `touch ${marker}`
export const template = join(root, 'template')
export const race = 'errors/acme/data/race.yaml'
export const savedEnv = { ...process.env }
export const plainEnv = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
}

export const entry = (status: number) =>
  `code: err:acme:data:race\nstatus: ${status}\ntitle: Not Found\nsummary: No such race.\n`

export function git(folder: string, ...args: string[]): string {
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

/** Runs a plain git command. It may fail, because the tests only check whether `marker` exists. */
export function provoke(folder: string, command: string): void {
  spawnSync('sh', ['-c', command], {
    cwd: folder,
    env: { ...plainEnv, EMAIL: 'a@acme.test' },
    stdio: 'ignore',
    timeout: 20_000,
  })
}

export async function errbook(folder: string, ...args: string[]) {
  const io = captureIo(folder)
  const exitCode = await run(args, io)
  return { exitCode, text: io.text() }
}

export async function rulesOf(folder: string, ...base: string[]): Promise<string[]> {
  const io = captureIo(folder)
  await run(['diff', ...base, '--format', 'json'], io)
  const { findings } = JSON.parse(io.stdout()) as { findings: { code: string }[] }
  return findings.map(({ code }) => code)
}

let copies = 0
export function copy(): string {
  const folder = join(root, `copy-${++copies}`)
  cpSync(template, folder, { recursive: true })
  return folder
}

export function configure(folder: string, text: string): void {
  const file = join(folder, '.git/config')
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n${text}\n`)
}

/** Removes the blob of the entry in the base, so that git would fetch it from the remote. */
export function forget(folder: string, gitFolder = join(folder, '.git')): string {
  const id = git(folder, 'rev-parse', `main:${race}`)
  rmSync(join(gitFolder, 'objects', id.slice(0, 2), id.slice(2)))
  return id
}

export function program(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `#!/bin/sh\n${touch}\nexit 1\n`)
  chmodSync(path, 0o755)
}

/** Creates the template repository, and restores the environment after each test. */
export function setUpStranger(): void {
  beforeAll(() => {
    mkdirSync(template, { recursive: true })
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
}
