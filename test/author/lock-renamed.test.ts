import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder, writeFiles } from '../project.js'

const entry = (name: string, more: object = {}): [string, string] => [
  `errors/${name}.yaml`,
  stringify({ code: name, status: 404, title: 'Gone', summary: 'It is gone.', ...more }),
]
const project = {
  'errbook.config.yaml': stringify({ catalog: 'errors', rules: { stub: 'off' } }),
  'errors/catalog.yaml': stringify({
    name: 'Acme',
    code: '{name}',
    docs: 'https://acme.test/{name}',
  }),
}

interface Line {
  readonly code: string
  readonly state: string
  readonly url: string
  readonly urls?: readonly string[]
}

/** Runs `lock`, and returns the lines of the lock file. */
async function locked(folder: string): Promise<Line[]> {
  const io = captureIo(folder)
  expect(await run(['lock'], io), io.text()).toBe(0)
  const [, ...lines] = readFileSync(join(folder, 'errors/catalog.lock.jsonl'), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as Line)
}

async function command(folder: string, ...args: string[]): Promise<void> {
  const io = captureIo(folder)
  expect(await run(args, io), io.text()).toBe(0)
}

/** Accepts all breaking changes that `check` reports, because the tests make them on purpose. */
async function accept(folder: string): Promise<void> {
  const io = captureIo(folder)
  await run(['check', '--format', 'json'], io)
  const { findings } = JSON.parse(io.stdout()) as {
    findings: { change?: { rule: string; code: string; fingerprint: string } }[]
  }
  const accepted = findings.flatMap(({ change }) =>
    change ? [{ rule: change.rule, code: change.code, fingerprint: change.fingerprint }] : [],
  )
  const lines = accepted.map((one) => ({ ...one, reason: 'On purpose.' }))
  writeFiles(folder, [['errors/catalog.accepted.yaml', stringify(lines)]])
}

it('`lock` writes one line for a renamed error, with its new code and the URLs of its old pages', async () => {
  await inFolder(Object.fromEntries([...Object.entries(project), entry('old')]), async (folder) => {
    expect(await locked(folder)).toMatchObject([{ code: 'old', state: 'active' }])
    await command(folder, 'rename', 'old', 'new')
    await accept(folder)
    expect(await locked(folder)).toMatchObject([
      {
        code: 'new',
        state: 'active',
        url: 'https://acme.test/new',
        urls: ['https://acme.test/old'],
      },
    ])

    // After another rename, the line in the lock file still contains the URL of the first page.
    await command(folder, 'rename', 'new', 'newest')
    await accept(folder)
    const [line, ...more] = await locked(folder)
    expect(more).toEqual([])
    expect(line!.urls).toEqual(['https://acme.test/new', 'https://acme.test/old'])
  })
})

it('`lock` keeps the line of a removed error, so that its code is not reused', async () => {
  const files = Object.fromEntries([...Object.entries(project), entry('kept'), entry('lost')])
  await inFolder(files, async (folder) => {
    await locked(folder)
    rmSync(join(folder, 'errors/lost.yaml'))
    await accept(folder)
    expect(await locked(folder)).toMatchObject([
      { code: 'kept', state: 'active' },
      { code: 'lost', state: 'removed' },
    ])
  })
})

it('`lock` does not change existing lines when it adds a new error', async () => {
  const files = Object.fromEntries([...Object.entries(project), entry('kept'), entry('lost')])
  await inFolder(files, async (folder) => {
    await locked(folder)
    rmSync(join(folder, 'errors/lost.yaml'))
    await accept(folder)
    const lines = await locked(folder)
    writeFiles(folder, [entry('kept', { summary: 'It is not here.' }), entry('added')])
    const [added, ...others] = await locked(folder)
    expect(added!.code).toBe('added')
    expect(others).toEqual(lines)
    for (const line of others) expect(line).not.toHaveProperty('urls')
  })
})

it('`lock` keeps the state of an error that was retired before its removal', async () => {
  const ending = { retired: { reason: 'Nothing raises it.', since: '2.0' } }
  const files = Object.fromEntries([
    ...Object.entries(project),
    entry('kept'),
    entry('over', ending),
  ])
  await inFolder(files, async (folder) => {
    expect((await locked(folder)).map(({ state }) => state)).toEqual(['active', 'retired'])
    rmSync(join(folder, 'errors/over.yaml'))
    await accept(folder)
    expect((await locked(folder)).map(({ state }) => state)).toEqual(['active', 'retired'])
  })
})
