import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Creates a folder with these files, and removes it after `use`. */
export async function inFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (cwd: string) => Promise<void>,
): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), 'errbook-import-'))
  try {
    for (const [file, contents] of Object.entries(files)) write(join(cwd, file), contents)
    await use(cwd)
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
}

export function write(file: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, contents)
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(folder.length + 1))
    .sort()
}
