import { RunError } from '../../model/diagnostic.js'
import type { Source } from '../../model/source.js'
import type { CatalogSources } from '../read.js'

/** The base of a comparison: the files of another catalog, or a lock file. */
export interface Base {
  /** The name in reports: `main (merge base 1a2b3c4)`. */
  readonly label: string
  readonly sources: WholeSources | { readonly lock: Source }
}

/** The files of a catalog that has a vocabulary. A comparison requires one. */
export interface WholeSources extends CatalogSources {
  readonly vocabulary: Source
}

/** The current catalog, and the directory in which to look for a base. */
export interface Here {
  readonly cwd: string
  readonly sources: CatalogSources
}

/**
 * The error for a base that does not exist or can't be read. Exits with 2, because this must not
 * look like "no changes".
 */
export function missing(message: string, help: string): RunError {
  return new RunError(2, { code: 'base-missing', message, help })
}

/**
 * Checks that a base has a vocabulary. Drops other findings, because they are not mistakes in the
 * current catalog.
 */
export function whole({ value }: { value: CatalogSources }): WholeSources {
  const { vocabulary } = value
  if (vocabulary === undefined)
    throw missing(
      `Folder ${value.folder} of the base has no \`catalog.yaml\`.`,
      'Specify the folder that contained the catalog.',
    )
  return { ...value, vocabulary }
}
