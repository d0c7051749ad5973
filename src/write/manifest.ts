import { createHash } from 'node:crypto'
import { byCodePoint } from '../facts/by-code-point.js'
import { isInside } from '../facts/path.js'

/** The list of the files that errbook wrote to an output folder. */
export const manifestName = '.errbook-manifest'

/**
 * The hash of a file and, during a build, its hash after the build. `-` means that the file does
 * not exist.
 */
export interface ManifestLine {
  readonly hash: string
  readonly next?: string
}

export type Manifest = ReadonlyMap<string, ManifestLine>

const header =
  '# Files that errbook wrote to this folder, with one hash and path per line. Builds delete only these files.'
const configPrefix = '# Config: '
const linePattern = /^([0-9a-f]{16}|-)(?:>([0-9a-f]{16}|-))? (.+)$/

/** The lines of a manifest, or the range of the first invalid line. */
export function parseManifest(
  text: string,
): Manifest | { readonly damaged: readonly [start: number, end: number] } {
  const lines = new Map<string, ManifestLine>()
  let offset = 0
  for (const line of text.split('\n')) {
    const written = line.endsWith('\r') ? line.slice(0, -1) : line
    if (written !== '' && !written.startsWith('#')) {
      const [, hash, next, path] = linePattern.exec(written) ?? []
      if (hash === undefined || path === undefined || !isInside(path) || lines.has(path))
        return { damaged: [offset, offset + written.length] }
      lines.set(path, { hash, ...(next !== undefined && { next }) })
    }
    offset += line.length + 1
  }
  return lines
}

/**
 * The path of the config that writes to this folder, relative to the folder. Undefined if the
 * manifest contains no config path.
 */
export function configIn(manifestText: string): string | undefined {
  const line = manifestText.split(/\r?\n/).find((one) => one.startsWith(configPrefix))
  return line?.slice(configPrefix.length)
}

export function formatManifest(manifest: Manifest, config: string | undefined): string {
  const lines = [...manifest]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([path, { hash, next }]) => `${hash}${next === undefined ? '' : `>${next}`} ${path}`)
  const owner = config === undefined ? [] : [`${configPrefix}${config}`]
  return `${[header, ...owner, ...lines].join('\n')}\n`
}

/** The hash of a file. Ignores line ends, because git may have changed them. */
export function hashOf(contents: string): string {
  const text = withLf(contents)
  const hash = createHash('sha256')
  // Hash in pieces, because hashing copies the text, and one file may contain all pages.
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = text.indexOf('\n', start + pieceLength) + 1 || text.length
    hash.update(text.slice(start, end))
  }
  return hash.digest('hex').slice(0, 16)
}

const pieceLength = 1_000_000

export function withLf(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text
}
