import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashOfFile } from '../../src/write/journal.js'
import { errbook, link, victim, withoutPid } from './clone.js'
import { putCommand, writingCommands } from './commands.js'
import { put, temporary, treeOf } from './disk.js'

interface JournalStep {
  readonly path: string
  readonly before?: string | null
  readonly after?: string | null
  readonly staged?: string | null
}

const evil = 'evil: true\n'
const stagedName = '0123456789abcdef01234567'

/** Writes a catalog with a malicious journal that looks as if a killed command had left it. */
function plant(project: string, step: JournalStep, version = 1): void {
  const whole = { before: null, after: hashOfFile(evil), staged: stagedName, ...step }
  putCommand(project, writingCommands.fmt!)
  put(project, {
    'errors/.errbook-staging/pid': '999999999',
    [`errors/.errbook-staging/${stagedName}`]: evil,
    'errors/.errbook-staging/journal': JSON.stringify({
      errbook: 'journal',
      version,
      steps: [whole],
    }),
  })
}

describe('a foreign journal', () => {
  it.each<JournalStep>([
    { path: '../../victim/file', before: hashOfFile('precious') },
    { path: '../../victim/new' },
    { path: '/tmp/errbook-test-evil' },
    { path: 'a/../../../victim/new' },
    { path: '..\\..\\victim\\new' },
    { path: 'C:\\victim' },
    { path: '.git/hooks/pre-commit' },
    { path: 'acme/.GIT/config' },
    { path: '.errbook-staging/pid' },
    { path: 'a\u0000b' },
    { path: '' },
    { path: 'acme//x.yaml' },
    { path: 'acme/x.yaml', staged: '../../../victim/file' },
    { path: 'acme/x.yaml', staged: 'pid' },
    { path: 'acme/x.yaml', after: 'no hash' },
    { path: '../../victim/file', before: hashOfFile('precious'), after: null, staged: null },
  ])('is rejected with the step %j', async (step) => {
    await temporary(async (folder) => {
      const project = join(folder, 'clone')
      put(project, victim)
      plant(project, step)
      const before = treeOf(folder)
      const result = await errbook(project, ['fmt'])
      expect(result).toMatchObject({ code: 3, text: expect.stringContaining('[foreign-journal]') })
      expect(withoutPid(treeOf(folder))).toEqual(withoutPid(before))
    })
  })

  it('is rejected if one of its paths leads through a link out of the catalog', async () => {
    await temporary(async (folder) => {
      const project = join(folder, 'clone')
      put(project, victim)
      plant(project, { path: 'acme/out/new' })
      link(project, 'errors/acme/out', '../../../victim')
      expect((await errbook(project, ['fmt'])).code).toBe(3)
      expect(treeOf(join(folder, 'victim'))).toEqual({ file: 'precious' })
    })
  })

  it.each([['fmt'], ['build'], ['rename', 'err:acme:data:first', 'err:acme:data:zero']])(
    'is rejected by `%s` and reported by `check` if it is committed',
    async (...args) => {
      await temporary(async (folder) => {
        const project = join(folder, 'packages/api')
        plant(project, { path: 'acme/data/planted.yaml' })
        const git = (...words: string[]) => execFileSync('git', words, { cwd: folder })
        git('init', '--quiet')
        git('add', '--all', '--force')
        const before = treeOf(project)
        const found = expect.stringContaining('errors/.errbook-staging is committed to git')
        expect(await errbook(project, ['check'])).toMatchObject({ code: 1, text: found })
        expect(await errbook(project, args)).toMatchObject({ code: 3, text: found })
        expect(withoutPid(treeOf(project))).toEqual(withoutPid(before))
        // If git does not track the folder, it was created here, so the edit is completed.
        git('rm', '--cached', '-r', '--force', '--quiet', 'packages/api/errors/.errbook-staging')
        expect(await errbook(project, ['check'])).toMatchObject({
          code: 1,
          text: expect.stringContaining('[interrupted-edit]'),
        })
        await errbook(project, ['fmt'])
        expect(Object.keys(treeOf(project))).toContain('errors/acme/data/planted.yaml')
      })
    },
  )

  it('is rejected if the catalog folder is a link', async () => {
    await temporary(async (folder) => {
      const project = join(folder, 'clone')
      put(project, victim)
      plant(project, {
        path: 'out/file',
        before: hashOfFile('precious'),
        after: null,
        staged: null,
      })
      put(project, { 'errbook.config.yaml': 'catalog: cat\nrules: { stub: off }\n' })
      link(project, 'cat', 'errors')
      link(project, 'errors/out', '../../victim')
      for (const command of [['build'], ['fmt']])
        expect((await errbook(project, command)).code).not.toBe(0)
      expect(treeOf(join(folder, 'victim'))).toEqual({ file: 'precious' })
    })
  })

  it.each<[string, (folder: string) => readonly [cwd: string, ...args: string[]]]>([
    [
      'the catalog is a link',
      (folder) => {
        put(folder, { 'errbook.config.yaml': 'catalog: cat\nrules: { stub: off }\n' })
        link(folder, 'cat', 'errors')
        return [folder, 'fmt']
      },
    ],
    [
      'errbook runs above the clone',
      (folder) => {
        put(folder, { 'errbook.config.yaml': 'catalog: clone/errors\nrules: { stub: off }\n' })
        return [join(folder, '..'), 'fmt', '-c', 'clone/errbook.config.yaml', '--allow-outside']
      },
    ],
    [
      'git can’t read the repository',
      (folder) => {
        put(folder, { '.git/config': '[core]\nrepositoryformatversion = 99\n' })
        return [folder, 'fmt']
      },
    ],
  ])('is rejected if it is committed, even if %s', async (_, prepare) => {
    await temporary(async (folder) => {
      const project = join(folder, 'clone')
      plant(project, { path: 'acme/data/planted.yaml' })
      const git = (...words: string[]) => execFileSync('git', words, { cwd: project })
      git('init', '--quiet')
      git('add', '--all', '--force')
      const [cwd, ...args] = prepare(project)
      expect(await errbook(cwd, args)).toMatchObject({
        code: 3,
        text: expect.stringContaining('[foreign-journal]'),
      })
      expect(Object.keys(treeOf(project))).not.toContain('errors/acme/data/planted.yaml')
    })
  })

  it.each<JournalStep>([{ path: 'acme/data/first.yaml/x' }, { path: `acme/${'x'.repeat(5000)}` }])(
    'is reported by `check` if its paths can’t exist on disk: %#',
    async (step) => {
      await temporary(async (folder) => {
        plant(folder, step)
        for (const command of [['check'], ['fmt']])
          expect((await errbook(folder, command)).text).toContain('[foreign-journal]')
      })
    },
  )

  it('is rejected if it has a later format version', async () => {
    await temporary(async (folder) => {
      plant(folder, { path: 'acme/x.yaml' }, 2)
      expect(await errbook(folder, ['fmt'])).toMatchObject({
        code: 3,
        text: expect.stringContaining('[foreign-journal]'),
      })
    })
  })
})

describe('a killed edit of a file that someone changed since then', () => {
  it('does not overwrite that change', async () => {
    await temporary(async (folder) => {
      plant(folder, { path: 'acme/data/first.yaml', before: hashOfFile('what it was') })
      put(folder, { 'errors/acme/data/moved.yaml': 'moved' })
      const journal = { errbook: 'journal', version: 1 }
      const steps = [
        {
          path: 'acme/data/first.yaml',
          before: hashOfFile('what it was'),
          after: hashOfFile(evil),
          staged: stagedName,
        },
        {
          path: 'acme/data/moved.yaml',
          before: null,
          after: hashOfFile('moved'),
          staged: 'fedcba987654321001234567',
        },
      ]
      put(folder, { 'errors/.errbook-staging/journal': JSON.stringify({ ...journal, steps }) })
      const before = treeOf(folder)
      const { code, text } = await errbook(folder, ['fmt'])
      expect([code, text]).toEqual([
        3,
        expect.stringContaining('acme/data/first.yaml changed since'),
      ])
      expect(withoutPid(treeOf(folder))).toEqual(withoutPid(before))
    })
  })

  it('is discarded if it had not replaced any files yet', async () => {
    await temporary(async (folder) => {
      plant(folder, { path: 'acme/data/first.yaml', before: hashOfFile('what it was') })
      expect(await errbook(folder, ['fmt'])).toMatchObject({
        code: 0,
        text: expect.stringContaining('Discarded an edit of errors'),
      })
      expect(Object.keys(treeOf(folder)).filter((path) => path.includes('staging'))).toEqual([])
    })
  })
})
