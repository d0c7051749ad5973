import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { resolveOutputs } from '../src/commands/shared/project/outputs.js'
import { loadProject } from '../src/commands/shared/project/project.js'
import { hasErrors, render } from '../src/compile.js'
import type { Catalog } from '../src/model/catalog.js'
import type { Finding } from '../src/model/diagnostic.js'
import { isFile } from '../src/write/plan.js'

export const repository = join(import.meta.dirname, '..')

/**
 * A project as a build sees it: its catalog, and the files of its outputs by their paths in the
 * project.
 */
export interface Rendered {
  readonly catalog: Catalog
  readonly findings: readonly Finding[]
  /** The files of every output, in config order. */
  readonly outputs: readonly ReadonlyMap<string, string>[]
  readonly files: ReadonlyMap<string, string>
  /** Existing files of the project, such as an API description, with errbook's part merged in. */
  readonly merged: ReadonlyMap<string, string>
}

/**
 * Reads, checks and renders the project of a folder, without writing. The project may use the
 * catalog of this repository.
 */
export async function renderProject(folder: string): Promise<Rendered> {
  const { project, configFindings } = await loadProject(folder, undefined, { allowOutside: true })
  if (project?.catalog === undefined)
    throw new Error(
      `no catalog: ${JSON.stringify([...configFindings, ...(project?.findings ?? [])].map(({ message }) => message))}`,
    )
  const outputs = resolveOutputs(project.config, project.configSource, project.boundary)
  const rendered = render(project.catalog, outputs.value)
  const apiFindings = outputs.value.flatMap(({ api }) => api?.findings ?? [])
  const findings = [
    ...configFindings,
    ...project.findings,
    ...outputs.findings,
    ...apiFindings,
    ...rendered.findings,
  ]
  if (hasErrors(findings))
    throw new Error(findings.map(({ code, message }) => `${code}: ${message}`).join('\n'))
  const maps = rendered.value.map(
    ({ output, artifacts }) =>
      new Map(
        artifacts.filter(isFile).map(({ path, contents }) => [`${output.to}/${path}`, contents]),
      ),
  )
  const merged = rendered.value.flatMap(({ artifacts }) =>
    artifacts.flatMap((artifact): [string, string][] => {
      if (isFile(artifact)) return []
      const file = join(folder, artifact.path)
      const result = artifact.merge(
        existsSync(file) ? { file: artifact.path, text: readFileSync(file, 'utf8') } : undefined,
      )
      if (typeof result !== 'string') throw new Error(result.message)
      return [[artifact.path, result]]
    }),
  )
  return {
    catalog: project.catalog,
    findings,
    outputs: maps,
    files: new Map(maps.flatMap((map) => [...map])),
    merged: new Map(merged),
  }
}

/** Whether an emitter has an option for the location of its pages. */
export function takesBase(options: z.ZodType): boolean {
  return options instanceof z.ZodObject && 'base' in options.shape
}

/** Creates a folder with these files, and removes it after `use`. */
export async function inFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'errbook-test-'))
  try {
    writeFiles(folder, Object.entries(files))
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export function writeFiles(
  folder: string,
  files: Iterable<readonly [path: string, contents: string | Uint8Array]>,
): void {
  for (const [path, contents] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), contents)
  }
}
