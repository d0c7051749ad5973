import { createHash } from 'node:crypto'
import type { Repository } from './repository.js'
import { git } from './run.js'

/** A file in a commit. `id` is the hash of its contents in git. */
export interface GitFile {
  /** The path below the requested folder. */
  readonly path: string
  readonly id: string
  /** Whether it is a symbolic link. The contents of a link are its target path. */
  readonly isLink: boolean
}

/**
 * In bytes, enough to list about half a million files. Even a small repository can have far longer
 * listings, because many folders can share one tree.
 */
const longestListing = 1 << 26

/**
 * The files in a folder of a commit. `folder` is a path below the root of the repository, empty for
 * the root. Undefined if the folder does not exist.
 */
export function filesAt(
  repository: Repository,
  commit: string,
  folder: string,
): GitFile[] | undefined {
  const listing = git(repository, ['ls-tree', '-r', '-z', '--full-tree', `${commit}:${folder}`], {
    maxBytes: longestListing,
  })
  return listing
    ?.toString('utf8')
    .split('\0')
    .flatMap((line): GitFile[] => {
      const [, mode, type, id, path] = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
      // Submodules are not files of the catalog.
      if (type !== 'blob' || id === undefined || path === undefined) return []
      return [{ path, id, isLink: mode === '120000' }]
    })
}

/**
 * The sizes in bytes of these contents, by ID. Contents that are missing from this clone are
 * skipped.
 */
export function sizesOf(repository: Repository, ids: readonly string[]): Map<string, number> {
  if (ids.length === 0) return new Map()
  const output = git(repository, ['cat-file', '--batch-check'], {
    input: linesOf(ids),
    maxBytes: 100 * ids.length + 1000,
  })
  const lines = output?.toString('utf8').split('\n') ?? []
  return new Map(
    lines.flatMap((line): [string, number][] => {
      const [id = '', type, size] = line.split(' ')
      return type === 'blob' ? [[id, Number(size)]] : []
    }),
  )
}

/** The contents of files by ID, read by one git process. Undefined if they can't be read. */
export function contentsOf(
  repository: Repository,
  sizes: ReadonlyMap<string, number>,
): Map<string, Buffer> | undefined {
  const found = new Map<string, Buffer>()
  if (sizes.size === 0) return found
  const maxBytes = [...sizes.values()].reduce((sum, size) => sum + size + 100, 1000)
  const output = git(repository, ['cat-file', '--batch'], {
    input: linesOf([...sizes.keys()]),
    maxBytes,
  })
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

function linesOf(ids: readonly string[]): string {
  return ids.map((id) => `${id}\n`).join('')
}

/**
 * The ID that git gives a file with this text. `like` is any ID in the repository. The length
 * of `like` shows which hash function the repository uses.
 */
export function idOf(contents: string, like: string): string {
  const bytes = Buffer.from(contents, 'utf8')
  return createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex')
}
