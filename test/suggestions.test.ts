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
import { afterAll, describe, expect, it } from 'vitest'
import { resolveOutputs } from '../src/commands/shared/project/outputs.js'
import { loadProject } from '../src/commands/shared/project/project.js'
import { diagnose, render } from '../src/compile.js'
import type { Diagnostic } from '../src/model/diagnostic.js'
import type { Position } from '../src/model/source.js'

// A suggestion is an edit that can be applied unchanged. In every case that has a suggestion, the
// edit must fix the problem.
const root = join(import.meta.dirname, 'cases')
const work = mkdtempSync(join(tmpdir(), 'errbook-suggestions-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

describe('a suggestion', () => {
  const seen = new Set<string>()

  it('fixes the reported problem in every case', async () => {
    for (const name of readdirSync(root).sort()) {
      const project = projectOf(name)
      if (project === undefined) continue
      const found = await diagnosticsIn(project)
      for (const { code, message, suggestions = [] } of found) {
        for (const { name: meant, edit } of suggestions) {
          if (edit === undefined) continue
          const file = join(project, edit.span.file)
          const before = readFileSync(file, 'utf8')
          const { start, end } = edit.span
          const after = `${before.slice(0, offsetOf(before, start))}${edit.replacement}${before.slice(offsetOf(before, end))}`
          writeFileSync(file, after)
          const left = await diagnosticsIn(project)
          writeFileSync(file, before)
          const same = (one: Diagnostic) => one.code === code && one.message === message
          const what = `${name}: ${meant} for ${message}`
          expect(left.filter(same).length, what).toBeLessThan(found.filter(same).length)
          expect(edit.replacement, what).toContain(meant)
          seen.add(code)
        }
      }
    }
  }, 240_000)

  it('is offered for every kind of name', () => {
    expect([...seen].sort()).toEqual([
      'invalid-value',
      'template-unknown-value',
      'unknown-category',
      'unknown-error',
      'unknown-operation',
      'unknown-placeholder',
      'unknown-rule',
      'unknown-shared',
      'unknown-system',
    ])
  })
})

/** Copies a case to a new folder. Returns undefined if the case has no config. */
function projectOf(name: string): string | undefined {
  const folder = join(root, name)
  if (existsSync(join(folder, 'no-config'))) return undefined
  const project = join(work, name)
  cpSync(folder, project, { recursive: true, verbatimSymlinks: true })
  if (!readdirSync(project).some((file) => file.startsWith('errbook.config.')))
    writeFileSync(join(project, 'errbook.config.yaml'), 'catalog: errors\n')
  return project
}

async function diagnosticsIn(folder: string): Promise<Diagnostic[]> {
  try {
    const { project, configFindings } = await loadProject(folder, undefined)
    if (project === undefined) return diagnose(configFindings)
    const outputs = resolveOutputs(project.config, project.configSource, project.boundary)
    const rendered = project.catalog && render(project.catalog, outputs.value)
    return diagnose([
      ...configFindings,
      ...project.findings,
      ...outputs.findings,
      ...outputs.value.flatMap(({ api }) => api?.findings ?? []),
      ...(rendered?.findings ?? []),
    ])
  } catch {
    // A fatal error is not a finding of the catalog.
    return []
  }
}

function offsetOf(text: string, { line, column }: Position): number {
  const lines = text.split('\n')
  return lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1
}
