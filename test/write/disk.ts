import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, vi } from 'vitest'
import type { Artifact } from '../../src/model/artifact.js'
import { applyWrites } from '../../src/write/apply.js'
import { planWrites } from '../../src/write/disk.js'

/** Creates a folder, and removes it after `use`. */
export async function temporary<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'errbook-write-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Creates a folder for each test of a file. After the test, removes it and restores mocks. */
export function folderForEach(use: (folder: string) => void): void {
  let folder = ''
  beforeEach(() => {
    folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'errbook-write-')))
    use(folder)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    rmSync(folder, { recursive: true, force: true })
  })
}

export function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), contents)
  }
}

/** Returns the content of a folder: files with their bytes, links with their targets, folders. */
export function treeOf(folder: string): Record<string, string> {
  // The object has no prototype, because a file may have the name `__proto__`.
  const found: Record<string, string> = Object.create(null)
  const walk = (below: string) => {
    for (const name of readdirSync(join(folder, below)).sort()) {
      const path = below === '' ? name : `${below}/${name}`
      const stat = lstatSync(join(folder, path))
      if (stat.isSymbolicLink()) found[path] = `→ ${readlinkSync(join(folder, path))}`
      else if (stat.isDirectory()) {
        found[`${path}/`] = ''
        walk(path)
      } else found[path] = readFileSync(join(folder, path), 'latin1')
    }
  }
  walk('')
  return found
}

/** Returns the files of a tree, except the manifest. */
export function pagesOf(tree: Readonly<Record<string, string>>): string[] {
  return Object.keys(tree).filter(
    (path) => !path.endsWith('/') && !path.endsWith('.errbook-manifest'),
  )
}

/** Options that make errbook fail immediately instead of waiting for other processes. */
export const patience = { patience: 0 }

export const file = (path: string, contents = `${path}\n`): Artifact => ({ path, contents })

/**
 * Plans the artifacts of an output and, if there are no problems, writes them, like `build` does.
 * Returns the codes of the findings.
 */
export function write(
  cwd: string,
  artifacts: readonly Artifact[],
  { to = 'out', force = false } = {},
): string[] {
  const plan = planWrites([{ to, artifacts }], { cwd, force, ...patience })
  if (plan.findings.length === 0) applyWrites(plan, patience)
  return plan.findings.map(({ code }) => code)
}
