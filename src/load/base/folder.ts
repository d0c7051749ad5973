import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { slashed } from '../../facts/path.js'
import { readSource } from '../../files/regular.js'
import { type Finding, RunError } from '../../model/diagnostic.js'
import { lockName } from '../../model/lock.js'
import type { Source } from '../../model/source.js'
import { readCatalog } from '../read.js'
import { type Base, type Here, missing, whole } from './here.js'

/** The base at an existing path: a folder, or a lock file. */
export function atPath(path: string, here: Here): Base {
  if (statSync(resolve(here.cwd, path)).isDirectory()) return inFolder(path, path, here)
  return { label: path, sources: { lock: readLock(path, here.cwd) } }
}

/** The base in a folder: a catalog, a project or package with a catalog, or only a lock file. */
export function inFolder(folder: string, label: string, here: Here): Base {
  const { cwd, sources } = here
  const places = [...new Set([folder, join(folder, sources.folder), join(folder, 'errors')])].map(
    (place) => place.replaceAll('\\', '/'),
  )
  const place = places.find((one) =>
    ['catalog.yaml', 'catalog.yml'].some((name) => existsSync(resolve(cwd, one, name))),
  )
  if (place !== undefined && isSameFolder(resolve(cwd, place), resolve(cwd, sources.folder)))
    throw itself(label, here)
  if (place !== undefined) return { label, sources: whole(readCatalog(place, cwd)) }
  const locked = places.find((one) => existsSync(resolve(cwd, one, lockName)))
  if (locked !== undefined)
    return {
      label: `the lock file of ${label}`,
      sources: { lock: readLock(join(locked, lockName), cwd) },
    }
  throw missing(
    `There is no catalog in ${label}.`,
    `Looked for \`catalog.yaml\` and \`${lockName}\` in ${places.join(', ')}.`,
  )
}

/** The folder of an installed package, in `node_modules` here or in a parent folder. */
export function packageFolder(name: string, cwd: string): string | undefined {
  if (!/^(?:@[\w.-]+\/)?[\w.-]+$/.test(name)) return undefined
  for (let here = cwd, above = ''; ; here = dirname(here), above += '../') {
    const folder = `${above}node_modules/${name}`
    if (existsSync(resolve(cwd, folder))) return folder
    if (dirname(here) === here) return undefined
  }
}

/**
 * The error for a base that is the current catalog, because a comparison would never find changes.
 */
function itself(label: string, { sources }: Here): RunError {
  return new RunError(2, {
    code: 'usage',
    message: `The base ${label} is the current catalog ${sources.folder}, so there is nothing to compare.`,
    help: 'Specify a commit (`errbook diff HEAD` shows uncommitted changes), another folder, or the lock file: `errbook diff lock`.',
  })
}

/**
 * Whether two paths refer to the same folder. Compares inodes, because links and other spellings
 * differ as text.
 */
function isSameFolder(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }))
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev
}

function readLock(file: string, cwd: string): Source {
  const findings: Finding[] = []
  const source = readSource(resolve(cwd, file), { file: slashed(file), limit: 'lock' }, findings)
  const unreadable = findings.find(({ code }) => code !== 'file-encoding')
  if (unreadable) throw new RunError(2, unreadable)
  if (source?.text.includes('"errbook"')) return source
  throw missing(
    `${file} is not a lock file.`,
    `If the base is a file, it must be a \`${lockName}\`. For a catalog, specify its folder.`,
  )
}
