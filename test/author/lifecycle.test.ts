import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder } from '../project.js'

const vocabulary = `name: Acme API
code: "err:{system}:{category}:{name}"
docs: "https://acme.test/errors/{system}/{category}/{name}"
unexpected: err:acme:data:unexpected   # for everything else
systems: { acme: { title: Acme } }
categories: { data: { title: Data }, billing: { title: Billing } }
`
const project = {
  'errbook.config.yaml': 'catalog: errors\n',
  'errors/catalog.yaml': vocabulary,
  'errors/acme/data/race.yaml': `# yaml-language-server: $schema=../../../schemas/error.schema.json
# Asked for by marshals.
code: 'err:acme:data:race'   # permanent
status: 404

title: Not Found
summary: No race has this id.
retry: after_fix
`,
  // A file with two errors, and comments between them.
  'errors/acme/billing.yaml': `# yaml-language-server: $schema=../../schemas/error.schema.json
# The first.
code: err:acme:billing:card
status: 402
title: Payment Required
summary: The card was declined.
description: >-
  Folded: see [the race](err:acme:data:race) and <err:acme:data:race>;
  its name err:acme:data:race stays, err:acme:data:race_other is none.
---
# The second.
code: err:acme:billing:bank
status: 402
title: Payment Required
summary: The bank was closed.
related: [{ code: err:acme:data:race, when: "there is no race" }]  # one
`,
  'errors/acme/data/unexpected.yaml': `code: err:acme:data:unexpected\r
status: 500\r
title: Internal Server Error\r
summary: Something else.\r
description: See [race](err:acme:data:race).\r
`,
  'errors/acme/data/old.yaml': `code: err:acme:data:old
status: 410
title: Gone
summary: The old one.
deprecated: { reason: See the race., replacedBy: err:acme:data:race }
`,
}

const filesOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile())
      .map((item) => join(item.parentPath, item.name))
      .map((file) => [
        file.slice(folder.length + 1).replaceAll('\\', '/'),
        readFileSync(file, 'utf8'),
      ]),
  )

async function errbook(
  folder: string,
  ...args: string[]
): Promise<{ text: string; exitCode: number }> {
  const io = captureIo(folder)
  const exitCode = await run(args, io)
  return { text: io.text(), exitCode }
}

/**
 * Runs a command on the project. Returns its output, and the removed (`-`) and added (`+`) lines of
 * each changed file.
 */
async function difference(files: Record<string, string>, ...args: string[]) {
  return inFolder(files, async (folder) => {
    const { text, exitCode } = await errbook(folder, ...args)
    const after = filesOf(folder)
    const check = await errbook(folder, 'check')
    const lines = (contents = '') => contents.split('\n')
    const changed = [...new Set([...Object.keys(files), ...Object.keys(after)])]
      .sort()
      .flatMap((file) => {
        if (files[file] === after[file]) return []
        const [before, now] = [lines(files[file]), lines(after[file])]
        return [
          [
            file,
            ...before.filter((line) => !now.includes(line)).map((line) => `-${line}`),
            ...now.filter((line) => !before.includes(line)).map((line) => `+${line}`),
          ],
        ]
      })
    return { text, exitCode, changed, after, sound: check.exitCode === 0 }
  })
}

describe('`rename`', () => {
  it('moves the file and updates every reference, and changes nothing else', async () => {
    const { text, exitCode, changed, after, sound } = await difference(
      project,
      'rename',
      'err:acme:data:race',
      'err:acme:data:race_not_found',
    )
    expect({ exitCode, sound }).toEqual({ exitCode: 0, sound: true })
    expect(changed).toEqual([
      [
        'errors/acme/billing.yaml',
        '-  Folded: see [the race](err:acme:data:race) and <err:acme:data:race>;',
        '-related: [{ code: err:acme:data:race, when: "there is no race" }]  # one',
        '+  Folded: see [the race](err:acme:data:race_not_found) and <err:acme:data:race_not_found>;',
        '+related: [{ code: err:acme:data:race_not_found, when: "there is no race" }]  # one',
      ],
      [
        'errors/acme/data/old.yaml',
        '-deprecated: { reason: See the race., replacedBy: err:acme:data:race }',
        '+deprecated: { reason: See the race., replacedBy: err:acme:data:race_not_found }',
      ],
      // The old file is removed.
      [
        'errors/acme/data/race.yaml',
        ...project['errors/acme/data/race.yaml']
          .split('\n')
          .slice(0, -1)
          .map((line) => `-${line}`),
      ].filter((line) => line !== '-'),
      expect.arrayContaining(['errors/acme/data/race_not_found.yaml']),
      [
        'errors/acme/data/unexpected.yaml',
        '-description: See [race](err:acme:data:race).\r',
        '+description: See [race](err:acme:data:race_not_found).\r',
      ],
    ])
    expect(after['errors/acme/data/race_not_found.yaml']).toBe(
      `${project['errors/acme/data/race.yaml'].replace(
        "'err:acme:data:race'",
        "'err:acme:data:race_not_found'",
      )}aliases: [err:acme:data:race]\n`,
    )
    // The code also appears as plain text. It is not changed, but reported.
    expect(text).toContain('`err:acme:data:race` still appears in 1 text')
    expect(text).toContain('errors/acme/billing.yaml:9:12')
  })

  it('moves an error with its comments out of a shared file, and leaves the other errors there', async () => {
    const { exitCode, after, sound } = await difference(
      project,
      'rename',
      'err:acme:billing:card',
      'err:acme:data:card_declined',
    )
    expect({ exitCode, sound }).toEqual({ exitCode: 0, sound: true })
    const modeline = '# yaml-language-server: $schema=../../schemas/error.schema.json\n'
    const [first, second] = project['errors/acme/billing.yaml'].split('---\n') as [string, string]
    expect(after['errors/acme/billing.yaml']).toBe(modeline + second)
    expect(after['errors/acme/data/card_declined.yaml']).toBe(
      `${first.replace('../../schemas', '../../../schemas').replace('err:acme:billing:card', 'err:acme:data:card_declined')}aliases: [err:acme:billing:card]\n`,
    )
  })

  it('does not move an entry if its file still fits the new code', async () => {
    const { changed } = await difference(
      project,
      'rename',
      'err:acme:billing:bank',
      'err:acme:billing:bank_closed',
    )
    expect(changed).toEqual([
      [
        'errors/acme/billing.yaml',
        '-code: err:acme:billing:bank',
        '+code: err:acme:billing:bank_closed',
        '+aliases: [err:acme:billing:bank]',
      ],
    ])
  })

  it('updates catalog.yaml if it refers to the error', async () => {
    const { changed, sound } = await difference(
      project,
      'rename',
      'err:acme:data:unexpected',
      'err:acme:data:internal',
    )
    expect(sound).toBe(true)
    expect(changed[2]).toEqual([
      'errors/catalog.yaml',
      '-unexpected: err:acme:data:unexpected   # for everything else',
      '+unexpected: err:acme:data:internal   # for everything else',
    ])
  })

  it('only adds an alias if an error is renamed back to its first code', async () => {
    await inFolder(project, async (folder) => {
      await errbook(folder, 'rename', 'err:acme:data:race', 'err:acme:data:race_gone')
      const { exitCode } = await errbook(
        folder,
        'rename',
        'err:acme:data:race_gone',
        'err:acme:data:race',
      )
      expect(exitCode).toBe(0)
      const after = filesOf(folder)
      const race = 'errors/acme/data/race.yaml'
      expect(after).toEqual({
        ...project,
        [race]: `${project[race]}aliases: [err:acme:data:race_gone]\n`,
      })
    })
  })

  it('keeps the published type with --keep-wire', async () => {
    const { after, sound } = await difference(
      project,
      'rename',
      'err:acme:data:race',
      'err:acme:data:race_gone',
      '--keep-wire',
    )
    expect(sound).toBe(true)
    expect(after['errors/acme/data/race_gone.yaml']).toContain(
      'status: 404\ntype: https://acme.test/errors/acme/data/race\n\ntitle:',
    )
  })

  it('writes nothing on a dry run, and shows the changes', async () => {
    const { text, changed } = await difference(
      project,
      'rename',
      'err:acme:data:race',
      'err:acme:data:race_gone',
      '--dry-run',
    )
    expect(changed).toEqual([])
    expect(text).toContain(
      'errors/acme/data/race.yaml → errors/acme/data/race_gone.yaml\n@@ line 3 @@',
    )
    expect(text).toContain('+ aliases: [err:acme:data:race]')
  })
})

describe('`retire` and `deprecate`', () => {
  it('add the given options to the entry, in schema order', async () => {
    const { changed, sound } = await difference(
      project,
      'deprecate',
      'err:acme:billing:card',
      '--reason=Use the bank: it is open.',
      '--replaced-by',
      'err:acme:billing:bank',
      '--since=2.0',
    )
    expect(sound).toBe(true)
    expect(changed).toEqual([
      [
        'errors/acme/billing.yaml',
        '+deprecated:',
        '+  since: "2.0"',
        '+  reason: "Use the bank: it is open."',
        '+  replacedBy: err:acme:billing:bank',
      ],
    ])
  })

  it('replace options from an earlier run', async () => {
    const { changed } = await difference(
      project,
      'deprecate',
      'err:acme:data:old',
      '--reason=Another one.',
      '--since=3.0',
    )
    expect(changed).toEqual([
      [
        'errors/acme/data/old.yaml',
        '-deprecated: { reason: See the race., replacedBy: err:acme:data:race }',
        '+deprecated: { since: "3.0", reason: Another one., replacedBy: err:acme:data:race }',
      ],
    ])
  })

  it('change references to the retired error to its replacement', async () => {
    const { changed, sound, exitCode } = await difference(
      project,
      'retire',
      'err:acme:data:race',
      '--reason=Gone',
      '--replaced-by=err:acme:billing:bank',
    )
    expect({ sound, exitCode }).toEqual({ sound: true, exitCode: 0 })
    expect(changed.map(([file]) => file)).toEqual([
      'errors/acme/data/old.yaml',
      'errors/acme/data/race.yaml',
    ])
    expect(changed[0]).toContain(
      '+deprecated: { reason: See the race., replacedBy: err:acme:billing:bank }',
    )
  })

  it('write nothing if the catalog has an error', async () => {
    const broken = { ...project, 'errors/acme/data/broken.yaml': 'code: err:acme:data:broken\n' }
    const { text, exitCode, changed } = await difference(
      broken,
      'retire',
      'err:acme:data:race',
      '--reason=Gone',
    )
    expect({ exitCode, changed }).toEqual({ exitCode: 1, changed: [] })
    expect(text).toContain('Nothing was changed. Fix these errors first.')
  })

  it('replace the deprecation of an error with its retirement', async () => {
    const config = {
      ...project,
      'errbook.config.yaml': 'catalog: errors\noutputs: [{ emit: markdown, to: docs }]\n',
    }
    await inFolder(config, async (folder) => {
      expect(
        (
          await errbook(
            folder,
            'retire',
            'err:acme:data:old',
            '--reason=Turned off.',
            '--replaced-by=err:acme:data:race',
          )
        ).exitCode,
      ).toBe(0)
      expect((await errbook(folder, 'build')).exitCode).toBe(0)
      const page = readFileSync(join(folder, 'docs/acme/data/old.md'), 'utf8')
      expect(page).toContain('Turned off.')
      expect(page).not.toContain('See the race.')
      expect(existsSync(join(folder, 'docs/acme/data/race.md'))).toBe(true)
    })
  })
})
