import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { posix } from 'node:path'

/** A file as a commit has it. `id` is git's name of its contents. */
export interface GitFile {
  /** Below the folder that was asked for. */
  readonly path: string
  readonly id: string
}

/** Runs git in a folder, without a shell. Undefined where there is no git, or it failed. */
function git(cwd: string, args: readonly string[], input?: string): Buffer | undefined {
  // No optional locks and no prompts: looking at a repository changes nothing in it.
  const { status, stdout } = spawnSync('git', ['--no-optional-locks', ...args], {
    cwd,
    input,
    maxBuffer: 1 << 30,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return status === 0 ? stdout : undefined
}

const text = (output: Buffer | undefined) => output?.toString('utf8').trim()

export function isRepository(cwd: string): boolean {
  return text(git(cwd, ['rev-parse', '--is-inside-work-tree'])) === 'true'
}

/** Whether only the newest commits are here, as CI systems fetch them. */
export function isShallow(cwd: string): boolean {
  return text(git(cwd, ['rev-parse', '--is-shallow-repository'])) === 'true'
}

/** The commit that a name stands for. */
export function commitOf(cwd: string, ref: string): string | undefined {
  // A name that begins with a dash would be an option.
  return ref.startsWith('-') ? undefined : text(git(cwd, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]))
}

/** The branch that others are merged into. */
export function defaultBranch(cwd: string): string | undefined {
  const remote = text(git(cwd, ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']))
  return [remote, 'origin/main', 'origin/master', 'main', 'master'].find((ref) => ref !== undefined && commitOf(cwd, ref) !== undefined)
}

export function mergeBase(cwd: string, ref: string): string | undefined {
  return text(git(cwd, ['merge-base', 'HEAD', ref]))
}

/** The files below a folder of a commit. The folder is relative to `cwd`. Undefined where there is none. */
export function filesAt(cwd: string, commit: string, folder: string): GitFile[] | undefined {
  const prefix = text(git(cwd, ['rev-parse', '--show-prefix']))
  if (prefix === undefined) return undefined
  const full = posix.join(prefix, folder).replace(/(?<=.)\/$/, '')
  const listing = git(cwd, ['ls-tree', '-r', '-z', '--full-tree', commit, ...(full === '.' ? [] : ['--', full])])
  if (listing === undefined || listing.length === 0) return undefined
  return listing
    .toString('utf8')
    .split('\0')
    .flatMap((line): GitFile[] => {
      const [, type, id, path] = /^\d+ (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
      // A link or a submodule is no file of the catalog.
      if (type !== 'blob' || id === undefined || path === undefined || line.startsWith('120000')) return []
      return [{ path: full === '.' ? path : path.slice(full.length + 1), id }]
    })
}

/** The contents of files, all read by one git. */
export function contentsOf(cwd: string, ids: readonly string[]): Map<string, Buffer> | undefined {
  const found = new Map<string, Buffer>()
  if (ids.length === 0) return found
  const output = git(cwd, ['cat-file', '--batch'], `${ids.join('\n')}\n`)
  if (output === undefined) return undefined
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at)
    const [id = '', type, size] = output.toString('utf8', at, end).split(' ')
    // A partial clone may lack it.
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
