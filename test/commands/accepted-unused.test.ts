import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder, writeFiles } from '../project.js'

// `check` reports breaking changes. Other commands still work, because they may be needed to fix
// the problem.
const project = {
  'errbook.config.yaml': stringify({ catalog: 'errors', rules: { stub: 'off' } }),
  'errors/catalog.yaml': stringify({ name: 'Acme', code: '{name}', docs: 'https://a.test/{name}' }),
  'errors/gone.yaml': stringify({
    code: 'gone',
    status: 404,
    title: 'Gone',
    summary: 'It is gone.',
  }),
}
const unused = stringify([
  {
    rule: 'status-changed',
    code: 'gone',
    fingerprint: '000000000000',
    reason: 'No client goes by it.',
  },
])

async function ran(cwd: string, ...args: string[]) {
  const io = captureIo(cwd)
  return { exitCode: await run(args, io), text: io.text() }
}

const lockedProject = (use: (folder: string) => Promise<void>) =>
  inFolder(project, async (folder) => {
    expect(await ran(folder, 'lock')).toMatchObject({ exitCode: 0 })
    await use(folder)
  })

describe.each([
  ['an accepted breaking change that no longer exists', 'errors/catalog.accepted.yaml', unused],
  [
    'a breaking change that nobody accepted',
    'errors/gone.yaml',
    project['errors/gone.yaml'].replace('404', '410'),
  ],
])('with %s', (_, file, contents) => {
  it('`check` fails', () =>
    lockedProject(async (folder) => {
      writeFiles(folder, [[file, contents]])
      expect(await ran(folder, 'check')).toMatchObject({ exitCode: 1 })
    }))

  it('`rename` renames the error', () =>
    lockedProject(async (folder) => {
      writeFiles(folder, [[file, contents]])
      const { exitCode, text } = await ran(folder, 'rename', 'gone', 'vanished')
      expect(exitCode, text).toBe(0)
      expect(existsSync(join(folder, 'errors/vanished.yaml'))).toBe(true)
    }))

  it('`diff` prints its report', () =>
    lockedProject(async (folder) => {
      writeFiles(folder, [[file, contents]])
      const base = 'errors/catalog.lock.jsonl'
      const { text } = await ran(folder, 'diff', base, '--format', 'json')
      expect(JSON.parse(text)).toHaveProperty('bump')
    }))
})

it('`rename` fails if the catalog has an error', () =>
  lockedProject(async (folder) => {
    writeFiles(folder, [['errors/gone.yaml', `${project['errors/gone.yaml']}nope: 1\n`]])
    const { exitCode, text } = await ran(folder, 'rename', 'gone', 'vanished')
    expect(exitCode).toBe(1)
    expect(text).toContain('[unknown-key]')
    expect(existsSync(join(folder, 'errors/vanished.yaml'))).toBe(false)
  }))

it('`rename` works if the catalog has only a warning', () =>
  lockedProject(async (folder) => {
    writeFiles(folder, [['errbook.config.yaml', 'catalog: errors\nrules: { stub: warn }\n']])
    expect((await ran(folder, 'check')).text).toContain('warning[stub]')
    expect(await ran(folder, 'rename', 'gone', 'vanished')).toMatchObject({ exitCode: 0 })
  }))
