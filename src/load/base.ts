import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { decodeUtf8 } from '../facts/utf8.js'
import { type Finding, RunError } from '../model/diagnostic.js'
import { lockName } from '../model/lock.js'
import type { Source } from '../model/source.js'
import { commitOf, contentsOf, defaultBranch, filesAt, idOf, isRepository, isShallow, mergeBase } from './git.js'
import { type CatalogSources, catalogFiles, readCatalog } from './read.js'

/** What a catalog is compared with: another catalog's files, or a lock. */
export interface Base {
  /** As a report names it: `main (merge base 1a2b3c4)`. */
  readonly label: string
  readonly sources: CatalogSources | { readonly lock: Source }
}

/** What is being compared, and where to look for a base. */
export interface Here {
  readonly cwd: string
  readonly sources: CatalogSources
}

/**
 * Finds the base of a comparison. Named, it is the lock, a file, a folder, a commit or an installed
 * package; by default where this branch left the default one, else the lock. Throws a RunError (exit 2)
 * where there is none: nothing to compare with is not "no changes".
 */
export function findBase(named: string | undefined, here: Here): Base {
  return named === undefined ? defaultBase(here) : namedBase(named, here)
}

function defaultBase(here: Here): Base {
  const { cwd, sources } = here
  const branch = isRepository(cwd) ? defaultBranch(cwd) : undefined
  if (branch !== undefined) {
    const commit = mergeBase(cwd, branch)
    if (commit === undefined) throw missing(`There is no commit that this branch and \`${branch}\` have in common.`, ...shallowHelp(cwd))
    return atCommit(commit, `${branch} (merge base ${commit.slice(0, 7)})`, sources.folder, here)
  }
  if (sources.lock) return { label: `the lock, ${sources.lock.file}`, sources: { lock: sources.lock } }
  throw isRepository(cwd)
    ? missing('There is no default branch here, and no lock.', 'Name a base: `errbook diff v1.0`.')
    : missing(
        'This is not a git repository, and there is no lock.',
        'Name a base, such as a folder, or run `errbook lock` when a release is out.',
      )
}

function namedBase(named: string, here: Here): Base {
  const { cwd, sources } = here
  if (named === 'lock') {
    if (sources.lock) return { label: `the lock, ${sources.lock.file}`, sources: { lock: sources.lock } }
    throw missing(`There is no lock at ${sources.folder}/${lockName}.`, 'Run `errbook lock` when a release is out.')
  }
  const path = resolve(cwd, named)
  // What is written as a path is one.
  const commit = !/^\.{0,2}\//.test(named) && isRepository(cwd) ? commitOf(cwd, named) : undefined
  if (existsSync(path)) {
    if (commit !== undefined)
      throw new RunError(2, {
        code: 'usage',
        message: `Unexpected base \`${named}\`: it is a commit and a path.`,
        help: `Write \`./${named}\` for the path, or \`refs/heads/${named}\` for the branch.`,
      })
    return statSync(path).isDirectory() ? inFolder(named, named, here) : { label: named, sources: { lock: readLock(named, cwd) } }
  }
  if (commit !== undefined) return atCommit(commit, `${named} (${commit.slice(0, 7)})`, sources.folder, here)
  const [, ref, folder] = /^([^:]+):(.+)$/.exec(named) ?? []
  const other = ref !== undefined && isRepository(cwd) ? commitOf(cwd, ref) : undefined
  if (other !== undefined && folder !== undefined) return atCommit(other, `${named} (${other.slice(0, 7)})`, folder, here)
  const installed = /^(?:@[\w.-]+\/)?[\w.-]+$/.test(named) ? packageFolder(named, cwd) : undefined
  if (installed !== undefined) return inFolder(installed, `the package ${named}`, here)
  throw missing(
    `There is no commit, path or installed package \`${named}\`.`,
    ...(isRepository(cwd) ? shallowHelp(cwd) : ['This is not a git repository: name a folder, a file or an installed package.']),
  )
}

/** The catalog of a folder: itself one, or a project or package with one in it, or with a lock alone. */
function inFolder(folder: string, label: string, here: Here): Base {
  const { cwd, sources } = here
  const places = [...new Set([folder, join(folder, sources.folder), join(folder, 'errors')])].map((place) => place.replaceAll('\\', '/'))
  const place = places.find((one) => ['catalog.yaml', 'catalog.yml'].some((name) => existsSync(resolve(cwd, one, name))))
  if (place !== undefined) return { label, sources: whole(readCatalog(place, cwd)) }
  const locked = places.find((one) => existsSync(resolve(cwd, one, lockName)))
  if (locked !== undefined) return { label: `the lock of ${label}`, sources: { lock: readLock(join(locked, lockName), cwd) } }
  throw missing(`There is no catalog in ${label}.`, `Looked for \`catalog.yaml\` and \`${lockName}\` in ${places.join(', ')}.`)
}

function packageFolder(name: string, cwd: string): string | undefined {
  for (let here = cwd, above = ''; ; here = dirname(here), above += '../') {
    const folder = `${above}node_modules/${name}`
    if (existsSync(resolve(cwd, folder))) return folder
    if (dirname(here) === here) return undefined
  }
}

/** The catalog of a commit. A file that has the same bytes now is not read: it is the one that is here. */
function atCommit(commit: string, label: string, folder: string, { cwd, sources }: Here): Base {
  const files = filesAt(cwd, commit, folder)
  if (files === undefined)
    throw missing(
      `There is no folder \`${folder}\` in ${label}.`,
      'Where the catalog was in another one then, name it: `errbook diff REF:FOLDER`.',
    )
  const present = new Map([sources.vocabulary, ...sources.entries].flatMap((source) => (source ? [[source.file, source] as const] : [])))
  const wanted = catalogFiles(files.map(({ path }) => path))
  const ids = new Map(files.map(({ path, id }) => [path, id]))
  const nameOf = (path: string) => (folder === '.' ? path : `${folder}/${path}`)
  const same = new Map(
    wanted.flatMap((path): [string, Source][] => {
      const [id, source] = [ids.get(path)!, present.get(nameOf(path))]
      return source !== undefined && idOf(source.text, id) === id ? [[path, source]] : []
    }),
  )
  const fetched = contentsOf(
    cwd,
    wanted.filter((path) => !same.has(path)).map((path) => ids.get(path)!),
  )
  if (fetched === undefined) throw missing(`The files of ${label} are not all in this clone.`, ...shallowHelp(cwd))
  return {
    label,
    sources: whole(readCatalog(folder, { files: wanted, read: (path) => same.get(path) ?? fetched.get(ids.get(path)!)! })),
  }
}

/** Files that are not UTF-8 can't be compared; that is said of the base, and is no mistake in the catalog. */
function whole({ value }: { value: CatalogSources }): CatalogSources {
  if (value.vocabulary === undefined)
    throw missing(`There is no \`catalog.yaml\` in ${value.folder} of the base.`, 'Name the folder that the catalog was in.')
  return value
}

function readLock(file: string, cwd: string): Source {
  const findings: Finding[] = []
  const source = decodeUtf8(file.replaceAll('\\', '/'), readFileSync(resolve(cwd, file)), findings)
  if (source?.text.includes('"errbook"')) return source
  throw missing(`${file} is not a lock.`, `A base that is a file is a \`${lockName}\`. For a catalog, name its folder.`)
}

function shallowHelp(cwd: string): [help: string] {
  return [
    isShallow(cwd)
      ? 'This clone is shallow. Fetch the history: `git fetch --unshallow`, or `fetch-depth: 0` for the checkout of a GitHub workflow.'
      : 'Correct the name, or fetch it: `git fetch origin`.',
  ]
}

function missing(message: string, ...[help]: readonly string[]): RunError {
  return new RunError(2, { code: 'base-missing', message, ...(help !== undefined && { help }) })
}
