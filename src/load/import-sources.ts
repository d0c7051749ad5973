import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { byCodePoint } from '../facts/by-code-point.js'
import { kindOf, readRegular, readSource, type Wanted } from '../files/regular.js'
import type { SizeName } from '../files/sizes.js'
import { type Finding, type Result, RunError } from '../model/diagnostic.js'
import type { Source } from '../model/source.js'
import { type CatalogSources, readCatalog } from './read.js'

/** A file to import, with its path below the given folder, without extension. */
export interface ImportSource {
  readonly source: Source
  readonly path: string
}

/**
 * The matching files of a folder, or one file. Files that are not UTF-8 are skipped and reported.
 */
export function readImportSources(
  named: string,
  cwd: string,
  fits: RegExp | undefined,
  limit: SizeName,
): Result<ImportSource[]> {
  const root = resolve(cwd, named)
  const shown = named.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '')
  const findings: Finding[] = []
  const stat = statSync(root, { throwIfNoEntry: false })
  if (stat === undefined)
    throw new RunError(2, {
      code: 'no-pages',
      message: `${shown} does not exist.`,
      help: 'Correct the path.',
    })
  const isFolder = stat.isDirectory()
  if (isFolder && fits === undefined)
    throw new RunError(2, {
      code: 'no-pages',
      message: `${shown} is a folder, not a file.`,
      help: 'Specify the file to import.',
    })
  const { files, skipped } = isFolder && fits ? listed(root, fits) : { files: [''], skipped: [] }
  for (const { path, what } of skipped) findings.push(skippedFile(`${shown}/${path}`, what))
  if (files.length === 0)
    throw new RunError(1, {
      code: 'no-pages',
      message: `${shown} contains no pages (.mdx or .md files).`,
      help: 'Specify the folder that contains your error pages.',
    })
  const value = files.flatMap((file): ImportSource[] => {
    const name = file === '' ? shown : `${shown}/${file}`
    const source = readSource(join(root, file), { file: name, limit }, findings)
    return source
      ? [{ source, path: (file === '' ? basename(root) : file).replace(/\.[^./]+$/, '') }]
      : []
  })
  const [first] = findings
  // A single file that can't be read is an error. In a folder, such a file is skipped.
  if (first && !isFolder) throw new RunError(first.code === 'io-failed' ? 3 : 1, first)
  return {
    value,
    findings: findings.map((finding) => ({
      ...finding,
      help: `${finding.help} It was not imported.`,
    })),
  }
}

/** The existing catalog, or undefined if the folder does not exist. */
export function readExistingCatalog(
  folder: string,
  cwd: string,
): Result<CatalogSources | undefined> {
  return existsSync(resolve(cwd, folder))
    ? readCatalog(folder, cwd)
    : { value: undefined, findings: [] }
}

/**
 * A file from the command line. Undefined if it does not exist. Throws a RunError if it can't be
 * read.
 */
export function readNamed(named: string, limit: SizeName, cwd: string): Source | undefined {
  const wanted: Wanted = { file: named.replaceAll('\\', '/'), limit }
  const read = readRegular(resolve(cwd, named), wanted)
  if (read === undefined) return undefined
  if ('finding' in read) throw new RunError(read.finding.code === 'io-failed' ? 3 : 2, read.finding)
  return { file: wanted.file, text: new TextDecoder().decode(read.bytes) }
}

/**
 * Lists the pages in a folder. `skipped` are items that have the name of a page but are not regular
 * files.
 */
function listed(
  root: string,
  fits: RegExp,
): { files: string[]; skipped: { path: string; what: string }[] } {
  const items = readdirSync(root, { recursive: true, withFileTypes: true })
    .map((item) => ({
      item,
      path: join(item.parentPath, item.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    }))
    .filter(({ path }) => !/(?:^|\/)(?:node_modules|\.[^/]+)\//.test(path))
    .sort((a, b) => byCodePoint(a.path, b.path))
  const pages = items.filter(({ item }) => fits.test(item.name))
  return {
    files: pages.filter(({ item }) => item.isFile()).map(({ path }) => path),
    skipped: [
      ...pages
        .filter(({ item }) => !item.isFile() && !item.isDirectory() && !item.isSymbolicLink())
        .map(({ item, path }) => ({ path, what: kindOf(item) })),
      // A link without an extension may lead to a folder of pages.
      ...items
        .filter(
          ({ item }) => item.isSymbolicLink() && (fits.test(item.name) || !item.name.includes('.')),
        )
        .map(({ path }) => ({ path, what: 'a link' })),
    ],
  }
}

function skippedFile(file: string, what: string): Finding {
  return {
    code: 'unread-file',
    severity: 'warning',
    message: `\`${file}\` is ${what}, not a regular file.`,
    help: 'Replace it with the file itself, or import the folder that it links to.',
    at: { source: { file, text: '' }, range: [0, 0] },
  }
}
