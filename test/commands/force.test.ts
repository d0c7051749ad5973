import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { numbersOf } from '../numbers.js'
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

/** Returns the messages of `build --check` about files that would change. */
async function stale(cwd: string, ...flags: string[]): Promise<string> {
  const { stdout } = await build(cwd, '--check', '--format', 'json', ...flags)
  const { findings } = JSON.parse(stdout) as { findings: { code: string; message: string }[] }
  return findings
    .filter(({ code }) => code === 'stale-output')
    .map(({ message }) => message)
    .join('\n')
}

const everything = (folder: string) =>
  Object.fromEntries(
    readdirSync(join(folder, 'out')).map((name) => [
      name,
      readFileSync(join(folder, 'out', name), 'utf8'),
    ]),
  )

describe('a built file that somebody edited', () => {
  const edited = (use: (folder: string, file: string, ours: string) => Promise<void>) =>
    inFolder(files, async (folder) => {
      expect((await build(folder)).exitCode).toBe(0)
      const file = join(folder, 'out/codes.ts')
      const ours = readFileSync(file, 'utf8')
      appendFileSync(file, '// mine\n')
      await use(folder, file, ours)
    })

  it('is kept and reported', () =>
    edited(async (folder, file, ours) => {
      const { exitCode, text } = await build(folder)
      expect(exitCode).toBe(3)
      expect(text).toContain('[edited-file]')
      expect(text).not.toContain('✓')
      expect(readFileSync(file, 'utf8')).toBe(`${ours}// mine\n`)
    }))

  it('is overwritten by `build --force`', () =>
    edited(async (folder, file, ours) => {
      expect((await build(folder, '--force')).exitCode).toBe(0)
      expect(readFileSync(file, 'utf8')).toBe(ours)
      // The next build works without --force, because the file is no longer edited.
      expect((await build(folder)).exitCode).toBe(0)
    }))

  it('is kept and reported by `build --check`, with and without --force', () =>
    edited(async (folder, file, ours) => {
      const checked = await build(folder, '--check')
      expect(checked.exitCode).toBe(1)
      expect(checked.text).not.toContain('✓')
      expect(await build(folder, '--check', '--force')).toMatchObject({ exitCode: 1 })
      expect(await stale(folder, '--force')).toContain('out/codes.ts')
      expect(readFileSync(file, 'utf8')).toBe(`${ours}// mine\n`)
    }))
})

describe('a file that errbook did not write, in the folder of an output', () => {
  const theirs = '// theirs\n'

  it('is kept and reported', () =>
    inFolder({ ...files, 'out/codes.ts': theirs }, async (folder) => {
      const { exitCode, text } = await build(folder)
      expect(exitCode).toBe(3)
      expect(text).toContain('[foreign-file]')
      expect(readFileSync(join(folder, 'out/codes.ts'), 'utf8')).toBe(theirs)
    }))

  it('is overwritten by `build --force` if the build writes a file with this name', () =>
    inFolder({ ...files, 'out/codes.ts': theirs }, async (folder) => {
      expect((await build(folder, '--force')).exitCode).toBe(0)
      expect(readFileSync(join(folder, 'out/codes.ts'), 'utf8')).toContain('gone')
    }))

  it('is kept by `build --force` if the build writes no file with this name', () =>
    inFolder({ ...files, 'out/notes.md': theirs }, async (folder) => {
      expect((await build(folder, '--force')).exitCode).toBe(0)
      expect(readFileSync(join(folder, 'out/notes.md'), 'utf8')).toBe(theirs)
    }))
})

describe('`build --check`', () => {
  it('writes nothing, and lists every file if the project was never built', () =>
    inFolder(files, async (folder) => {
      expect(await build(folder, '--check')).toMatchObject({ exitCode: 1 })
      const missing = await stale(folder)
      for (const name of ['codes.ts', 'index.ts', 'table.ts'])
        expect(missing).toContain(`out/${name}`)
      expect(readdirSync(folder)).not.toContain('out')
    }))

  it('passes right after a build', () =>
    inFolder(files, async (folder) => {
      await build(folder)
      const before = everything(folder)
      const { exitCode, text } = await build(folder, '--check')
      expect(exitCode).toBe(0)
      expect(text).toContain('✓')
      expect(await stale(folder)).toBe('')
      expect(everything(folder)).toEqual(before)
    }))

  it('lists the files that change because an error was removed, and no others', () =>
    inFolder(files, async (folder) => {
      writeFiles(folder, [
        ['errors/late.yaml', files['errors/gone.yaml'].replaceAll('gone', 'late')],
      ])
      await build(folder)
      rmSync(join(folder, 'errors/late.yaml'))
      expect(await build(folder, '--check')).toMatchObject({ exitCode: 1 })
      const found = await stale(folder)
      expect(found).toContain('out/codes.ts')
      expect(found).not.toContain('.errbook-manifest')
    }))

  it('lists the manifest if only the manifest is out of date', () =>
    inFolder(files, async (folder) => {
      await build(folder)
      rmSync(join(folder, 'out/.errbook-manifest'))
      expect(await build(folder, '--check')).toMatchObject({ exitCode: 1 })
      expect(await stale(folder)).toContain('out/.errbook-manifest')
    }))
})

describe('the summary of a build', () => {
  const said = async (folder: string) => numbersOf(/✓ .*/.exec((await build(folder)).text)?.[0])

  it('counts the errors, and files written, removed and unchanged', () => {
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
      expect(await said(folder)).toEqual([2, 2, 0])
      expect(await said(folder)).toEqual([2, 2])
      rmSync(join(folder, 'errors/late.yaml'))
      expect(await said(folder)).toEqual([1, 0, 1, 1])
      writeFileSync(
        join(folder, 'errors/gone.yaml'),
        files['errors/gone.yaml'].replace('Gone', 'Not here'),
      )
      expect(await said(folder)).toEqual([1, 1, 0])
    })
  })
})
