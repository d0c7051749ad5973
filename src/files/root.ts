import { lstatSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isWithin, realPath } from './real-path.js'
import { readRegular } from './regular.js'

/** The folder that errbook does not leave, and why this folder was chosen. */
export interface Root {
  readonly path: string
  readonly kind: 'git' | 'workspace' | 'folder'
}

/**
 * Finds the root of a project. The root is the git work tree or, without git (as in a Docker
 * build), the nearest workspace folder. If neither exists, the root is the working directory if it
 * contains the config, or else the config's folder. Paths in a config are relative to the working
 * directory.
 */
export function findRoot(configFolder: string, cwd: string): Root {
  const start = realPath(configFolder) ?? configFolder
  const folders = upward(start)
  const git = folders.find((folder) => exists(join(folder, '.git')))
  if (git !== undefined) return { path: git, kind: 'git' }
  const workspace = folders.find(isWorkspace)
  if (workspace !== undefined) return { path: workspace, kind: 'workspace' }
  const working = realPath(cwd) ?? cwd
  return { path: isWithin(working, start) ? working : start, kind: 'folder' }
}

function upward(folder: string): string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...upward(above)]
}

function isWorkspace(folder: string): boolean {
  if (exists(join(folder, 'pnpm-workspace.yaml')) || exists(join(folder, 'go.work'))) return true
  const { workspaces } = packageAt(folder) ?? {}
  return typeof workspaces === 'object' && workspaces !== null
}

/** The package.json of a folder. Undefined if it can't be read. */
export function packageAt(folder: string): Readonly<Record<string, unknown>> | undefined {
  const read = readRegular(join(folder, 'package.json'), { file: 'package.json', limit: 'marker' })
  if (read === undefined || 'finding' in read) return undefined
  try {
    const value: unknown = JSON.parse(read.bytes.toString('utf8').replace(/^\ufeff/, ''))
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}
