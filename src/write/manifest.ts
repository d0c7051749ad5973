import { createHash } from 'node:crypto'

/** Lists, in an output's folder, the files that errbook wrote there. */
export const manifestName = '.errbook-manifest'

/**
 * What is known of one file of ours: its hash as it was written, and, while a build is under way, the
 * hash that it is about to have. `-` stands for no file.
 */
export interface ManifestLine {
  readonly hash: string
  readonly next?: string
}

export type Manifest = ReadonlyMap<string, ManifestLine>

const header = '# What errbook wrote into this folder: a hash and a path a line. Builds prune nothing else.'
const linePattern = /^([0-9a-f]{16}|-)(?:>([0-9a-f]{16}|-))? (\S.*)$/

/** The lines of a manifest, or the number of the first that is none of ours. */
export function parseManifest(text: string): Manifest | { readonly damagedAt: number } {
  const lines = new Map<string, ManifestLine>()
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line === '' || line.startsWith('#')) continue
    const [, hash, next, path] = linePattern.exec(line) ?? []
    if (hash === undefined || path === undefined || !isInside(path)) return { damagedAt: at + 1 }
    lines.set(path, { hash, ...(next !== undefined && { next }) })
  }
  return lines
}

export function formatManifest(manifest: Manifest): string {
  const lines = [...manifest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, { hash, next }]) => `${hash}${next === undefined ? '' : `>${next}`} ${path}`)
  return `${[header, ...lines].join('\n')}\n`
}

/** A file's hash. Line ends don't count: git may have changed them. */
export function hashOf(contents: string): string {
  return createHash('sha256').update(contents.includes('\r') ? contents.replaceAll('\r\n', '\n') : contents).digest('hex').slice(0, 16)
}

/** Whether a path stays below its folder on any system: no `..`, no drive, no backslash, no root. */
export function isInside(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
  if (path === '' || /[\\:\u0000-\u001f]/.test(path) || path.startsWith('/')) return false
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}
