import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configNames } from '../../src/load/config.js'
import { inFolder } from '../project.js'
import { catalog, errbook } from './acme.js'

const configOf = (output: string) => `catalog: errors\nrules: { stub: off }\noutputs: [${output}]\n`
const inProject = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries({ ...catalog, ...files }).map(([name, text]) => [
      name.startsWith('../') ? name.slice(3) : `project/${name}`,
      text,
    ]),
  )

describe('outputs', () => {
  const sibling = inProject({
    'errbook.config.yaml': configOf('{ emit: json-schema, to: ../schemas }'),
  })
  const schema = (folder: string) => existsSync(join(folder, 'schemas/problem.schema.json'))

  it('may be anywhere in the git repository', async () => {
    await inFolder({ ...sibling, '.git': 'gitdir: elsewhere\n' }, async (folder) => {
      expect((await errbook(join(folder, 'project'), ['build'])).exitCode).toBe(0)
      expect(schema(folder)).toBe(true)
    })
  })

  it('may be outside the project only with --allow-outside, which --check needs, too', async () => {
    await inFolder(sibling, async (folder) => {
      const project = join(folder, 'project')
      for (const args of [['build'], ['build', '--check'], ['build', '--force']]) {
        const { exitCode, text } = await errbook(project, args)
        expect(text).toContain('error[outside-project]: `../schemas` is outside the project.')
        expect(exitCode).toBe(2)
      }
      expect(schema(folder)).toBe(false)
      expect((await errbook(project, ['build', '--allow-outside'])).exitCode).toBe(0)
      expect(schema(folder)).toBe(true)
      expect((await errbook(project, ['build', '--check', '--allow-outside'])).exitCode).toBe(0)
      expect((await errbook(project, ['build', '--check'])).exitCode).toBe(2)
    })
  })

  it('are all unchanged if one of them is outside', async () => {
    const files = inProject({
      'errbook.config.yaml': configOf(
        '{ emit: json-schema, to: out }, { emit: llms, to: link/llms }',
      ),
    })
    await inFolder({ ...files, 'elsewhere/file': '' }, async (folder) => {
      symlinkSync('../elsewhere', join(folder, 'project/link'))
      expect((await errbook(join(folder, 'project'), ['build'])).exitCode).toBe(2)
      expect(existsSync(join(folder, 'project/out'))).toBe(false)
      expect(existsSync(join(folder, 'elsewhere/llms'))).toBe(false)
    })
  })

  it.each([
    ['"../elsewhere.json"', 'outside-project'],
    ['".git/config"', 'protected-folder'],
    ['"errbook.config.mjs"', 'output-over-source'],
    ['"docs\\u0000.json"', 'invalid-value'],
    ['"docs/nul.json"', 'invalid-value'],
  ])(
    'are rejected before anything is written if a custom emitter writes to %s',
    async (path, code) => {
      const emitter = `{ name: 'mine', options: { safeParse: (data) => ({ success: true, data }) }, audience: 'public',
      start: () => ({ findings: [], job: { entry: () => ({ artifacts: [] }),
        rest: () => [{ path: 'a.txt', contents: 'a' }, { path: ${path}, merge: () => 'b' }] } }) }`
      const files = inProject({
        'errbook.config.mjs': `export default { catalog: 'errors', rules: { stub: 'off' }, outputs: [{ emit: ${emitter}, to: 'out' }] }\n`,
      })
      await inFolder(files, async (folder) => {
        const { exitCode, text } = await errbook(join(folder, 'project'), ['build'])
        expect(text).toContain(`error[${code}]`)
        expect(exitCode).toBe(2)
        expect(existsSync(join(folder, 'project/out'))).toBe(false)
      })
    },
  )
})

describe('templates', () => {
  const config = configOf('{ emit: templates, to: out, templates: node_modules/theme/pages }')

  it('may be in an installed package that is a link to the store of the package manager', async () => {
    await inFolder(
      { ...inProject({ 'errbook.config.yaml': config }), 'store/theme/pages/all.md.hbs': 'All.\n' },
      async (folder) => {
        const project = join(folder, 'project')
        mkdirSync(join(project, 'node_modules'))
        symlinkSync('../../store/theme', join(project, 'node_modules/theme'))
        expect((await errbook(project, ['build'])).text).toContain(
          '`node_modules/theme/pages` leads outside the project through a symbolic link.',
        )
        writeFileSync(join(folder, 'store/theme/package.json'), '{ "name": "theme" }')
        expect(await errbook(project, ['build'])).toMatchObject({ exitCode: 0 })
        expect(readFileSync(join(project, 'out/all.md'), 'utf8')).toBe('All.\n')
      },
    )
  })

  it('are rejected if they link to a file outside the project', async () => {
    const files = inProject({
      'errbook.config.yaml': configOf('{ emit: templates, to: out, templates: mine }'),
      'mine/a.md.hbs': 'A.\n',
    })
    await inFolder({ ...files, 'secret.txt': 'A secret.\n' }, async (folder) => {
      const project = join(folder, 'project')
      symlinkSync('../../secret.txt', join(project, 'mine/b.md.hbs'))
      const { exitCode, text } = await errbook(project, ['build'])
      expect(text).toContain('`mine/b.md.hbs` leads outside the project through a symbolic link.')
      expect(text).not.toContain('A secret.')
      expect(exitCode).toBe(2)
    })
  })
})

describe('an API description for `openapi merge`', () => {
  const api = 'openapi: 3.1.0\ninfo: { title: Acme, version: "1" }\npaths: {}\n'
  const files = {
    ...catalog,
    'errbook.config.yaml': configOf(''),
    'node_modules/acme-api/api.yaml': api,
  }
  const merge = ['openapi', 'merge', 'node_modules/acme-api/api.yaml']

  it('may be in an installed package if --out is outside node_modules', async () => {
    await inFolder(files, async (folder) => {
      expect((await errbook(folder, merge)).text).toContain('error[protected-folder]')
      expect((await errbook(folder, [...merge, '--out', 'node_modules/api.yaml'])).text).toContain(
        'error[protected-folder]',
      )
      expect((await errbook(folder, [...merge, '--out', 'api.yaml'])).exitCode).toBe(0)
      expect(existsSync(join(folder, 'api.yaml'))).toBe(true)
    })
  })
})

describe('two configs in a folder', () => {
  const pairs = configNames.flatMap((a, at) =>
    configNames.slice(at + 1).map((b) => [a, b] as const),
  )
  const program =
    "import { writeFileSync } from 'node:fs'\nwriteFileSync(new URL('ran', import.meta.url), '')\nexport default { catalog: 'errors' }\n"
  const textOf = (name: string) =>
    /\.ya?ml$/.test(name) ? 'catalog: errors\n' : name.endsWith('.json') ? '{}\n' : program

  it.each(pairs)('are rejected if they are %s and %s, and neither is read or run', async (a, b) => {
    await inFolder(
      { ...catalog, [a]: textOf(a), [b]: textOf(b), 'list.json': '[]' },
      async (folder) => {
        for (const args of [
          ['check'],
          ['list'],
          ['stats'],
          ['diff'],
          ['fmt'],
          ['lock'],
          ['explain', 'data:gone'],
          ['import', 'json', 'list.json'],
        ]) {
          const { exitCode, text } = await errbook(folder, args)
          expect(text, args[0]).toContain(
            `error[duplicate-config]: This folder has two configs, \`${a}\` and \`${b}\`.`,
          )
          expect(exitCode, args[0]).toBe(2)
        }
        expect(existsSync(join(folder, 'ran'))).toBe(false)
      },
    )
  })

  it('make `init` stop before it writes anything', async () => {
    const files = {
      'errbook.config.yaml': 'catalog: errors\n',
      'errbook.config.ts': 'throw new Error()\n',
    }
    await inFolder(files, async (folder) => {
      expect(await errbook(folder, ['init', '--yes'])).toMatchObject({
        exitCode: 2,
        text: expect.stringContaining('[duplicate-config]'),
      })
      expect(readdirSync(folder).sort()).toEqual(Object.keys(files).sort())
    })
  })

  it('do not prevent `explain duplicate-config`', async () => {
    await inFolder(
      { ...catalog, 'errbook.config.ts': program, 'errbook.config.yaml': configOf('') },
      async (folder) => {
        const { exitCode, text } = await errbook(folder, ['explain', 'duplicate-config'])
        expect(text).toContain('Duplicate config')
        expect(exitCode).toBe(0)
      },
    )
  })

  it('are allowed if --config names one of them', async () => {
    await inFolder(
      { ...catalog, 'errbook.config.ts': program, 'errbook.config.yaml': configOf('') },
      async (folder) => {
        expect((await errbook(folder, ['check', '--config', 'errbook.config.yaml'])).exitCode).toBe(
          0,
        )
        expect(existsSync(join(folder, 'ran'))).toBe(false)
      },
    )
  })
})

describe('a config that is a link', () => {
  it.each(['mjs', 'ts', 'yaml'])(
    'to a .%s file outside the project is neither read nor executed',
    async (extension) => {
      const text =
        extension === 'yaml'
          ? 'secret: "text"\n'
          : "import { writeFileSync } from 'node:fs'\nwriteFileSync(new URL('ran', import.meta.url), '')\n"
      await inFolder(
        { ...inProject({ 'errbook.config.txt': '' }), [`away/mine.${extension}`]: text },
        async (folder) => {
          const name = `errbook.config.${extension}`
          symlinkSync(`../away/mine.${extension}`, join(folder, 'project', name))
          for (const args of [['check'], ['check', '--config', name], ['build']]) {
            const { exitCode, text: said } = await errbook(join(folder, 'project'), args)
            expect(said).toContain(`\`${name}\` leads outside the project through a symbolic link.`)
            expect(said).not.toContain('secret')
            expect(exitCode).toBe(2)
          }
          expect(existsSync(join(folder, 'away/ran'))).toBe(false)
        },
      )
    },
  )

  it('to a file inside the project is read', async () => {
    await inFolder({ ...catalog, 'configs/all.yaml': configOf('') }, async (folder) => {
      symlinkSync('configs/all.yaml', join(folder, 'errbook.config.yaml'))
      expect((await errbook(folder, ['check'])).exitCode).toBe(0)
    })
  })
})
