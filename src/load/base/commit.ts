import { posix, relative, resolve } from 'node:path'
import { RunError } from '../../model/diagnostic.js'
import type { Source } from '../../model/source.js'
import { commitOf, defaultBranch, isOfOneBranch, meaningsOf, mergeBase } from '../git/commits.js'
import { contentsOf, filesAt, type GitFile, idOf, sizesOf } from '../git/contents.js'
import type { Repository } from '../git/repository.js'
import { catalogFiles, readCatalog } from '../read.js'
import { type Base, type Here, missing, whole } from './here.js'

/** A folder in a commit that should contain the catalog. */
export interface Place {
  readonly commit: string
  /** The path below the root of the repository. Empty for the root. */
  readonly path: string
  readonly label: string
}

/**
 * The maximum size of a file, in bytes. All valid files of a catalog are smaller, because they have
 * at most two million characters.
 */
const largestFile = 8_000_000

/**
 * Finds the catalog in the merge base with the default branch. Undefined if there is no default
 * branch.
 */
export function defaultPlace(repository: Repository, here: Here): Place | undefined {
  const branch = defaultBranch(repository)
  if (branch === undefined && (repository.shallow || isOfOneBranch(repository)))
    throw missing(
      `This clone ${repository.shallow ? 'is shallow' : 'has only one branch'} and does not contain the default branch.`,
      historyHelp(repository),
    )
  if (branch === undefined) return undefined
  const head = commitOf(repository, 'HEAD')
  if (head === undefined)
    throw missing(
      'The current branch has no commit.',
      'Commit first, or specify a base: `errbook diff v1.0`.',
    )
  const commit = mergeBase(repository, head, branch.commit)
  if (commit === undefined)
    throw missing(
      `This branch and \`${branch.name}\` have no commit in common.`,
      historyHelp(repository),
    )
  const path = pathOf(repository, here)
  const name = short(commit)
  if (commit !== head) return { commit, path, label: `${branch.name} (merge base ${name})` }
  if (repository.shallow) throw ownTip(branch.name, repository)
  return { commit, path, label: `HEAD (${name}, already in ${branch.name})` }
}

/**
 * The folder in a commit that a base such as `v1` or `v1:old/errors` refers to. Undefined if there
 * is no such commit.
 */
export function namedPlace(named: string, repository: Repository, here: Here): Place | undefined {
  const { ref, folder } = splitBase(named, repository)
  const commit = commitOf(repository, ref)
  if (commit === undefined) return undefined
  if (!isHead(ref)) refuseAmbiguous(ref, repository)
  const path =
    folder === undefined ? pathOf(repository, here) : pathBelow(repository, folder, named)
  if (isHead(ref) || commit !== commitOf(repository, 'HEAD'))
    return { commit, path, label: `${named} (${short(commit)})` }
  if (repository.shallow) throw ownTip(ref, repository)
  return { commit, path, label: `${named} (${short(commit)}, the current commit)` }
}

function splitBase(named: string, repository: Repository): { ref: string; folder?: string } {
  const [, ref, folder] = /^((?:[^:{]|\{[^}]*\})+):(.*)$/s.exec(named) ?? []
  // A commit name may also contain a colon, as in `:/a message` and `main@{2026-01-01 10:00}`.
  if (ref === undefined || folder === undefined || commitOf(repository, named) !== undefined)
    return { ref: named }
  return { ref, folder }
}

/** `HEAD` as a base means a comparison with uncommitted changes. */
function isHead(ref: string): boolean {
  return /^(?:HEAD|@)(?:$|[~^])/.test(ref)
}

/** Reads the catalog in a commit. Files that have not changed since are not read from git. */
export function atCommit(
  { commit, path, label }: Place,
  repository: Repository,
  { sources }: Here,
): Base {
  const folder = posix.relative(`/${repository.prefix}`, `/${path}`) || '.'
  const files = filesAt(repository, commit, path)
  if (files === undefined)
    throw missing(
      `Folder \`${folder}\` does not exist in ${label}.`,
      'If the catalog was in another folder then, specify it: `errbook diff REF:FOLDER`.',
    )
  const present = new Map(
    [sources.vocabulary, ...sources.entries].flatMap((source) =>
      source ? [[source.file, source] as const] : [],
    ),
  )
  const byPath = new Map(files.filter(({ isLink }) => !isLink).map((file) => [file.path, file]))
  const wanted = catalogFiles([...byPath.keys()]).flatMap((file) => byPath.get(file) ?? [])
  const same = new Map(
    wanted.flatMap(({ path: file, id }): [string, Source][] => {
      const source = present.get(folder === '.' ? file : `${folder}/${file}`)
      return source !== undefined && idOf(source.text, id) === id ? [[file, source]] : []
    }),
  )
  const other = wanted.filter((file) => !same.has(file.path))
  const fetched = read(other, label, repository)
  const { value } = readCatalog(folder, {
    files: wanted.map((file) => file.path),
    read: (file) => same.get(file) ?? fetched.get(byPath.get(file)!.id)!,
  })
  // Symbolic links are never followed to read entries, so these entries can't be compared.
  const links = catalogFiles(files.filter(({ isLink }) => isLink).map((file) => file.path))
  const unreadable = [
    ...value.unreadable,
    ...links.map((file) => ({ file: folder === '.' ? file : `${folder}/${file}`, text: '' })),
  ]
  return { label, sources: whole({ value: { ...value, unreadable } }) }
}

/** Help text that explains how to get the missing history of a clone. */
export function historyHelp(repository: Repository): string {
  const branches = '"+refs/heads/*:refs/remotes/origin/*"'
  if (repository.shallow)
    return `Fetch all branches with their history: \`git fetch --unshallow origin ${branches}\`, or \`fetch-depth: 0\` for the checkout of a GitHub workflow.`
  if (isOfOneBranch(repository))
    return `Fetch the other branches: \`git fetch origin ${branches}\`. Or specify a base: \`errbook diff v1.0\`.`
  return 'Correct the name, or fetch it: `git fetch origin`.'
}

/** The path of the catalog in its repository. */
function pathOf({ root }: Repository, { cwd, sources }: Here): string {
  const path = relative(root, resolve(cwd, sources.folder)).replaceAll('\\', '/')
  if (!isOutside(path)) return path
  throw missing(
    `The catalog ${sources.folder} is outside this repository, so no commit contains it.`,
    'Run errbook in the repository of the catalog, or compare with a folder or the lock file: `errbook diff lock`.',
  )
}

/** The path in a commit for a folder that the user wrote relative to the working directory. */
function pathBelow({ prefix }: Repository, folder: string, named: string): string {
  const slashed = folder.replaceAll('\\', '/')
  const path = posix.join(prefix, slashed).replace(/^\.$|\/+$/, '')
  if (slashed.trim() !== '' && !slashed.startsWith('/') && !isOutside(path)) return path
  throw new RunError(2, {
    code: 'usage',
    message:
      slashed.trim() === ''
        ? `Missing folder after the colon in \`${named}\`.`
        : `The folder of \`${named}\` is outside the repository.`,
    help: 'Specify a folder of the commit, relative to the current directory: `errbook diff v1:errors`, or `v1:../errors`.',
  })
}

function isOutside(path: string): boolean {
  return /^(?:\.\.(?:\/|$)|\/|[A-Za-z]:)/.test(path)
}

/**
 * Throws if a name could mean several commits. If a branch and a tag have the same name, git uses
 * the tag, and anyone with push access can create a tag.
 */
function refuseAmbiguous(ref: string, repository: Repository): void {
  const meanings = meaningsOf(repository, ref)
  if (meanings.length === 0) return
  throw new RunError(2, {
    code: 'usage',
    message: `The base \`${ref}\` is ambiguous: it could be ${meanings.map((one) => `\`${one}\``).join(' or ')}.`,
    help: `Write the full name: \`errbook diff ${meanings[0]}\`.`,
  })
}

function read(
  files: readonly GitFile[],
  label: string,
  repository: Repository,
): Map<string, Buffer> {
  const ids = [...new Set(files.map(({ id }) => id))]
  const sizes = sizesOf(repository, ids)
  const large = files.find(({ id }) => (sizes.get(id) ?? 0) > largestFile)
  if (large !== undefined)
    throw missing(
      `The file ${large.path} in ${label} is larger than the maximum of ${largestFile / 1_000_000} MB.`,
      'Compare with a commit that does not contain it, or with the lock file: `errbook diff lock`.',
    )
  const contents = sizes.size === ids.length ? contentsOf(repository, sizes) : undefined
  if (contents === undefined)
    throw missing(`Some files of ${label} are missing from this clone.`, historyHelp(repository))
  return contents
}

/**
 * The error for a shallow clone of one branch. In such a clone, the current commit is also the tip
 * of the default branch, and older commits are missing.
 */
function ownTip(name: string, repository: Repository): RunError {
  return missing(
    `\`${name}\` is the current commit, and this shallow clone does not contain the start of the branch.`,
    `${historyHelp(repository)} To see only uncommitted changes: \`errbook diff HEAD\`.`,
  )
}

function short(commit: string): string {
  return commit.slice(0, 7)
}
