import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readHead, readRegular } from '../files/regular.js'

/** The part of a folder that `init` looks at: the files near the top, and their contents. */
export interface Surroundings {
  /** Paths with `/`, up to three folders deep, except in dependencies and build output. */
  readonly files: readonly string[]
  /** The first characters of a file, or '' if it can't be read. */
  head(file: string): string
  /** A whole file, if it exists. */
  read(file: string): string | undefined
  /** Whether a path exists, including dot folders. */
  has(path: string): boolean
}

const depth = 4
const most = 5000
// Skipped: dependencies, build output and version control.
const skipped =
  /^(?:node_modules|dist|build|out|coverage|vendor|target|\.(?!vitepress$|github$).*)$/

/** Reads the top of a folder. Stops early in a large folder to stay fast. */
export function lookAround(cwd: string): Surroundings {
  const files: string[] = []
  const visit = (folder: string, level: number): void => {
    for (const item of list(join(cwd, folder))) {
      if (files.length >= most) return
      const path = folder === '' ? item.name : `${folder}/${item.name}`
      if (item.isDirectory() && level < depth && !skipped.test(item.name)) visit(path, level + 1)
      else if (item.isFile()) files.push(path)
    }
  }
  visit('', 1)
  return {
    files,
    head: (file) => readHead(join(cwd, file), 2000),
    read: (file) => textOf(join(cwd, file), file),
    has: (path) => exists(join(cwd, path)),
  }
}

function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    // A parent in the path is not a folder but a file.
    return false
  }
}

function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    // A folder that this user can't read counts as empty.
    return []
  }
}

/** The contents of a file. Undefined if it can't be read or is too large. */
function textOf(path: string, file: string): string | undefined {
  const read = readRegular(path, { file, limit: 'navigation' })
  return read && 'bytes' in read ? read.bytes.toString('utf8') : undefined
}
