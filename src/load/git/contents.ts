import { createHash } from 'node:crypto'
import type { Repository } from './repository.js'
import { git } from './run.js'

/** A file as a commit has it. `id` is git's name of its contents. */
export interface GitFile {
  /** Below the folder that was asked for. */
  readonly path: string
  readonly id: string
  /** Whether it is a link, whose contents are where it leads. */
  readonly isLink: boolean
}

/**
 * Half a million files take about as much. A small repository can list many more: its folders may
 * all hold the same folder.
 */
const longestListing = 1 << 26

/**
 * The files of a folder of a commit. The folder is a path below the repository's root, and empty
 * for the root. Undefined if there is none.
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
      // A submodule is no file of the catalog.
      if (type !== 'blob' || id === undefined || path === undefined) return []
      return [{ path, id, isLink: mode === '120000' }]
    })
}

/**
 * How many bytes each of these contents has, by id. Those that are not in this clone are left out.
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

/** The contents of files, all read by one git, by id. Undefined if they can't be read. */
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
 * The name that git gives to a file with this text, in a repository whose names are as long as
 * `like`.
 */
export function idOf(contents: string, like: string): string {
  const bytes = Buffer.from(contents, 'utf8')
  return createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex')
}
