import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { slashed } from '../facts/path.js'
import type { Finding } from '../model/diagnostic.js'
import type { Address } from '../model/source.js'
import { protectedPart } from './protected.js'
import { isWithin, realPath } from './real-path.js'
import { findRoot, packageAt, type Root } from './root.js'

/** The places that a run may read and write. */
export interface Boundary {
  readonly root: Root
  /** Paths in the config and on the command line are relative to this directory. */
  readonly cwd: string
  /** `--allow-outside`: paths may be outside the root. */
  readonly allowOutside: boolean
  /** The real paths of the config file and the catalog folder. Outputs must not contain them. */
  readonly sources: readonly {
    readonly what: 'config' | 'catalog'
    readonly named: string
    readonly real: string
  }[]
}

export interface BoundaryInput {
  readonly cwd: string
  readonly allowOutside: boolean
  /**
   * Both paths are relative to the working directory. If there is no config, the search for the
   * project root starts in the working directory.
   */
  readonly config?: string | undefined
  readonly catalog?: string | undefined
}

export function boundaryOf({ cwd, allowOutside, config, catalog }: BoundaryInput): Boundary {
  const folder = config === undefined ? cwd : resolve(cwd, config, '..')
  const source = (what: 'config' | 'catalog', named: string | undefined) => {
    const real = named === undefined ? undefined : realPath(resolve(cwd, named))
    return named === undefined || real === undefined ? [] : [{ what, named, real }]
  }
  return {
    root: findRoot(folder, cwd),
    cwd,
    allowOutside,
    sources: [...source('config', config), ...source('catalog', catalog)],
  }
}

/**
 * Returns a finding if errbook must not write to a path. The path is absolute or relative to the
 * working directory. Called for every file, and again right before the file is moved into place,
 * because the disk may have changed.
 */
export function mayWrite(boundary: Boundary, named: string, at?: Address): Finding | undefined {
  const { root, cwd } = boundary
  const path = resolve(cwd, named)
  const real = realPath(path)
  if (real === undefined) return unknownPlace(boundary, named, at)
  const inside = protectedIn([root.path, cwd], path) ?? protectedIn([root.path], real)
  if (inside !== undefined)
    return {
      code: 'protected-folder',
      message: `\`${shown(boundary, named)}\` is inside \`${inside}\`, where errbook never writes.`,
      help: 'Choose another path.',
      ...(at && { at }),
    }
  return boundary.allowOutside || isWithin(root.path, real)
    ? undefined
    : outside(boundary, named, at)
}

/** Returns a finding if errbook must not read a path in a config. */
export function mayRead(boundary: Boundary, named: string, at?: Address): Finding | undefined {
  const path = resolve(boundary.cwd, named)
  const real = realPath(path)
  if (real === undefined) return unknownPlace(boundary, named, at)
  if (
    boundary.allowOutside ||
    isWithin(boundary.root.path, real) ||
    isInPackage(boundary, path, real)
  )
    return undefined
  return outside(boundary, named, at)
}

/**
 * Returns a finding if a folder can't be an output folder, because errbook must not write there or
 * because it contains a catalog or config.
 */
export function mayHoldOutput(
  boundary: Boundary,
  named: string,
  at?: Address,
): Finding | undefined {
  const found = mayWrite(boundary, named, at)
  if (found) return found
  const real = realPath(resolve(boundary.cwd, named))
  const source = boundary.sources.find((one) => real !== undefined && isWithin(real, one.real))
  if (source === undefined) return undefined
  return {
    code: 'output-over-source',
    message:
      real === source.real
        ? `The output folder \`${slashed(named)}\` is also the folder of the ${source.what}.`
        : `The output folder \`${slashed(named)}\` contains the ${source.what} \`${slashed(source.named)}\`.`,
    help: 'Choose a separate folder for the output, such as `docs/errors`.',
    ...(at && { at }),
  }
}

/** The catalog or config that a file would be written into or would overwrite. */
export function sourceAt(
  boundary: Boundary,
  named: string,
): Boundary['sources'][number] | undefined {
  const real = realPath(resolve(boundary.cwd, named))
  return boundary.sources.find((source) => real !== undefined && isWithin(source.real, real))
}

/**
 * Returns the protected folder that contains a path. If one of `bases` contains the path, only
 * folders below that base count, because the project itself may be in a folder with a protected
 * name.
 */
function protectedIn(bases: readonly string[], path: string): string | undefined {
  const base = bases.find((folder) => isWithin(folder, path))
  return protectedPart((base === undefined ? path : relative(base, path)).split(sep))
}

/**
 * Whether a path is in a package that a package manager linked into the project's node_modules. The
 * target of the link must be that package, and the path must stay inside it.
 */
function isInPackage({ root, cwd }: Boundary, path: string, real: string): boolean {
  const base = [root.path, cwd].find((folder) => isWithin(folder, path))
  if (base === undefined) return false
  const parts = relative(base, path).split(sep)
  const at = parts.lastIndexOf('node_modules')
  if (at === -1) return false
  const name = parts.slice(at + 1, at + (parts[at + 1]?.startsWith('@') ? 3 : 2))
  const folder = realPath(join(base, ...parts.slice(0, at + 1), ...name))
  return (
    folder !== undefined && isWithin(folder, real) && packageAt(folder)?.name === name.join('/')
  )
}

function outside(boundary: Boundary, named: string, at: Address | undefined): Finding {
  const { root, cwd } = boundary
  const path = resolve(cwd, named)
  const byLink = isWithin(root.path, path) || isWithin(cwd, path)
  return {
    code: 'outside-project',
    message: `\`${shown(boundary, named)}\` ${byLink ? 'leads outside the project through a symbolic link' : 'is outside the project'}.`,
    help: `The project is ${rootText(boundary)}. Choose a path inside it, or allow this one with \`--allow-outside\`.`,
    ...(at && { at }),
  }
}

function unknownPlace(boundary: Boundary, named: string, at: Address | undefined): Finding {
  return {
    code: 'outside-project',
    message: `\`${shown(boundary, named)}\` can't be resolved, because its symbolic links form a loop or one of its folders can't be read.`,
    help: 'Remove the symbolic link, or choose another path.',
    ...(at && { at }),
  }
}

function rootText({ root, cwd }: Boundary): string {
  const folder = slashed(relative(realPath(cwd) ?? cwd, root.path)) || '.'
  const kinds = {
    git: 'the git work tree',
    workspace: 'the workspace',
    folder: 'the folder',
  } as const
  return `${kinds[root.kind]} \`${folder}\``
}

/** A path for messages. Absolute paths below the working directory become relative. */
function shown({ cwd }: Boundary, named: string): string {
  return slashed(isAbsolute(named) && isWithin(cwd, named) ? relative(cwd, named) || '.' : named)
}
