import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { navigation, pageFolders, putPages, putProject, theirs } from './catalog.js'
import { type Cli, compileCli } from './cli.js'
import { put, temporary, treeOf } from './disk.js'

let cli: Cli
beforeAll(() => {
  cli = compileCli()
})
afterAll(() => cli.remove())

async function build(folder: string): Promise<void> {
  const io = captureIo(folder)
  expect([await run(['build'], io), io.text()]).toEqual([0, expect.stringContaining('✓')])
}

/** Builds both versions of a project, each into an empty folder, and returns their files. */
async function builtVersions(
  folder: string,
): Promise<Record<'old' | 'new', Record<string, string>>> {
  const trees = { old: {}, new: {} }
  for (const version of ['old', 'new'] as const) {
    putPages(join(folder, version), version)
    put(join(folder, version), theirs)
    await build(join(folder, version))
    trees[version] = treeOf(join(folder, version, 'out'))
  }
  return trees
}

// A process takes almost a second, so `npm test` starts only a few. `.ci/run` runs
// `npm run test:kills`, which starts many.
const kills = Number(process.env.ERRBOOK_KILLS ?? 2)

describe('a build that is killed', () => {
  it(`leaves no partial file, and the next build completes it (${kills} kills)`, {
    timeout: 60_000 + kills * 10_000,
  }, async () => {
    await temporary(async (folder) => {
      const trees = await builtVersions(folder)
      const project = join(folder, 'project')
      cpSync(join(folder, 'old'), project, { recursive: true })
      let midway = 0
      let version: 'old' | 'new' = 'new'
      for (let kill = 0; kill < kills; kill++) {
        putPages(project, version)
        await killWhileWriting(cli.start(['build'], project), project, kill)
        const now = treeOf(join(project, 'out'))
        const whole = Object.entries(now).filter(([path]) => !path.includes('.errbook-'))
        expect(
          whole
            .filter(([path, text]) => text !== trees.old[path] && text !== trees.new[path])
            .map(([path]) => path),
        ).toEqual([])
        // A file that exists in both versions must not be missing at any time.
        expect(
          Object.keys(trees.old).filter((path) => path in trees.new && !(path in now)),
        ).toEqual([])
        if (Object.keys(now).some((path) => path.includes('staging'))) midway++
        // Sometimes the next build is killed, too, before a build has completed.
        if (kill % 4 === 3 && kill < kills - 1) continue
        await build(project)
        expect(treeOf(join(project, 'out'))).toEqual(trees[version])
        version = version === 'new' ? 'old' : 'new'
      }
      expect(midway).toBeGreaterThanOrEqual(Math.floor(kills / 4))
    })
  })

  async function killWhileWriting(
    child: ChildProcess,
    project: string,
    kill: number,
  ): Promise<void> {
    const ended = once(child, 'close')
    // Writing is a small part of a build, so most kills wait until the build starts to write.
    if (kill % 5 === 4) await wait(Math.random() * 600)
    else {
      while (
        child.exitCode === null &&
        !pageFolders.some((output) => existsSync(join(project, output, '.errbook-staging')))
      )
        await wait(1)
      await wait(Math.random() * 40)
    }
    child.kill('SIGKILL')
    await ended
  }
})

describe('several builds at the same time', () => {
  const together = async (project: string) => {
    const results = await Promise.all(
      Array.from({ length: Number(process.env.ERRBOOK_BUILDS ?? 3) }, () =>
        cli.run(['build'], project),
      ),
    )
    for (const { code, text } of results)
      if (code !== 0) expect([code, text]).toEqual([3, expect.stringContaining('[build-running]')])
    expect(results.some(({ code }) => code === 0)).toBe(true)
  }

  it('never mix their files, and each succeeds or reports another build', {
    timeout: 300_000,
  }, async () => {
    await temporary(async (folder) => {
      const trees = await builtVersions(folder)
      const project = join(folder, 'project')
      cpSync(join(folder, 'old'), project, { recursive: true })
      for (const version of ['new', 'old', 'new'] as const) {
        if (version === 'old') rmSync(join(project, 'out/two'), { recursive: true })
        putPages(project, version)
        await together(project)
        expect(treeOf(join(project, 'out'))).toEqual(trees[version])
      }
    })
  })

  it('replace the files of a killed build completely, whichever of them succeeds', {
    timeout: 300_000,
  }, async () => {
    await temporary(async (folder) => {
      const trees = await builtVersions(folder)
      const project = join(folder, 'project')
      for (let round = 0; round < Math.ceil(kills / 5); round++) {
        rmSync(project, { recursive: true, force: true })
        cpSync(join(folder, 'old'), project, { recursive: true })
        putPages(project, 'new')
        put(project, {
          'out/one/.errbook-staging/pid': '999999999',
          'out/two/.errbook-staging/0': 'torn',
          'out/two/.errbook-staging/pid': '999999999',
        })
        await together(project)
        expect(treeOf(join(project, 'out'))).toEqual(trees.new)
      }
    })
  })
})

describe('the output of a build', () => {
  it('does not depend on locale, time zone, colors or folder', { timeout: 300_000 }, async () => {
    await temporary(async (folder) => {
      const builtIn = async (name: string, env: NodeJS.ProcessEnv) => {
        const project = join(folder, name)
        putProject(project, { errors: 12, version: 'old' })
        put(project, navigation)
        expect(await cli.run(['build'], project, env)).toMatchObject({ code: 0 })
        return treeOf(join(project, 'out'))
      }
      const expected = await builtIn('a', {})
      expect(
        await builtIn('with spaces', {
          LANG: 'tr_TR.UTF-8',
          LC_ALL: 'tr_TR.UTF-8',
          TZ: 'Pacific/Kiritimati',
        }),
      ).toEqual(expected)
      expect(
        await builtIn('deep/er', {
          LANG: 'C',
          LC_ALL: 'C',
          TZ: 'America/St_Johns',
          FORCE_COLOR: '1',
          CI: '1',
        }),
      ).toEqual(expected)
    })
  })
})
