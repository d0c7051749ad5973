import type { Catalog } from '../../model/catalog.js'

/** The modules that every output may have in addition to the modules of its categories. */
const ownFiles = ['codes', 'envelope', 'index', 'map', 'runtime', 'table']

/**
 * Returns the module of a group of errors. If errbook has a file with this name, the module gets
 * the suffix `.errors`, which no category name can contain. Ignores case, as Windows and macOS do.
 */
export function moduleOf(path: string): string {
  if (path === '') return 'errors'
  const name = path.split('/').at(-1) ?? ''
  return ownFiles.includes(name.toLowerCase()) ? `${path}.errors` : path
}

/** Returns the module with a system's envelope: the system's own module or the catalog's. */
export function envelopeModuleOf({ vocabulary }: Catalog, system: string): string {
  return vocabulary.systems?.[system]?.response === undefined ? 'envelope' : `${system}/envelope`
}

export type ImportExtension = 'js' | 'ts' | 'none'

/** Returns the path for importing `to` from `from`. Both are below the output folder. */
export function importOf(to: string, from: string, extension: ImportExtension): string {
  const up = '../'.repeat(from.split('/').length - 1) || './'
  return `${up}${to}${extension === 'none' ? '' : `.${extension}`}`
}
