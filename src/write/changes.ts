import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { decodeUtf8 } from '../facts/utf8.js'
import { RunError } from '../model/diagnostic.js'

/** What becomes of one file that people write: `before` is undefined where it is new, `after` where it goes. */
export interface Change {
  /** Relative to the working folder, with `/` between its parts. */
  readonly file: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/**
 * Writes changes to files that people write. All of them are looked at first, as somebody may have edited one
 * meanwhile, and staged whole before any is moved into place; what goes is removed last. Killed at any
 * point, every file is whole.
 */
export function applyChanges(changes: readonly Change[], cwd: string): void {
  const planned = changes.map((change) => ({ ...change, ...placeOf(change, cwd) }))
  const staged: { from: string; to: string }[] = []
  try {
    for (const { after, to, mark, mode } of planned) {
      if (after === undefined) continue
      mkdirSync(dirname(to), { recursive: true })
      const from = join(dirname(to), `.errbook-${staged.length}`)
      writeFileSync(from, mark + after)
      staged.push({ from, to })
      if (mode !== undefined) chmodSync(from, mode)
    }
    for (const { from, to } of staged) renameSync(from, to)
  } finally {
    for (const { from } of staged) rmSync(from, { force: true })
  }
  for (const { after, to } of planned) if (after === undefined) remove(to, resolve(cwd))
}

/** What a file holds that is to be written over, whatever it is. */
export function textBefore(file: string, cwd: string): string | undefined {
  const path = resolve(cwd, file)
  return existsSync(path) ? decodeUtf8(file, readFileSync(path), [])?.text : undefined
}

/** Where a change is written, links followed, as the file is theirs. Ends the run where it is not what was read. */
function placeOf({ file, before }: Change, cwd: string): { to: string; mark: string; mode: number | undefined } {
  const path = resolve(cwd, file)
  if (!existsSync(path)) {
    if (before !== undefined) throw changed(file)
    return { to: path, mark: '', mode: undefined }
  }
  const bytes = readFileSync(path)
  if (before === undefined || decodeUtf8(file, bytes, [])?.text !== before) throw changed(file)
  return { to: realpathSync(path), mark: bytes[0] === 0xef ? '\ufeff' : '', mode: statSync(path).mode }
}

function changed(file: string): RunError {
  return new RunError(3, {
    code: 'io-failed',
    message: `${file} was changed by somebody else while errbook worked on it.`,
    help: 'Nothing was written. Run it again.',
  })
}

/** Removes a file, and the folders that are empty without it. */
function remove(path: string, root: string): void {
  rmSync(path, { force: true })
  for (let folder = dirname(path); folder.startsWith(root) && folder !== root; folder = dirname(folder)) {
    try {
      rmdirSync(folder)
    } catch {
      return
    }
  }
}
