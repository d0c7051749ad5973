import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { decodeUtf8 } from '../facts/utf8.js'
import { type Finding, type Result, RunError } from '../model/diagnostic.js'
import type { Source } from '../model/source.js'
import { byCodePoint, type CatalogSources, readCatalog } from './read.js'

/** A file to import from, and where it is below the folder that was named, without its extension. */
export interface ImportSource {
  readonly source: Source
  readonly path: string
}

/** The files of a folder whose names fit, or one file. One that is not UTF-8 is left out and reported. */
export function readImportSources(named: string, cwd: string, fits: RegExp | undefined): Result<ImportSource[]> {
  const root = resolve(cwd, named)
  const shown = named.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '')
  const findings: Finding[] = []
  const stat = statSync(root, { throwIfNoEntry: false })
  if (stat === undefined)
    throw new RunError(2, {
      code: 'no-pages',
      message: `There is nothing at ${shown}, expected what is to be imported.`,
      help: 'Correct the path.',
    })
  if (stat.isDirectory() && fits === undefined)
    throw new RunError(2, { code: 'no-pages', message: `Unexpected folder ${shown}, expected a file.`, help: 'Name the file to import.' })
  const files = stat.isDirectory() ? listed(root, fits!) : ['']
  if (files.length === 0)
    throw new RunError(1, {
      code: 'no-pages',
      message: `There is no page in ${shown}, expected files that end in .mdx or .md.`,
      help: 'Name the folder that your error pages are in.',
    })
  const value = files.flatMap((file): ImportSource[] => {
    const source = decodeUtf8(file === '' ? shown : `${shown}/${file}`, readFileSync(join(root, file)), findings)
    return source ? [{ source, path: (file === '' ? basename(root) : file).replace(/\.[^./]+$/, '') }] : []
  })
  return { value, findings: findings.map((finding) => ({ ...finding, help: `${finding.help} It was not imported.` })) }
}

/** The catalog that is there already, or undefined where there is no such folder. */
export function readExistingCatalog(folder: string, cwd: string): Result<CatalogSources | undefined> {
  return existsSync(resolve(cwd, folder)) ? readCatalog(folder, cwd) : { value: undefined, findings: [] }
}

/** The text of a file that may be there. */
export function readText(file: string, cwd: string): string | undefined {
  const path = resolve(cwd, file)
  return existsSync(path) ? readFileSync(path, 'utf8').replace(/^\ufeff/, '') : undefined
}

function listed(root: string, fits: RegExp): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && fits.test(item.name))
    .map((item) =>
      join(item.parentPath, item.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !/(?:^|\/)(?:node_modules|\.[^/]+)\//.test(path))
    .sort(byCodePoint)
}
