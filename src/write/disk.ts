import { closeSync, existsSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, realpathSync, renameSync, rmdirSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { type Finding, RunError } from '../model/diagnostic.js'
import { formatManifest, type ManifestLine, manifestName, parseManifest } from './manifest.js'
import type { Folder, FolderPlan } from './plan.js'

// Staged files wait here, in the folder itself so that moving them is a rename. It is the lock too.
const stagingName = '.errbook-staging'

/** A folder as it is now. A manifest that is not one of ours is a finding: nothing is known to be ours then. */
export function openFolder(path: string, cwd: string): { folder: Folder | undefined; findings: Finding[] } {
  const root = join(cwd, path)
  const file = join(root, manifestName)
  const parsed = existsSync(file) ? parseManifest(readFileSync(file, 'utf8')) : new Map()
  if ('damagedAt' in parsed) {
    return { folder: undefined, findings: [{ code: 'damaged-manifest', message: `Unexpected line ${parsed.damagedAt} in ${path}/${manifestName}.`, help: 'Restore the file from version control. Without it errbook knows none of its files: removed, builds prune nothing that is there now.' }] }
  }
  const folders = new Map<string, boolean>()
  /** Whether every folder on the way is a real one. */
  const isReal = (folder: string): boolean => {
    const known = folders.get(folder)
    if (known !== undefined) return known
    const parent = folder === '.' || folder === '' ? true : isReal(dirname(folder))
    const real = parent && (folder === '.' || statOf(join(root, folder))?.isSymbolicLink() !== true)
    folders.set(folder, real)
    return real
  }
  return {
    findings: [],
    folder: {
      path,
      manifest: parsed,
      read(name) {
        if (!isReal(dirname(name))) return { problem: 'link' }
        try {
          // One call where there is nothing, which is most of a first build.
          const stat = lstatSync(join(root, name), { throwIfNoEntry: false })
          if (stat === undefined) return undefined
          if (stat.isSymbolicLink()) return { problem: 'link' }
          return stat.isDirectory() ? { problem: 'folder' } : readFileSync(join(root, name), 'utf8')
        } catch (cause) {
          if ((cause as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined
          throw cause
        }
      },
    },
  }
}

/**
 * Does what a plan says. Every file is staged whole before any is moved; the manifest holds old and new
 * hashes while they are. Killed at any point, each file is whole, and the next build finishes the job.
 */
export function applyFolder({ folder, edits }: FolderPlan, cwd: string): void {
  const changes = edits.filter(({ action }) => action !== 'keep')
  const finished = new Map(edits.flatMap(({ path, action, hash }): [string, ManifestLine][] => (action === 'delete' || hash === undefined ? [] : [[path, { hash }]])))
  const root = join(cwd, folder.path)
  const manifest = formatManifest(finished)
  const manifestFile = join(root, manifestName)
  if (changes.length === 0 && existsSync(manifestFile) && readFileSync(manifestFile, 'utf8').replaceAll('\r\n', '\n') === manifest) return

  mkdirSync(root, { recursive: true })
  const real = realpathSync(root)
  const unlock = lock(real, folder.path)
  try {
    const staging = join(real, stagingName)
    const made = new Set<string>()
    const staged = changes.flatMap(({ path, action, contents }, at) => {
      if (action === 'delete' || contents === undefined) return []
      const from = join(staging, String(at))
      writeFileSync(from, contents)
      return [{ from, path }]
    })
    // Until all are in place, either hash is ours.
    const pending = new Map(finished)
    for (const { path, action, hash, before } of changes) pending.set(path, { hash: before ?? '-', next: action === 'delete' || hash === undefined ? '-' : hash })
    replaceFile(staging, manifestFile, formatManifest(pending))

    for (const { from, path } of staged) {
      const target = join(real, path)
      makeFolder(real, dirname(target), made)
      renameSync(from, target)
    }
    for (const { path, action } of changes) {
      if (action !== 'delete') continue
      rmSync(join(real, path), { force: true })
      removeEmpty(real, dirname(join(real, path)))
    }
    replaceFile(staging, manifestFile, manifest)
  } finally {
    unlock()
  }
}

/** Replaces a file of somebody else's with the text that a merge made of it. A link is written through: the file is theirs. */
export function replaceForeign(file: string, contents: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const target = existsSync(file) ? realpathSync(file) : file
  const staged = `${target}.errbook-${process.pid}`
  writeFileSync(staged, contents)
  renameSync(staged, target)
}

function replaceFile(staging: string, target: string, contents: string): void {
  const staged = join(staging, 'manifest')
  writeFileSync(staged, contents)
  renameSync(staged, target)
}

/** Makes a folder, and makes sure that no link on the way led out. */
function makeFolder(root: string, folder: string, made: Set<string>): void {
  if (made.has(folder)) return
  mkdirSync(folder, { recursive: true })
  const real = realpathSync(folder)
  if (real !== root && !real.startsWith(root + sep)) throw new RunError(3, { code: 'output-link', message: `Unexpected link on the way to ${folder}: it leads out of the output's folder.`, help: 'Remove the link.' })
  made.add(folder)
}

function removeEmpty(root: string, folder: string): void {
  for (let here = folder; here !== root && here.startsWith(root + sep); here = dirname(here)) {
    try {
      if (readdirSync(here).length > 0) return
      rmdirSync(here)
    } catch {
      return
    }
  }
}

/** One build a folder. A lock whose process is gone is taken over, with what it had staged. */
function lock(root: string, shown: string): () => void {
  const staging = join(root, stagingName)
  const owner = join(staging, 'pid')
  for (let attempt = 0; ; attempt++) {
    try {
      mkdirSync(staging)
      break
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
      const pid = readPid(owner)
      if (attempt > 0 || (pid !== undefined && isAlive(pid))) {
        throw new RunError(3, { code: 'build-running', message: `Another build${pid === undefined ? '' : ` (process ${pid})`} is writing to ${shown}.`, help: `Wait for it. If there is none, remove ${shown}/${stagingName}.` })
      }
      rmSync(staging, { recursive: true, force: true })
    }
  }
  const descriptor = openSync(owner, 'wx')
  writeSync(descriptor, String(process.pid))
  closeSync(descriptor)
  return () => rmSync(staging, { recursive: true, force: true })
}

function readPid(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function statOf(path: string) {
  return lstatSync(path, { throwIfNoEntry: false })
}

