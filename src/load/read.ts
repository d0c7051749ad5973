import { type Dirent, readdirSync } from 'node:fs'
import { join, posix, resolve } from 'node:path'
import { byCodePoint } from '../facts/by-code-point.js'
import { decodeUtf8 } from '../facts/utf8.js'
import { readRegular } from '../files/regular.js'
import type { SizeName } from '../files/sizes.js'
import { baselineName } from '../model/baseline.js'
import type { Finding, Result } from '../model/diagnostic.js'
import { RunError } from '../model/diagnostic.js'
import { acceptedName, lockName } from '../model/lock.js'
import type { Source } from '../model/source.js'

/** The files in the folder of a catalog, as text. */
export interface CatalogSources {
  /** The folder, relative to the working directory. */
  readonly folder: string
  /** `catalog.yaml`, if it exists. */
  readonly vocabulary: Source | undefined
  readonly entries: readonly Source[]
  /** `catalog.baseline.yaml`, if it exists. */
  readonly baseline?: Source | undefined
  /** Files that could not be read or are not UTF-8, with the readable part of their text. */
  readonly unreadable: readonly Source[]
  /** `catalog.lock.jsonl`, if it exists. */
  readonly lock?: Source | undefined
  /** `catalog.accepted.yaml`, if it exists. */
  readonly accepted?: Source | undefined
  /** `.gitattributes`, if it exists. It sets how git merges the lock file. */
  readonly attributes?: Source | undefined
}

/** The files of a catalog that is not on disk but in a commit. */
export interface Files {
  readonly files: readonly string[]
  /** Files that look like part of the catalog but are not read, by path. */
  readonly unread?: ReadonlyMap<string, 'link' | 'file'>
  /** Returns the bytes of a file, its source if it was already read, or a finding. */
  read(path: string): Uint8Array | Source | { readonly finding: Finding }
}

/**
 * Reads the folder of a catalog in the order of its paths. A file that is not UTF-8 is skipped and
 * reported.
 */
export function readCatalog(named: string, from: string | Files): Result<CatalogSources> {
  const folder = cleanFolder(named)
  const findings: Finding[] = []
  const entries: Source[] = []
  const unreadable: Source[] = []
  let vocabulary: Source | undefined
  const { files, read, unread = new Map() } = typeof from === 'string' ? onDisk(folder, from) : from
  for (const [path, what] of unread)
    findings.push({
      code: 'unread-file',
      message: `${joinPath(folder, path)} was not read because ${what === 'file' ? 'its extension is not lowercase' : 'it is a link'}.`,
      help:
        what === 'file'
          ? 'Change the extension to `.yaml` or `.yml`.'
          : 'Replace it with the file itself. errbook does not follow links in a catalog.',
      at: { source: { file: joinPath(folder, path), text: '' }, range: [0, 0] },
    })
  const sourceOf = (path: string): Source | undefined => {
    const contents = read(path)
    if ('text' in contents) return contents
    if (!('finding' in contents)) return decodeUtf8(joinPath(folder, path), contents, findings)
    findings.push(contents.finding)
    return undefined
  }
  for (const path of catalogFiles(files)) {
    const own = /^catalog\.[^/]*$/.test(path)
    if (own && !/^catalog\.ya?ml$/.test(path)) continue
    const source = sourceOf(path)
    const lossy = source ?? findings.at(-1)?.at?.source
    // Nothing can be checked without a vocabulary, so use it even if it has invalid bytes.
    if (own && vocabulary && lossy)
      findings.push({
        code: 'duplicate-key',
        message: `The catalog already has a vocabulary in ${vocabulary.file}.`,
        help: 'Move its fields to `catalog.yaml` and delete this file.',
        at: { source: lossy, range: [0, 0] },
      })
    else if (own && (source ?? lossy?.text)) vocabulary = lossy
    else if (source) entries.push(source)
    else if (lossy) unreadable.push(lossy)
  }
  const [lock, accepted, attributes, baseline] = [
    lockName,
    acceptedName,
    '.gitattributes',
    baselineName,
  ].map((name) => (files.includes(name) ? sourceOf(name) : undefined))
  return {
    value: { folder, vocabulary, entries, unreadable, lock, accepted, attributes, baseline },
    findings,
  }
}

/** The files of a catalog among all files in its folder. */
export function catalogFiles(files: readonly string[]): string[] {
  return files.filter((path) => /\.ya?ml$/.test(path)).sort(byCodePoint)
}

function onDisk(folder: string, cwd: string): Files {
  const root = resolve(cwd, folder)
  const files: string[] = []
  const unread = new Map<string, 'link' | 'file'>()
  try {
    for (const item of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = join(item.parentPath, item.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/')
      if (item.isFile() || isOddFile(item, path)) files.push(path)
      // Report skipped files, because their errors would be missing from pages and code.
      if (
        (/\.ya?ml$/i.test(path) || path === lockName) &&
        (item.isSymbolicLink() ||
          (item.isFile() && /\.ya?ml$/i.test(path) && !/\.ya?ml$/.test(path)))
      )
        unread.set(path, item.isFile() ? 'file' : 'link')
    }
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    const missing = code === 'ENOENT' || code === 'ENOTDIR'
    throw new RunError(missing ? 2 : 3, {
      code: 'no-catalog',
      message: missing
        ? `Catalog folder \`${folder}\` does not exist.`
        : `Catalog folder \`${folder}\` can't be read: ${code}.`,
      help: missing
        ? 'Set the folder of your catalog in the config, such as `catalog: errors`, or run errbook in the directory that contains it.'
        : 'Fix the problem above and run again.',
    })
  }
  const read = (path: string) => {
    const file = joinPath(folder, path)
    const read = readRegular(resolve(root, path), { file, limit: limitOf(path) })
    if (read === undefined) throw goneMeanwhile(file)
    return 'bytes' in read ? read.bytes : read
  }
  return { files, unread, read }
}

/**
 * Whether an item has the name of a catalog file but is not a regular file, such as a FIFO. Such
 * items are listed too, because reading them reports the problem.
 */
function isOddFile(item: Dirent, path: string): boolean {
  if (item.isSymbolicLink()) return false
  if (item.isDirectory()) return ownNames.includes(path)
  return /\.ya?ml$/.test(path) || ownNames.includes(path)
}

const ownNames = ['catalog.yaml', 'catalog.yml', lockName, acceptedName, baselineName]

function limitOf(path: string): SizeName {
  if (path === lockName) return 'lock'
  return path === '.gitattributes' ? 'attributes' : 'catalog'
}

function goneMeanwhile(file: string): RunError {
  return new RunError(3, {
    code: 'io-failed',
    message: `\`${file}\` was removed while errbook read the catalog.`,
    help: 'Run the command again.',
  })
}

/** A normalized folder: `errors` for `./errors/`. */
function cleanFolder(folder: string): string {
  return posix.normalize(folder.replaceAll('\\', '/')).replace(/(?<=.)\/+$/, '')
}

function joinPath(folder: string, path: string): string {
  return folder === '.' ? path : `${folder}/${path}`
}
