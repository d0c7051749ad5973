import { execFileSync } from 'node:child_process'
import { existsSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { errbook, link, victim } from './clone.js'
import { putCommand, writingCommands } from './commands.js'
import { put, temporary, treeOf } from './disk.js'

const links: readonly [path: string, target: string][] = [
  ['errors/.errbook-0', '../../victim/file'],
  ['errors/acme/data/.errbook-0', '../../../../victim/file'],
  ['errors/.errbook-staging', '../../victim'],
  ['errors/.errbook-staging/next', '../../../victim/file'],
  ['errors/.errbook-staging/journal', '../../../victim/file'],
  ['errors/.errbook-staging/takeover', '../../../victim'],
  ['errors/catalog.lock.jsonl', '../../victim/file'],
  ['errors/catalog.lock.jsonl', '../../victim/nothing-yet'],
  ['errors/catalog.baseline.yaml', '../../victim/nothing-yet'],
  ['errors/.gitattributes', '../../victim/file'],
  ['errors/acme/data/fresh.yaml', '../../../../victim/nothing-yet'],
  ['errors/acme/data/zero.yaml', '../../../../victim/nothing-yet'],
  ['errors/acme/data/item_0.yaml', '../../../../victim/nothing-yet'],
  ['.errbook-staging', '../victim'],
]

// Testing every link with every command takes a while. `npm test` tests each link with every fifth
// command, and `npm run test:kills` with all.
const every = process.env.ERRBOOK_KILLS ? 1 : 5

describe.each(Object.entries(writingCommands))('%s, in a clone with a link', (name, command) => {
  const place = Object.keys(writingCommands).indexOf(name)
  it.each(links.filter((_, at) => (place + at) % every === 0))(
    'does not write through the link %s → %s',
    async (path, target) => {
      await temporary(async (folder) => {
        const project = join(folder, 'clone')
        put(project, victim)
        putCommand(project, command)
        // Without a process ID, errbook would wait for the process that created the folder.
        if (path.includes('staging/')) put(project, { [`${dirname(path)}/pid`]: '999999999' })
        link(project, path, target)
        const { text } = await errbook(project, command.args)
        expect(text).not.toContain('This is a bug in errbook')
        expect(treeOf(join(folder, 'victim'))).toEqual({ file: 'precious' })
      })
    },
  )
})

describe('a lock in a clone', () => {
  const locked = (files: Readonly<Record<string, string>>) => ({
    ...writingCommands.fmt?.files,
    ...files,
  })

  it.each([
    ['its process ended', { 'errors/.errbook-staging/pid': '999999999' }],
    ['it has no process ID', { 'errors/.errbook-staging/0': 'staged' }],
    ['a folder is in place of the process ID', { 'errors/.errbook-staging/pid/x': '' }],
    [
      'it is old and from another machine',
      { 'errors/.errbook-staging/pid': '1 elsewhere pid:[1]' },
    ],
  ])('is taken over if %s', async (_, files) => {
    await temporary(async (folder) => {
      put(folder, locked(files))
      const pid = join(folder, 'errors/.errbook-staging/pid')
      if (existsSync(pid)) utimesSync(pid, new Date(0), new Date(0))
      expect(await errbook(folder, ['fmt'])).toMatchObject({ code: 0 })
      expect(Object.keys(treeOf(folder)).filter((path) => path.includes('staging'))).toEqual([])
    })
  })

  it('is respected if it is from another machine or container, whether its process ID exists here or not', async () => {
    await temporary(async (folder) => {
      for (const pid of ['999999999', String(process.pid)]) {
        put(folder, locked({ 'errors/.errbook-staging/pid': `${pid} elsewhere pid:[1]` }))
        expect(await errbook(folder, ['fmt'])).toMatchObject({
          code: 3,
          text: expect.stringContaining('[build-running]'),
        })
      }
    })
  })

  it('that is committed is refused at once, with a fix', async () => {
    await temporary(async (folder) => {
      put(folder, locked({ 'errors/.errbook-staging/pid': '1' }))
      const git = (...words: string[]) => execFileSync('git', words, { cwd: folder })
      git('init', '--quiet')
      git('add', '--all', '--force')
      const { code, text } = await errbook(folder, ['fmt'])
      expect([code, text]).toEqual([
        3,
        expect.stringContaining('git rm -r errors/.errbook-staging'),
      ])
    })
  })
})

describe('a lock with a link in place of the process ID', () => {
  it('is taken over without writing through the link', async () => {
    await temporary(async (folder) => {
      const project = join(folder, 'clone')
      put(project, { '../victim/file': '999999999' })
      putCommand(project, writingCommands.fmt!)
      link(project, 'errors/.errbook-staging/pid', '../../../victim/file')
      expect(await errbook(project, ['fmt'])).toMatchObject({ code: 0 })
      expect(treeOf(join(folder, 'victim'))).toEqual({ file: '999999999' })
      expect(Object.keys(treeOf(project)).filter((path) => path.includes('staging'))).toEqual([])
    })
  })
})

describe('a link in place of a catalog folder', () => {
  it('is not followed out of the catalog when a file is created', async () => {
    await temporary(async (folder) => {
      const project = join(folder, 'clone')
      put(project, { ...victim, ...writingCommands.new?.files })
      link(project, 'errors/acme/other', '../../../victim')
      const { code, text } = await errbook(project, [
        'new',
        'err:acme:other:fresh',
        '--status',
        '404',
      ])
      expect([code === 0, text]).toEqual([false, expect.any(String)])
      expect(treeOf(join(folder, 'victim'))).toEqual({ file: 'precious' })
    })
  })
})
