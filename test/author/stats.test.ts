import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder, writeFiles } from '../project.js'

const stub = (name: string, more = '') =>
  `code: err:acme:data:${name}\nstatus: 404\ntitle: Not Found\nsummary: There is no ${name}.\n${more}`
const whole =
  'causes: [It is gone]\nexample: { language: bash, code: acme get }\nfixes: { summary: Ask again. }\n'
const project = {
  'errbook.config.yaml': 'catalog: errors\n',
  'errors/catalog.yaml': `name: Acme API
code: "err:{system}:{category}:{name}"
docs: "https://acme.test/errors/{system}/{category}/{name}"
systems: { acme: { title: Acme }, tool: { title: Tool, kind: cli } }
categories: { data: { title: Data }, limits: { title: Limits, status: 429 } }
`,
  'errors/acme/data/a.yaml': stub('a'),
  'errors/acme/data/b.yaml': stub('b', 'causes: ["TODO: ask"]\n'),
  'errors/acme/data/c.yaml': stub('c', whole),
  'errors/acme/data/gone.yaml': stub('gone', 'retired: { reason: Unused. }\n'),
}
const baseline = 'errors/catalog.baseline.yaml'

async function errbook(folder: string, ...args: string[]) {
  const io = captureIo(folder)
  const exitCode = await run(args, io)
  return { text: io.text(), out: io.stdout(), exitCode }
}

describe('`stats`', () => {
  it('counts what is written per error and per field, without placeholders and retired errors', async () => {
    await inFolder(project, async (folder) => {
      const json = JSON.parse((await errbook(folder, 'stats', '--format', 'json')).out)
      expect(json).toMatchObject({ errors: 3, complete: 0, todos: 1 })
      expect(json.fields.causes).toEqual({ written: 1, of: 3, percent: 33 })
      expect(json.entries[1]).toEqual({
        code: 'err:acme:data:b',
        file: 'errors/acme/data/b.yaml',
        missing: ['detail', 'description', 'example', 'fixes', 'mistakes', 'related', 'operations'],
        begun: ['causes'],
        todos: 1,
      })
      const { out } = await errbook(folder, 'stats')
      expect(out).toContain('err:acme:data:b   -   -   …   -   -   -   -   -      1\n')
      expect(out).toContain('causes       ██████░░░░░░░░░░░░░░  33 %  1 of 3\n')
    })
  })
})

describe('`stats --baseline`', () => {
  it('makes `check` accept the current problems, but no new problems', async () => {
    await inFolder(project, async (folder) => {
      expect((await errbook(folder, 'check', '--max-warnings', '0')).exitCode).toBe(1)
      await errbook(folder, 'stats', '--baseline')
      expect(readFileSync(join(folder, baseline), 'utf8')).toContain(
        'err:acme:data:a: [causes, fixes, example]\nerr:acme:data:b: [fixes, example, todo]\n',
      )
      // `check` does not print problems that are in the baseline.
      expect(await errbook(folder, 'check')).toMatchObject({
        exitCode: 0,
        text: '✓ Checked the catalog: 4 errors defined.\n',
      })
      // A new stub is not accepted. An old stub is not accepted either if more parts are missing.
      writeFiles(folder, [['errors/acme/data/d.yaml', stub('d')]])
      expect(await errbook(folder, 'check')).toMatchObject({
        exitCode: 1,
        text: expect.stringContaining('error[stub]'),
      })
      // Creating the baseline again adds nothing.
      await errbook(folder, 'stats', '--baseline')
      expect(readFileSync(join(folder, baseline), 'utf8')).not.toContain('data:d')
      writeFiles(folder, [['errors/acme/data/d.yaml', stub('d', whole)]])
      writeFiles(folder, [['errors/acme/data/b.yaml', stub('b')]])
      expect(await errbook(folder, 'check')).toMatchObject({
        exitCode: 1,
        text: expect.stringContaining('allows only `fixes`, `example`, `todo`.'),
      })
      // A fixed problem is removed from the baseline, so it is not accepted again.
      writeFiles(folder, [['errors/acme/data/b.yaml', stub('b', whole)]])
      expect(await errbook(folder, 'check')).toMatchObject({
        exitCode: 0,
        text: expect.stringContaining('warning[stale-baseline]'),
      })
      await errbook(folder, 'stats', '--baseline')
      expect(
        readFileSync(join(folder, baseline), 'utf8')
          .split('\n')
          .filter((line) => !line.startsWith('#')),
      ).toEqual(['err:acme:data:a: [causes, fixes, example]', ''])
    })
  })

  it('keeps an empty baseline file, so that `check` still rejects a new stub', async () => {
    await inFolder({ ...project, 'errors/acme/data/b.yaml': stub('b', whole) }, async (folder) => {
      await errbook(folder, 'stats', '--baseline')
      writeFiles(folder, [['errors/acme/data/a.yaml', stub('a', whole)]])
      await errbook(folder, 'stats', '--baseline')
      expect(existsSync(join(folder, baseline))).toBe(true)
      expect((await errbook(folder, 'check')).exitCode).toBe(0)
      writeFiles(folder, [['errors/acme/data/a.yaml', stub('a')]])
      expect((await errbook(folder, 'check')).exitCode).toBe(1)
    })
  })

  it('writes a baseline that `rename` keeps up to date', async () => {
    await inFolder(project, async (folder) => {
      await errbook(folder, 'stats', '--baseline')
      expect((await errbook(folder, 'rename', 'err:acme:data:a', 'err:acme:data:z')).exitCode).toBe(
        0,
      )
      expect(readFileSync(join(folder, baseline), 'utf8')).toContain(
        'err:acme:data:z: [causes, fixes, example]\n',
      )
      expect((await errbook(folder, 'check')).exitCode).toBe(0)
    })
  })

  it('does not replace an invalid baseline', async () => {
    await inFolder({ ...project, [baseline]: 'err:acme:data:a: all\n' }, async (folder) => {
      expect((await errbook(folder, 'stats', '--baseline')).exitCode).toBe(1)
      expect(readFileSync(join(folder, baseline), 'utf8')).toBe('err:acme:data:a: all\n')
    })
  })
})

describe('`new`', () => {
  it('writes a formatted entry that is valid except for its placeholders', async () => {
    await inFolder(project, async (folder) => {
      for (const args of [
        ['err:acme:data:x', '--status', '503'],
        ['err:acme:limits:y'],
        ['err:tool:data:z', '--exit-code', '2'],
      ])
        expect(await errbook(folder, 'new', ...args)).toMatchObject({ exitCode: 0 })
      const x = readFileSync(join(folder, 'errors/acme/data/x.yaml'), 'utf8')
      expect(x).toContain('status: 503\ntitle: Service Unavailable\n')
      expect(x).toContain('retry: transient\n')
      expect(readFileSync(join(folder, 'errors/acme/limits/y.yaml'), 'utf8')).not.toContain(
        '\nstatus:',
      )
      const { exitCode, out } = await errbook(folder, 'check', '--format', 'json')
      expect(exitCode).toBe(0)
      const found = (JSON.parse(out) as { findings: { code: string }[] }).findings.filter((one) =>
        JSON.stringify(one).match(/(?:x|y|z)\.yaml/),
      )
      expect(new Set(found.map(({ code }) => code))).toEqual(
        new Set(['todo', 'throttled-without-retry-after']),
      )
      expect((await errbook(folder, 'fmt', '--check')).text).not.toMatch(/(?:x|y|z)\.yaml/)
    })
  })

  it('writes nothing on a dry run', async () => {
    await inFolder(project, async (folder) => {
      const { out } = await errbook(folder, 'new', 'err:acme:data:x', '--status=404', '--dry-run')
      expect(out).toContain('code: err:acme:data:x\nstatus: 404\n')
      expect(existsSync(join(folder, 'errors/acme/data/x.yaml'))).toBe(false)
    })
  })
})
