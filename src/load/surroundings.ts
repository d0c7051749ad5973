import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readHead, readRegular } from '../files/regular.js'

/** A folder as `init` finds it: the files near its top, and what some of them say. */
export interface Surroundings {
  /**
   * Paths with `/` between their parts, three folders deep, without what tools keep for themselves.
   */
  readonly files: readonly string[]
  /** The first characters of a file; '' where it can't be read. */
  head(file: string): string
  /** A whole file, where there is one. */
  read(file: string): string | undefined
  /** Whether anything has that name, dot folders included. */
  has(path: string): boolean
}

const depth = 4
const most = 5000
// Not looked into: dependencies, what builds write, what version control keeps.
const skipped =
  /^(?:node_modules|dist|build|out|coverage|vendor|target|\.(?!vitepress$|github$).*)$/

/** Looks around in a folder. Large ones are looked at as far as is quick. */
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
    // A file is in the place of a folder above it.
    return false
  }
}

function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    // A folder that this user may not see holds nothing for them.
    return []
  }
}

/** A file that can't be read, or is far too large, is as good as none: nothing is added to it. */
function textOf(path: string, file: string): string | undefined {
  const read = readRegular(path, { file, limit: 'navigation' })
  return read && 'bytes' in read ? read.bytes.toString('utf8') : undefined
}
