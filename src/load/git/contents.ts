import { createHash } from 'node:crypto'
import type { Repository } from './repository.js'
import { git } from './run.js'

/** A file as a commit has it. `id` is git's name of its contents. */
export interface GitFile {
  /** Below the folder that was asked for. */
  readonly path: string
  readonly id: string
  /** In bytes. Undefined if the contents are not in this clone. */
  readonly size: number | undefined
}

/** A million files take less. A small repository can list many more: its folders may all hold the same folder. */
const longestListing = 1 << 28

/**
 * The files of a folder of a commit. The folder is a path below the repository's root, and empty for the root.
 * Undefined if there is none.
 */
export function filesAt(repository: Repository, commit: string, folder: string): GitFile[] | undefined {
  const listing = git(repository, ['ls-tree', '-r', '-l', '-z', '--full-tree', `${commit}:${folder}`], { maxBytes: longestListing })
  return listing
    ?.toString('utf8')
    .split('\0')
    .flatMap((line): GitFile[] => {
      const [, mode, type, id, size, path] = /^(\d+) (\w+) ([0-9a-f]+) +(\S+)\t(.*)$/s.exec(line) ?? []
      // A link or a submodule is no file of the catalog.
      if (type !== 'blob' || mode === '120000' || id === undefined || path === undefined) return []
      return [{ path, id, size: /^\d+$/.test(size ?? '') ? Number(size) : undefined }]
    })
}

/** The contents of files, all read by one git. Undefined if one is not in this clone. */
export function contentsOf(repository: Repository, files: readonly GitFile[]): Map<string, Buffer> | undefined {
  const found = new Map<string, Buffer>()
  if (files.length === 0) return found
  if (files.some(({ size }) => size === undefined)) return undefined
  const maxBytes = files.reduce((sum, { size = 0 }) => sum + size + 200, 0)
  const output = git(repository, ['cat-file', '--batch'], { input: `${files.map(({ id }) => id).join('\n')}\n`, maxBytes })
  if (output === undefined) return undefined
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at)
    const [id = '', type, size] = output.toString('utf8', at, end).split(' ')
    if (type !== 'blob') return undefined
    found.set(id, output.subarray(end + 1, end + 1 + Number(size)))
    at = end + 1 + Number(size) + 1
  }
  return found
}

/** The name that git gives to a file with this text, in a repository whose names are as long as `like`. */
export function idOf(contents: string, like: string): string {
  const bytes = Buffer.from(contents, 'utf8')
  return createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex')
}
