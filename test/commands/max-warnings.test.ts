import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { run } from '../../src/commands/run.js'
import { count } from '../../src/commands/shared/findings.js'
import { captureIo } from '../io.js'
import { numbersOf } from '../numbers.js'
import { inFolder } from '../project.js'

/** A catalog in which each error is a stub, which is a warning. */
const project = (errors: number, level: 'warn' | 'error' = 'warn') => ({
  'errbook.config.yaml': stringify({
    catalog: 'errors',
    rules: { stub: level },
    outputs: [{ emit: 'json-schema', to: 'out' }],
  }),
  'errors/catalog.yaml': stringify({ name: 'Acme', code: '{name}', docs: 'https://a.test/{name}' }),
  ...Object.fromEntries(
    Array.from({ length: errors }, (_, at) => [
      `errors/e${at}.yaml`,
      stringify({ code: `e${at}`, status: 404, title: 'Gone', summary: `Number ${at} is gone.` }),
    ]),
  ),
})

async function ran(args: readonly string[], files = project(3)) {
  return inFolder(files, async (cwd) => {
    const io = captureIo(cwd)
    return { exitCode: await run(args, io), text: io.text(), stdout: io.stdout() }
  })
}

describe.each(['check', 'build'])('%s --max-warnings', (command) => {
  it.each([
    ['0', 1],
    ['2', 1],
    ['3', 0],
    ['4', 0],
  ])('%s makes a run with three warnings exit with %d', async (most, exitCode) => {
    const result = await ran([command, '--max-warnings', most])
    expect(result.exitCode).toBe(exitCode)
    // The last line shows the number of warnings and the limit.
    const [last] = result.text.trimEnd().split('\n').slice(-1)
    if (exitCode === 1) expect(numbersOf(last).sort()).toEqual([Number(most), 3].sort())
  })

  it('counts warnings in every format, and prints a message only in the pretty format', async () => {
    for (const format of ['json', 'github', 'sarif', 'markdown']) {
      const flags = ['--format', format]
      const result = await ran([command, '--max-warnings', '2', ...flags])
      expect([format, result.exitCode]).toEqual([format, 1])
      expect(result.text).toBe((await ran([command, ...flags])).text)
      expect((await ran([command, '--max-warnings', '3', ...flags])).exitCode).toBe(0)
    }
  })

  it('sets no limit by default', async () => {
    expect((await ran([command])).exitCode).toBe(0)
  })

  it('never allows errors', async () => {
    expect((await ran([command, '--max-warnings', '9'], project(1, 'error'))).exitCode).toBe(1)
  })

  it.each(['-1', '1.5', 'few', '1e3', ''])('rejects %j as a number', async (most) => {
    const result = await ran([command, `--max-warnings=${most}`])
    expect(result).toMatchObject({ exitCode: 2 })
    expect(result.text).toContain('[usage]')
  })
})

describe('the last line below the findings', () => {
  it('omits numbers that are zero, and suggests `explain` for an error rather than a warning', async () => {
    const files = {
      ...project(2),
      'errors/z.yaml': stringify({ code: 'z', status: 404, title: 'Z', summary: 'Z.', nope: 1 }),
    }
    const last = async (files: ReturnType<typeof project>) =>
      (await ran(['check'], files)).text
        .split('\n')
        .find((line) => line.includes('errbook explain'))
    expect(numbersOf(await last(files))).toEqual([1, 2])
    expect(await last(files)).toContain('`errbook explain unknown-key`')
    expect(numbersOf(await last(project(1)))).toEqual([1])
    expect(numbersOf(await last(project(2, 'error')))).toEqual([2])
    expect(await last(project(1))).toContain('`errbook explain stub`')
    expect((await ran(['check'], project(0))).text).not.toContain('errbook explain')
  })
})

it('count() uses the plural, except for the number 1', () => {
  expect([0, 1, 2].map((number) => count(number, 'file'))).toEqual(['0 files', '1 file', '2 files'])
})

describe('--format', () => {
  it('prints reports for machines on standard output, and reports for people on standard error', async () => {
    expect((await ran(['check'])).stdout).toBe('')
    for (const format of ['json', 'github', 'sarif', 'markdown'])
      expect((await ran(['check', '--format', format])).stdout).toContain('stub')
  })

  it('has the default `pretty`', async () => {
    expect((await ran(['check', '--format', 'pretty'])).text).toBe((await ran(['check'])).text)
  })

  it('rejects an unknown format', async () => {
    for (const format of ['xml', 'toString', ''])
      expect(await ran(['check', `--format=${format}`])).toMatchObject({ exitCode: 2 })
  })

  it('includes descriptions of the rules in SARIF', async () => {
    const { stdout } = await ran(['check', '--format', 'sarif'])
    const [rule] = JSON.parse(stdout).runs[0].tool.driver.rules
    expect(rule).toMatchObject({ id: 'stub', shortDescription: { text: /./ } })
  })
})
