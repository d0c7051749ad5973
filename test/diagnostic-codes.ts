import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The codes of errbook's own catalog, one file each. */
export const diagnosticCodes = readdirSync(join(import.meta.dirname, '../src/diagnostics/catalog'))
  .filter((file) => !file.startsWith('catalog.'))
  .map((file) => file.replace(/\.yaml$/, ''))
