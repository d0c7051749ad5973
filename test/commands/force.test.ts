import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder, writeFiles } from '../project.js'

const files = {
  'errbook.config.yaml': stringify({
    catalog: 'errors',
    rules: { stub: 'off' },
    outputs: [{ emit: 'typescript', to: 'out', audience: 'public' }],
  }),
  'errors/catalog.yaml': stringify({ name: 'Acme', code: '{name}', docs: 'https://a.test/{name}' }),
  'errors/gone.yaml': stringify({
    code: 'gone',
    status: 404,
    title: 'Gone',
    summary: 'It is gone.',
  }),
}

async function build(cwd: string, ...flags: string[]) {
  const io = captureIo(cwd)
  return { exitCode: await run(['build', ...flags], io), text: io.text(), stdout: io.stdout() }
}

const everything = (folder: string) =>
  Object.fromEntries(
    readdirSync(join(folder, 'out')).map((name) => [
      name,
      readFileSync(join(folder, 'out', name), 'utf8'),
    ]),
  )

describe('a file that was edited since it was built', () => {
  const edited = (use: (folder: string, file: string, ours: string) => Promise<void>) =>
    inFolder(files, async (folder) => {
      expect((await build(folder)).exitCode).toBe(0)
      const file = join(folder, 'out/codes.ts')
      const ours = readFileSync(file, 'utf8')
      appendFileSync(file, '// mine\n')
      await use(folder, file, ours)
    })

  it('is kept, and the build says so', () =>
    edited(async (folder, file, ours) => {
      const { exitCode, text } = await build(folder)
      expect(exitCode).toBe(3)
      expect(text).toContain('[edited-file]')
      expect(text).not.toContain('✓')
      expect(readFileSync(file, 'utf8')).toBe(`${ours}// mine\n`)
    }))

  it('is written over with --force', () =>
    edited(async (folder, file, ours) => {
      expect((await build(folder, '--force')).exitCode).toBe(0)
      expect(readFileSync(file, 'utf8')).toBe(ours)
      // It is ours again: the next build needs no force.
      expect((await build(folder)).exitCode).toBe(0)
    }))

  it('is a difference for --check, with and without --force, and stays as it is', () =>
    edited(async (folder, file, ours) => {
      expect(await build(folder, '--check')).toMatchObject({ exitCode: 1 })
      const forced = await build(folder, '--check', '--force')
      expect(forced.exitCode).toBe(1)
      expect(forced.text).toContain('out/codes.ts is out of date')
      expect(readFileSync(file, 'utf8')).toBe(`${ours}// mine\n`)
    }))
})

describe('a file of somebody else where an output goes', () => {
  const theirs = '// theirs\n'

  it('is kept, and the build says so', () =>
    inFolder({ ...files, 'out/codes.ts': theirs }, async (folder) => {
      const { exitCode, text } = await build(folder)
      expect(exitCode).toBe(3)
      expect(text).toContain('[foreign-file]')
      expect(readFileSync(join(folder, 'out/codes.ts'), 'utf8')).toBe(theirs)
    }))

  it('is written over with --force', () =>
    inFolder({ ...files, 'out/codes.ts': theirs }, async (folder) => {
      expect((await build(folder, '--force')).exitCode).toBe(0)
      expect(readFileSync(join(folder, 'out/codes.ts'), 'utf8')).toContain('gone')
    }))

  it('beside our own stays with --force', () =>
    inFolder({ ...files, 'out/notes.md': theirs }, async (folder) => {
      expect((await build(folder, '--force')).exitCode).toBe(0)
      expect(readFileSync(join(folder, 'out/notes.md'), 'utf8')).toBe(theirs)
    }))
})

describe('build --check', () => {
  it('writes nothing and names every file of a first build', () =>
    inFolder(files, async (folder) => {
      const { exitCode, text } = await build(folder, '--check')
      expect(exitCode).toBe(1)
      expect(text).toContain('out/codes.ts is missing')
      expect(readdirSync(folder)).not.toContain('out')
    }))

  it('is content with what a build has just written', () =>
    inFolder(files, async (folder) => {
      await build(folder)
      const before = everything(folder)
      const { exitCode, text } = await build(folder, '--check')
      expect(exitCode).toBe(0)
      expect(text).toMatch(/✓ 1 error in the catalog, \d+ files up to date\./)
      expect(everything(folder)).toEqual(before)
    }))

  it('names the file of an error that is gone, and only what a build would change', () =>
    inFolder(files, async (folder) => {
      writeFiles(folder, [
        ['errors/late.yaml', files['errors/gone.yaml'].replaceAll('gone', 'late')],
      ])
      await build(folder)
      rmSync(join(folder, 'errors/late.yaml'))
      const { exitCode, stdout } = await build(folder, '--check', '--format', 'json')
      expect(exitCode).toBe(1)
      const { findings } = JSON.parse(stdout) as { findings: { message: string }[] }
      const stale = findings.map(({ message }) => message).join('\n')
      expect(stale).toContain('out/codes.ts is out of date')
      expect(stale).not.toContain('.errbook-manifest')
    }))

  it('names the manifest if it is all that is out of date', () =>
    inFolder(files, async (folder) => {
      await build(folder)
      rmSync(join(folder, 'out/.errbook-manifest'))
      const { exitCode, text } = await build(folder, '--check')
      expect(exitCode).toBe(1)
      expect(text).toContain('out/.errbook-manifest is missing')
    }))
})

describe('what a build says that it did', () => {
  const said = async (folder: string) =>
    /✓ .*/.exec((await build(folder)).text)?.[0].replace('✓ ', '')

  it('counts files written, removed and unchanged', () => {
    const templates = {
      'mine/{page}.txt.hbs': '{{title}}',
      'errbook.config.yaml': stringify({
        catalog: 'errors',
        rules: { stub: 'off' },
        outputs: [{ emit: 'templates', to: 'out', templates: 'mine', audience: 'public' }],
      }),
    }
    const late = files['errors/gone.yaml'].replaceAll('gone', 'late')
    return inFolder({ ...files, ...templates, 'errors/late.yaml': late }, async (folder) => {
      expect(await said(folder)).toBe('2 errors in the catalog, 2 files written, 0 unchanged.')
      expect(await said(folder)).toBe('2 errors in the catalog, 2 files up to date.')
      rmSync(join(folder, 'errors/late.yaml'))
      expect(await said(folder)).toBe(
        '1 error in the catalog, 0 files written, 1 removed, 1 unchanged.',
      )
      writeFileSync(
        join(folder, 'errors/gone.yaml'),
        files['errors/gone.yaml'].replace('Gone', 'Not here'),
      )
      expect(await said(folder)).toBe('1 error in the catalog, 1 file written, 0 unchanged.')
    })
  })
})
