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
import { run } from '../src/commands/run.js'
import { diagnosticCodes } from './diagnostic-codes.js'
import { captureIo } from './io.js'

// Each folder is a case: a project with one mistake. Its expected.txt is the complete output of
// errbook. `UPDATE_CASES=1 npm test` replaces it with the current output. Review the diff.
const root = join(import.meta.dirname, 'cases')
const cases = readdirSync(root).sort()

describe('test/cases', () => {
  it.each(cases)('%s prints the output in its expected.txt', async (name) => {
    const project = mkdtempSync(join(tmpdir(), 'errbook-case-'))
    try {
      cpSync(join(root, name), project, { recursive: true, verbatimSymlinks: true })
      if (
        !readdirSync(project).some(
          (file) => file.startsWith('errbook.config.') || file === 'no-config',
        )
      )
        writeFileSync(join(project, 'errbook.config.yaml'), 'catalog: errors\n')
      const command = existsSync(join(project, 'command.txt'))
        ? readFileSync(join(project, 'command.txt'), 'utf8').trim().split(/\s+/)
        : ['check']
      const io = captureIo(project)
      const exitCode = await run(command, io)
      const actual = `${io.text()}exit ${exitCode}\n`
      const file = join(root, name, 'expected.txt')
      if (process.env.UPDATE_CASES) writeFileSync(file, actual)
      expect(actual).toBe(readFileSync(file, 'utf8'))
      expect(actual).toContain(`[${codeOf(name)}]`)
    } finally {
      rmSync(project, { recursive: true, force: true })
    }
  })

  it('has a case for every diagnostic, and no other cases', () => {
    // The rules of `diff` have their cases in test/diff, because they need two catalogs.
    expect(
      [...new Set([...cases.map(codeOf), ...readdirSync(join(root, '../diff'))])].sort(),
    ).toEqual([...diagnosticCodes].sort())
  })
})

/** `unknown-key` and `unknown-key.in-envelope` are both cases of `unknown-key`. */
function codeOf(name: string): string {
  return name.split('.')[0]!
}
