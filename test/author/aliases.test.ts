import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { editYaml } from '../../src/author/edit.js'
import { run } from '../../src/commands/run.js'
import { entryShape } from '../../src/facts/entry/texts.js'
import { captureIo } from '../io.js'
import { inFolder } from '../project.js'

// A code that was never published needs no alias, because nobody can look it up. The lock or git
// shows whether it was published.
const project = {
  'errbook.config.yaml': 'catalog: errors\n',
  'errors/catalog.yaml': `name: Acme API
code: "err:{system}:{category}:{name}"
docs: "https://acme.test/errors/{system}/{category}/{name}"
systems: { acme: { title: Acme } }
categories: { data: { title: Data } }
`,
  'errors/acme/data/a.yaml':
    'code: err:acme:data:a # kept\nstatus: 404\ntitle: Not Found\nsummary: There is none.\n',
}
const code = (name: string) => `err:acme:data:${name}`

async function errbook(folder: string, ...args: string[]): Promise<string> {
  const io = captureIo(folder)
  expect(await run(args, io), io.text()).toBe(0)
  return io.text()
}

/**
 * Renames an error from each name to the next. Returns the last file of the error, and the output.
 */
async function renamed(
  folder: string,
  ...names: string[]
): Promise<{ file: string; text: string }> {
  let said = ''
  for (const [at, name] of names.slice(1).entries())
    said += await errbook(folder, 'rename', code(names[at]!), code(name))
  return {
    file: readFileSync(join(folder, `errors/acme/data/${names.at(-1)}.yaml`), 'utf8'),
    text: said,
  }
}

describe('an alias for the old code of a renamed error', () => {
  it('is added only for a code in the lock file', async () => {
    await inFolder(project, async (folder) => {
      await errbook(folder, 'lock')
      const there = await renamed(folder, 'a', 'b')
      expect(parse(there.file)).toMatchObject({ aliases: [code('a')] })
      expect(there.text).not.toContain('alias')
      const further = await renamed(folder, 'b', 'c')
      expect(parse(further.file)).toMatchObject({ aliases: [code('a')] })
      expect(further.text).toContain(
        'note: `err:acme:data:b` was not added to `aliases`. It was never published, because it is not in the lock file.',
      )
      const back = await renamed(folder, 'c', 'a')
      expect(back.file).toBe(project['errors/acme/data/a.yaml'])
      expect(await errbook(folder, 'check')).not.toContain('note')
    })
  })

  it('is added for a code on the default branch if there is no lock file', async () => {
    await inFolder(project, async (folder) => {
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@acme.test', ...args], {
          cwd: folder,
          stdio: 'ignore',
        })
      git('init', '-b', 'main')
      git('add', '.')
      git('commit', '-m', 'x')
      git('switch', '-c', 'other')
      expect(parse((await renamed(folder, 'a', 'b')).file)).toMatchObject({ aliases: [code('a')] })
      const { file, text } = await renamed(folder, 'b', 'a')
      expect(file).toBe(project['errors/acme/data/a.yaml'])
      expect(text).toMatch(
        /`err:acme:data:b` was not added to `aliases`. It was never published, because it is not in HEAD \(\w+, already in main\)\./,
      )
    })
  })

  it('is added with a note if neither a lock file nor git shows whether the code was published', async () => {
    await inFolder(project, async (folder) => {
      const { file, text } = await renamed(folder, 'a', 'b', 'a')
      expect(parse(file)).toMatchObject({ aliases: [code('b')] })
      expect(text).toContain('Remove it there if it was never published')
    })
  })
})

describe('an edit that removes a list item', () => {
  const target = { document: 0, shape: entryShape }
  it.each([
    ['code: a\naliases: [x, y, z] # why\n', 0, 'code: a\naliases: [y, z] # why\n'],
    ['code: a\naliases: [x, y, "z"]\n', 2, 'code: a\naliases: [x, y]\n'],
    ['aliases: [ x ]\r\ncode: a\r\n', 0, 'code: a\r\n'],
    [
      'code: a\naliases:\n  - x\n  # y\n  - y # too\n  - z\ntitle: t\n',
      1,
      'code: a\naliases:\n  - x\n  # y\n  - z\ntitle: t\n',
    ],
    ['code: a\naliases:\n- x\ntitle: t\n', 0, 'code: a\ntitle: t\n'],
    ['code: a\naliases:\n  - x', 0, 'code: a'],
    ['code: a\naliases: [\n  x,\n  y\n]\n', 1, 'code: a\naliases: [\n  x\n]\n'],
    [
      '---\ncode: a\naliases: [x]\n---\ncode: b\naliases: [x]\n',
      0,
      '---\ncode: a\n---\ncode: b\naliases: [x]\n',
    ],
  ])(
    'removes only this item, or the whole list if it was the last item: %j',
    (text, at, expected) => {
      expect(editYaml(text, [{ remove: ['aliases', at] }], target)).toBe(expected)
    },
  )

  it.each(['{ code: a, aliases: [x] }', 'aliases: x', 'aliases: *x', 'code: a', 'aliases: []'])(
    'is rejected for %j',
    (text) => {
      expect(editYaml(text, [{ remove: ['aliases', 0] }], target)).toBeUndefined()
    },
  )
})
