import { type Dirent, existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join, posix, relative, resolve, sep } from 'node:path'
import { foldPath } from '../facts/path.js'
import { readRegular } from '../files/regular.js'
import { type Finding, RunError } from '../model/diagnostic.js'
import { type Manifest, manifestName, parseManifest } from './manifest.js'
import { type Folder, nameIn, type Obstacle } from './plan.js'
import { standing } from './stage.js'

type Kind = 'file' | 'folder' | 'link' | 'other'

/** The contents of one folder, by exact name and by case-folded name. */
interface Listing {
  readonly kinds: ReadonlyMap<string, Kind>
  readonly folded: ReadonlyMap<string, string>
}

/**
 * The real path of an output folder, even if it does not exist yet. Different names of the same
 * folder have the same real path.
 */
export function realFolder(named: string, cwd: string): string {
  const folder = resolve(cwd, named)
  const there = standing(folder)
  return join(realpathSync.native(there), relative(there, folder))
}

/**
 * Reads the state of an output folder. Folders are listed only once, and files are read when
 * needed. An invalid manifest is a finding, because errbook can't know which files it wrote.
 */
export function openFolder(
  root: string,
  path: string,
): { folder: Folder | undefined; findings: Finding[] } {
  const listings = new Map<string, Listing | Obstacle | undefined>()

  const list = (folder: string): Listing | Obstacle | undefined => {
    if (listings.has(folder)) return listings.get(folder)
    const listing = folder === '' ? listingOf(root) : listBelow(folder)
    listings.set(folder, listing)
    return listing
  }
  const listBelow = (folder: string): Listing | Obstacle | undefined => {
    const parent = list(parentOf(folder))
    if (parent === undefined || 'problem' in parent) return parent
    const name = posix.basename(folder)
    // On a case-insensitive disk, a folder that differs only in case is the same folder.
    const other = parent.kinds.has(name) ? undefined : parent.folded.get(foldPath(name))
    if (other !== undefined && !existsSync(join(root, folder))) return undefined
    const kind = parent.kinds.get(other ?? name)
    if (kind === undefined) return undefined
    const actual = other === undefined ? folder : posix.join(parentOf(folder), other)
    return kind === 'folder' ? listingOf(join(root, folder)) : { problem: kind, path: actual }
  }

  const read = (file: string): string | undefined | Obstacle => {
    const above = list(parentOf(file))
    if (above === undefined || 'problem' in above) return above
    const name = posix.basename(file)
    const kind = above.kinds.get(name)
    if (kind === 'file') return readFile(join(root, file), nameIn({ path })(file))
    if (kind !== undefined) return { problem: kind, path: file }
    const other = above.folded.get(foldPath(name))
    if (other === undefined || lstatSync(join(root, file), { throwIfNoEntry: false }) === undefined)
      return undefined
    return { problem: 'case', path: posix.join(parentOf(file), other) }
  }

  const below = (folder: string): string[] => {
    const items =
      unlessGone(() => readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) ??
      []
    const parents = new Set(items.map(({ parentPath }) => parentPath))
    const ends = items
      .map((item) => join(item.parentPath, item.name))
      .filter((path) => !parents.has(path))
    return items.length === 0
      ? [folder]
      : ends.map((path) => relative(root, path).split(sep).join('/'))
  }

  const above = standing(root)
  if (!statSync(above).isDirectory()) {
    const name = posix.join(path, relative(root, above).replaceAll('\\', '/'))
    const message = `${name} is a file, not a folder.`
    return {
      folder: undefined,
      findings: [
        { code: 'foreign-file', message, help: 'Move it, or choose another folder in the config.' },
      ],
    }
  }
  const manifestFile = nameIn({ path })(manifestName)
  const manifestText = read(manifestName)
  if (typeof manifestText === 'object') {
    return {
      folder: undefined,
      findings: [
        {
          code: 'output-link',
          message: `${manifestFile} is ${kinds[manifestText.problem]}, not a regular file.`,
          help: 'Remove it, or choose another folder in the config.',
        },
      ],
    }
  }
  const manifest: ReturnType<typeof parseManifest> =
    manifestText === undefined ? new Map() : parseManifest(manifestText)
  if ('damaged' in manifest)
    return {
      folder: undefined,
      findings: [damaged(manifestFile, manifestText ?? '', manifest.damaged)],
    }
  return {
    folder: { path, root, manifest: manifest as Manifest, manifestText, read, below },
    findings: [],
  }
}

/** Whether a build has written to a folder since it was read. */
export function isRewritten({ root, path, manifestText }: Folder): boolean {
  return readFile(join(root, manifestName), nameIn({ path })(manifestName)) !== manifestText
}

/**
 * The text of a file that was listed as a regular file. Undefined if it no longer exists. Throws if
 * it can't be read.
 */
function readFile(file: string, shown: string): string | undefined {
  const read = readRegular(file, { file: shown, limit: 'output' })
  if (read === undefined) return undefined
  if ('finding' in read) throw new RunError(3, read.finding)
  return read.bytes.toString('utf8')
}

function listingOf(folder: string): Listing | undefined {
  const items: Dirent[] | undefined = unlessGone(() => readdirSync(folder, { withFileTypes: true }))
  return (
    items && {
      kinds: new Map(items.map((item) => [item.name, kindOf(item)])),
      folded: new Map(items.map(({ name }) => [foldPath(name), name])),
    }
  )
}

/**
 * Calls `look`. Returns undefined if the file or folder no longer exists, because another build may
 * have just deleted it. This is detected later, when the folder is locked.
 */
function unlessGone<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cause
  }
}

const kinds = {
  link: 'a symbolic link',
  folder: 'a folder',
  file: 'a file',
  case: 'a file with different capitalization',
  other: 'a FIFO or a device',
} as const

function kindOf(item: Dirent): Kind {
  if (item.isSymbolicLink()) return 'link'
  if (item.isDirectory()) return 'folder'
  return item.isFile() ? 'file' : 'other'
}

function parentOf(path: string): string {
  const at = path.lastIndexOf('/')
  return at === -1 ? '' : path.slice(0, at)
}

function damaged(file: string, text: string, range: readonly [number, number]): Finding {
  return {
    code: 'damaged-manifest',
    message:
      'Invalid line. Each line must have the hash and path of a file that errbook wrote, and each path must be unique.',
    help: 'Restore the file from version control. If you delete it instead, builds never delete the files that exist now.',
    at: { source: { file, text }, range },
  }
}
