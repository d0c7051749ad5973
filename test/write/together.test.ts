import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cli, compileCli } from './cli.js'
import { catalogOf, writingCommands } from './commands.js'
import { put, temporary, treeOf } from './disk.js'

let cli: Cli
beforeAll(() => {
  cli = compileCli()
})
afterAll(() => cli.remove())

const slow = (milliseconds: number) => ({
  NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'slow-disk.mjs')).href}`,
  SLOW_DISK: String(milliseconds),
})
const deprecate = (name: string) => ['deprecate', `err:acme:data:${name}`, '--reason', 'Old.']
const leftOver = (folder: string) =>
  Object.keys(treeOf(folder)).filter((path) => /\.errbook-(?!manifest$)/.test(path))

describe('two edits of one catalog at the same time, on a slow disk', () => {
  it.each([
    ['deprecating two errors', deprecate('thing_0'), deprecate('thing_1'), ['thing_0', 'thing_1']],
    [
      'renaming one error in all files and deprecating another',
      ['rename', 'err:acme:data:first', 'err:acme:data:zero'],
      deprecate('thing_2'),
      ['thing_2'],
    ],
  ])(
    '%s: one waits for the other, and both are applied',
    { timeout: 60_000 },
    async (_, one, other, deprecated) => {
      await temporary(async (folder) => {
        put(folder, catalogOf(4))
        const results = await Promise.all(
          [one, other].map((args) => cli.run(args, folder, slow(80))),
        )
        expect(results).toMatchObject([{ code: 0 }, { code: 0 }])
        for (const name of deprecated)
          expect(readFileSync(join(folder, `errors/acme/data/${name}.yaml`), 'utf8')).toMatch(
            new RegExp(`^code: err:acme:data:${name}\n[^]*deprecated:`),
          )
        expect((await cli.run(['check'], folder)).code).toBe(0)
        expect(leftOver(folder)).toEqual([])
      })
    },
  )

  it('print a message that names the process they wait for', { timeout: 60_000 }, async () => {
    await temporary(async (folder) => {
      put(folder, { ...catalogOf(1), 'errors/.errbook-staging/pid': String(process.pid) })
      const child = cli.start(['fmt'], folder)
      let text = ''
      child.stderr?.on('data', (chunk) => (text += chunk))
      while (!text.includes('\n') && child.exitCode === null) await wait(20)
      expect(text).toBe(`Waiting for process ${process.pid}, which is writing to errors.\n`)
      child.kill()
      await once(child, 'close')
    })
  })
})

describe('two merges into one API description at the same time, on a slow disk', () => {
  it('both succeed one after the other, and leave a file that is up to date', {
    timeout: 60_000,
  }, async () => {
    await temporary(async (folder) => {
      put(folder, writingCommands['openapi merge']?.files ?? {})
      const merge = (...flags: string[]) =>
        cli.run(['openapi', 'merge', 'api.yaml', ...flags], folder, slow(80))
      const results = await Promise.all([merge(), merge('--audience', 'internal')])
      expect(results).toMatchObject([{ code: 0 }, { code: 0 }])
      expect((await cli.run(['openapi', 'merge', 'api.yaml', '--check'], folder)).code).toBe(0)
      expect(leftOver(folder)).toEqual([])
    })
  })
})

// A process takes almost a second, so only `npm run test:kills` starts many.
const kills = Math.ceil(Number(process.env.ERRBOOK_KILLS ?? 1) / 2)

describe('a rename of an error with 150 references that was killed', () => {
  it(`is completed or undone by the next writing command (${kills} kills)`, {
    timeout: 60_000 + kills * 10_000,
  }, async () => {
    await temporary(async (folder) => {
      let begun = 0
      for (let kill = 0; kill < kills; kill++) {
        const project = join(folder, String(kill))
        put(project, catalogOf(150))
        const before = treeOf(project)
        const child = cli.start(
          ['rename', 'err:acme:data:first', 'err:acme:data:zero'],
          project,
          slow(1),
        )
        const ended = once(child, 'close')
        const journal = join(project, 'errors/.errbook-staging/journal')
        // Half of the kills happen while files are replaced, the others while files are staged.
        while (
          child.exitCode === null &&
          !existsSync(kill % 2 === 0 ? journal : join(journal, '..'))
        )
          await wait(1)
        await wait(Math.random() * 150)
        child.kill('SIGKILL')
        await ended
        const isBegun = existsSync(journal)
        if (isBegun) begun++
        const killed = treeOf(project)
        const { code, text } = await cli.run(['check'], project)
        if (isBegun)
          expect([code, text]).toEqual([1, expect.stringContaining('[interrupted-edit]')])
        expect(treeOf(project)).toEqual(killed)

        expect(await cli.run(['fmt'], project)).toMatchObject({ code: 0 })
        expect(leftOver(project)).toEqual([])
        if (isBegun) expect(existsSync(join(project, 'errors/acme/data/zero.yaml'))).toBe(true)
        else if (existsSync(join(project, 'errors/acme/data/first.yaml')))
          expect(treeOf(project)).toEqual(before)
        expect((await cli.run(['check'], project)).code).toBe(0)
      }
      expect(begun).toBeGreaterThanOrEqual(Math.floor(kills / 4))
    })
  })
})
