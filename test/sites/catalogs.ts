import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from '../project.js'
import { hostileCatalog } from './hostile.js'

/** The files of a catalog by path. Its pages are written to a folder with its name. */
export interface Catalog {
  readonly name: string
  readonly files: ReadonlyMap<string, string>
}

/**
 * The reference catalog, a catalog that uses every field, and one with texts that look like markup.
 */
export const catalogs: readonly Catalog[] = [
  { name: 'errors', files: filesOf(join(repository, 'errors')) },
  { name: 'complete', files: filesOf(join(repository, 'test/fixtures/complete/errors')) },
  { name: 'hostile', files: hostileCatalog() },
]

export function filesOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(folder, file)).isFile(),
  )
  return new Map(files.sort().map((file) => [file, readFileSync(join(folder, file), 'utf8')]))
}
