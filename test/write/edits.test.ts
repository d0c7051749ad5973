import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../../src/commands/index.js'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { putCommand, type WritingCommand, writingCommands } from './commands.js'
import { temporary, treeOf } from './disk.js'
import { type Fault, withFault } from './faults.js'

/** How many moments of a command are tested. `npm run test:kills` tests all of them. */
const most = process.env.ERRBOOK_KILLS ? Number.POSITIVE_INFINITY : 4

interface Outcome {
  readonly code: number
  readonly text: string
}

async function errbook(folder: string, args: readonly string[]): Promise<Outcome> {
  const io = captureIo(folder)
  return { code: await run(args, io), text: io.text() }
}

/** Runs a command in a new folder, with a fault at one of its disk operations. */
async function ran(
  folder: string,
  command: WritingCommand,
  fault?: Fault,
): Promise<Outcome & { readonly calls: number }> {
  rmSync(folder, { recursive: true, force: true })
  putCommand(folder, command)
  let outcome: Outcome = { code: -1, text: '' }
  const calls = await withFault(fault, async () => {
    outcome = await errbook(folder, command.args)
  })
  return { ...outcome, calls }
}

function moments(calls: number): number[] {
  const step = Math.max(1, calls / most)
  return Array.from({ length: Math.min(calls, most) }, (_, at) => Math.floor(at * step))
}

const leftOver = (tree: Readonly<Record<string, string>>) =>
  Object.keys(tree).filter((path) => /\.errbook-(?!manifest$)/.test(path))

type Tree = Readonly<Record<string, string>>

/** Returns the paths that differ between two trees. */
function different(a: Tree = {}, b: Tree = {}): string[] {
  const paths = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  // The report of an import is ignored. It differs after a killed import, because some errors are
  // already in the catalog.
  return paths.filter((path) => a[path] !== b[path] && path !== 'reports/losses.md')
}

const isCatalog = (path: string) => path.startsWith('errors/')
const onlyCatalog = (tree: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(tree).filter(([path]) => isCatalog(path)))

describe('the list of writing commands', () => {
  it('contains every command except those that only read', () => {
    const reading = ['check', 'diff', 'changelog', 'explain', 'list']
    const writing = new Set(Object.values(writingCommands).map(({ args }) => args[0]))
    expect([...writing, ...reading].sort()).toEqual(Object.keys(commands).sort())
  })
})

describe.each(Object.entries(writingCommands))('%s', (_, command) => {
  it('changes files and leaves no temporary file', async () => {
    await temporary(async (folder) => {
      const project = join(folder, 'project')
      putCommand(project, command)
      const before = treeOf(project)
      expect(await ran(project, command)).toMatchObject({ code: 0 })
      expect(treeOf(project)).not.toEqual(before)
      expect(leftOver(treeOf(project))).toEqual([])
    })
  })

  it('killed at any moment, leaves no partial file, and the next command completes the edit', {
    timeout: 300_000,
  }, async () => {
    await temporary(async (folder) => {
      const project = join(folder, 'project')
      putCommand(project, command)
      const before = treeOf(project)
      const { calls } = await ran(project, command)
      const after = treeOf(project)
      for (const at of moments(calls)) {
        await ran(project, command, { at, kind: 'die' })
        const killed = treeOf(project)
        const whole = Object.entries(killed).filter(([path]) => !path.includes('.errbook-'))
        expect(
          whole.filter(([path, text]) => text !== before[path] && text !== after[path]),
        ).toEqual([])
        expect(Object.keys(before).filter((path) => path in after && !(path in killed))).toEqual([])

        // A read-only command must not complete the edit.
        await errbook(project, ['check'])
        expect(treeOf(project)).toEqual(killed)

        if ('errbook.config.yaml' in command.files && command.args[0] !== 'fmt') {
          await errbook(project, ['fmt'])
          const [now, was, will] = [treeOf(project), before, after].map(onlyCatalog)
          if (different(now, was).length > 0)
            expect(different(now, will), `call ${at} of ${calls}`).toEqual([])
        }
        await errbook(project, command.args)
        expect(different(treeOf(project), after), `call ${at} of ${calls}`).toEqual([])
      }
    })
  })

  it('on a full disk, reports it, and leaves no temporary file', { timeout: 300_000 }, async () => {
    await temporary(async (folder) => {
      const project = join(folder, 'project')
      putCommand(project, command)
      const before = treeOf(project)
      const { calls } = await ran(project, command)
      const after = treeOf(project)
      for (const at of moments(calls)) {
        const { code, text } = await ran(project, command, { at, kind: 'full' })
        if (code === 0) {
          // The command succeeds on a full disk if it only has to remove files from then on.
          expect(treeOf(project)).toEqual(after)
          continue
        }
        expect([code, text], `call ${at} of ${calls}`).toEqual([
          3,
          expect.stringMatching(/could not be written: the disk is full/),
        ])
        expect(text).not.toMatch(/ENOSPC|\n {4}at |Another errbook/)
        const now = treeOf(project)
        const isMoved = Object.keys(now).some(
          (path) =>
            now[path] !== before[path] && !path.includes('.errbook-staging') && !path.endsWith('/'),
        )
        if (!isMoved && !('errors/.errbook-staging/journal' in now))
          expect(different(now, before), `call ${at} of ${calls}`).toEqual([])
        await errbook(project, command.args)
        expect(different(treeOf(project), after), `call ${at} of ${calls}`).toEqual([])
      }
    })
  })
})
