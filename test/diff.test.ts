import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { run } from '../src/commands/run.js'
import { ruleIds, rules } from '../src/diff/rules.js'
import type { Example } from '../src/model/examples.js'
import { captureIo } from './io.js'

// One folder per rule of `diff`, with the old catalog (old/) and the new one (new/). The rule must
// report exactly the changed place. near/ is a similar change that the rule must not report. If the
// change breaks something, accepted.yaml accepts it. A case without a catalog.yaml uses the one
// below. `UPDATE_CASES=1` updates expected.txt and accepted.yaml. Review the diff.
const root = join(import.meta.dirname, 'diff')
const cases = readdirSync(root).sort()
const vocabulary = `name: Acme
code: "err:{system}:{category}:{name}"
docs: "https://acme.test/docs/errors/{system}/{category}/{name}"
systems:
  acme: { title: Acme }
categories:
  data: { title: Data }
`
const errors = `code: err:acme:data:race_not_found
status: 404
title: Not Found
summary: No race has this id.
---
code: err:acme:data:heat_not_found
status: 404
title: Not Found
summary: No heat of the race has this number.
`

interface Report {
  readonly findings: readonly {
    code: string
    severity: string
    change?: { rule: string; code: string; fingerprint: string }
  }[]
  readonly bump: string
}

describe.each(cases)('the diff rule %s', (rule) => {
  const level = rules[rule as keyof typeof rules]?.severity
  const read = (name: string) => readFileSync(join(root, rule, name), 'utf8')
  /** Checks the content of a file, or writes the file if `UPDATE_CASES` is set. */
  const expectFile = (name: string, contents: string) => {
    if (process.env.UPDATE_CASES) writeFileSync(join(root, rule, name), contents)
    expect(contents).toBe(read(name))
  }

  it('reports the change at the right place', async () => {
    await inProject(rule, 'new', async ({ text, exitCode }) => {
      const actual = await text('diff', './old')
      expectFile('expected.txt', `${actual}exit ${await exitCode()}\n`)
      expect(actual).toContain(`[${rule}]`)
    })
  })

  it('does not report a similar change', async () => {
    await inProject(rule, 'near', async ({ json }) => {
      const { findings } = await json('diff', './old')
      expect(findings.map(({ code }) => code)).not.toContain(rule)
    })
  })

  it('reports nothing if the base is a copy or the lock of the same catalog', async () => {
    await inProject(rule, 'old', async ({ folder, json, text }) => {
      // The base must be a copy, because a catalog can't be compared with itself.
      cpSync(join(folder, 'old'), join(folder, 'same'), { recursive: true })
      expect((await json('diff', './same')).findings).toEqual([])
      await text('lock')
      expect((await json('diff', 'lock')).findings).toEqual([])
    })
  })

  it('has the same example in its case and on its page', () => {
    const page = parse(
      readFileSync(join(import.meta.dirname, `../src/diagnostics/catalog/${rule}.yaml`), 'utf8'),
    ) as { example: Example }
    const lines = (page.example.code ?? '').trimEnd().split('\n')
    const side = (mark: string) =>
      `${lines.flatMap((line) => (line[0] === ' ' || line[0] === mark ? [line.slice(1)] : [])).join('\n')}\n`
    const file = existsSync(join(root, rule, 'new/acme/data.yaml'))
      ? 'acme/data.yaml'
      : 'catalog.yaml'
    expect(side('-')).toBe(read(`old/${file}`))
    expect(side('+')).toBe(read(`new/${file}`))
  })

  it.runIf(level !== 'info')(
    'lets a change be accepted, but only with its fingerprint',
    async () => {
      await inProject(rule, 'new', async ({ json, folder, exitCode }) => {
        const found = (await json('diff', './old')).findings.flatMap(({ change, severity }) =>
          change && severity !== 'info' ? [change] : [],
        )
        expectFile(
          'accepted.yaml',
          found
            .map(
              (one) =>
                `- { rule: ${one.rule}, code: ${JSON.stringify(one.code)}, fingerprint: "${one.fingerprint}", reason: Decided. }\n`,
            )
            .join(''),
        )
        writeFileSync(join(folder, 'new/catalog.accepted.yaml'), read('accepted.yaml'))
        const accepted = await json('diff', './old')
        expect(accepted.findings.filter(({ severity }) => severity !== 'info')).toEqual([])
        expect(await exitCode()).toBe(0)
        writeFileSync(
          join(folder, 'new/catalog.accepted.yaml'),
          read('accepted.yaml')
            .replace(/fingerprint: "./, 'fingerprint: "x')
            .replace('"x', '"0'),
        )
        const other = await json('diff', './old')
        if (!read('accepted.yaml').includes('fingerprint: "0'))
          expect(other.findings.map(({ code }) => code)).toContain('accepted-unused')
      })
    },
  )
})

it('test/diff has a case for every rule, and no other cases', () => {
  expect(cases).toEqual([...ruleIds].sort())
})

interface Session {
  readonly folder: string
  text(...args: string[]): Promise<string>
  json(...args: string[]): Promise<Report>
  exitCode(): Promise<number>
}

/** Creates a project from a case, with one of its folders as the catalog. */
async function inProject(
  rule: string,
  catalog: string,
  use: (session: Session) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'errbook-diff-'))
  let last = 0
  const errbook = async (args: string[]) => {
    const io = captureIo(folder)
    last = await run(args, io)
    return io
  }
  try {
    cpSync(join(root, rule), folder, { recursive: true })
    for (const side of ['old', 'new', 'near']) {
      if (!existsSync(join(folder, side, 'catalog.yaml')))
        writeFileSync(join(folder, side, 'catalog.yaml'), vocabulary)
      if (!existsSync(join(folder, side, 'acme')))
        cpSync(errorsFile(folder), join(folder, side, 'acme/data.yaml'))
    }
    writeFileSync(join(folder, 'errbook.config.yaml'), `catalog: ${catalog}\n`)
    await use({
      folder,
      text: async (...args) => (await errbook(args)).text(),
      json: async (...args) =>
        JSON.parse((await errbook([...args, '--format', 'json'])).stdout()) as Report,
      exitCode: async () => last,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function errorsFile(folder: string): string {
  const file = join(folder, 'errors.yaml')
  writeFileSync(file, errors)
  return file
}
