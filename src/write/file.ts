import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Replaces the text of a file of somebody else's, whole or not at all. Links are followed, and a byte order mark stays. */
export function replaceFile(file: string, cwd: string, text: string): void {
  const path = realpathSync.native(resolve(cwd, file))
  const mark = readFileSync(path)[0] === 0xef ? '\ufeff' : ''
  const staged = `${path}.errbook-new`
  try {
    writeFileSync(staged, mark + text)
    chmodSync(staged, statSync(path).mode)
    renameSync(staged, path)
  } finally {
    rmSync(staged, { force: true })
  }
}

/** Writes a file that someone named, over whatever it held. */
export function writeNamedFile(file: string, cwd: string, text: string): void {
  writeFileSync(resolve(cwd, file), text)
}
