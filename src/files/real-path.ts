import { readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, parse, relative, sep } from 'node:path'

const mostLinks = 40

/**
 * Follows all links in a path, even if the path does not exist yet. Also follows broken links,
 * because writing to one would create its target. Returns undefined if the links form a loop or a
 * folder can't be read.
 */
export function realPath(path: string, links = mostLinks): string | undefined {
  try {
    return realpathSync.native(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    // A path that is too long can't exist or be created.
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

/**
 * Resolves the target of a link part by part, because `..` after another link is relative to the
 * target of that link.
 */
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

/** Whether `path` is `folder` or is below it. Both are absolute. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
