import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { check } from '../../../compile.js'
import { readCatalog } from '../../../load/read.js'
import type { Catalog } from '../../../model/catalog.js'
import { RunError } from '../../../model/diagnostic.js'
import type { CommandInput } from '../command.js'
import { placesOf } from '../flags.js'
import { loadProject } from './project.js'

/** Returns the catalog of errbook's own diagnostics. */
export function diagnosticsCatalog(): Catalog {
  const folder = fileURLToPath(new URL('../../../diagnostics/catalog', import.meta.url))
  const { value } = check(readCatalog('catalog', dirname(folder)).value, { rules: {} })
  if (value === undefined) throw new Error('the catalog of diagnostics is not in the package')
  return value
}

/**
 * Returns the catalog in the current directory, or undefined without a config. Problems in the
 * catalog are not reported here, because `check` does that.
 */
export async function projectCatalog(
  cwd: string,
  values: CommandInput['values'],
): Promise<Catalog | undefined> {
  const named = values.config as string | undefined
  try {
    const { project } = await loadProject(cwd, named, placesOf(values))
    return project?.catalog
  } catch (cause) {
    if (named === undefined && cause instanceof RunError && cause.finding.code === 'no-config')
      return undefined
    throw cause
  }
}
