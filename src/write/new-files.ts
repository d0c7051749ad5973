import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** A file to be written. `path` is relative to the working folder. */
export interface NewFile {
  readonly path: string
  readonly contents: string
}

/** What is there now, or undefined. */
export function fileText(path: string, cwd: string): string | undefined {
  const file = resolve(cwd, path)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** Writes files that are not there. One that has come to be there meanwhile ends the run. */
export function createFiles(files: readonly NewFile[], cwd: string): void {
  for (const { path, contents } of files) {
    const file = resolve(cwd, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, contents, { flag: 'wx' })
  }
}
