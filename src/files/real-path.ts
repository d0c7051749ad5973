import { readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, parse, relative, sep } from 'node:path'

const mostLinks = 40

/**
 * Where an absolute path really is once every link on the way is followed, and where it would be if
 * it does not exist yet. A link to something that does not exist counts too, because writing
 * through it would create that. Undefined if the links lead in a circle or a folder on the way
 * can't be looked into.
 */
export function realPath(path: string, links = mostLinks): string | undefined {
  try {
    return realpathSync.native(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    // What is too long for the system can't exist, and can't be made either.
    if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'ENAMETOOLONG') return undefined
  }
  const above = dirname(path)
  if (above === path) return path
  const parent = realPath(above, links)
  if (parent === undefined) return undefined
  const target = linkAt(path)
  if (target === undefined) return join(parent, basename(path))
  return links === 0 ? undefined : followed(parent, target, links - 1)
}

/** A link's target, part by part: `..` after a link is above what that link leads to. */
function followed(folder: string, target: string, links: number): string | undefined {
  const { root } = parse(target)
  let current: string | undefined = isAbsolute(target) ? root : folder
  for (const part of target.slice(root.length).split(sep === '\\' ? /[\\/]/ : '/')) {
    if (current === undefined || part === '' || part === '.') continue
    current = part === '..' ? dirname(current) : realPath(join(current, part), links)
  }
  return current
}

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

/** Whether a path is a folder itself or below it. Both are absolute. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
