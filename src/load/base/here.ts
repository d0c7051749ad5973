import { RunError } from '../../model/diagnostic.js'
import type { Source } from '../../model/source.js'
import type { CatalogSources } from '../read.js'

/** What a catalog is compared with: another catalog's files, or a lock. */
export interface Base {
  /** As a report names it: `main (merge base 1a2b3c4)`. */
  readonly label: string
  readonly sources: WholeSources | { readonly lock: Source }
}

/** The files of a catalog that has a vocabulary, without which there is nothing to compare. */
export interface WholeSources extends CatalogSources {
  readonly vocabulary: Source
}

/** What is being compared, and where to look for a base. */
export interface Here {
  readonly cwd: string
  readonly sources: CatalogSources
}

/**
 * The base does not exist or can't be read. The run ends with exit 2, because that is not "no
 * changes".
 */
export function missing(message: string, help: string): RunError {
  return new RunError(2, { code: 'base-missing', message, help })
}

/**
 * Files that are not UTF-8 can't be compared; that is said of the base, and is no mistake in the
 * catalog.
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
