import type { Catalog } from '../../model/catalog.js'

/** Files that every output has beside its categories. */
const ownFiles = ['codes', 'envelope', 'index', 'map', 'runtime', 'table']

/**
 * The module of a group of errors. One that is called like a file of ours has `.errors` behind its
 * name: no name of a category holds a dot. Without regard to case, as Windows and macOS compare
 * names.
 */
export function moduleOf(path: string): string {
  if (path === '') return 'errors'
  const name = path.split('/').at(-1) ?? ''
  return ownFiles.includes(name.toLowerCase()) ? `${path}.errors` : path
}

/** The module of the envelope that a system's errors are sent in: its own, or the catalog's. */
export function envelopeModuleOf({ vocabulary }: Catalog, system: string): string {
  return vocabulary.systems?.[system]?.response === undefined ? 'envelope' : `${system}/envelope`
}

export type ImportExtension = 'js' | 'ts' | 'none'

/** An import of one module by another, both below the output's folder. */
export function importOf(to: string, from: string, extension: ImportExtension): string {
  const up = '../'.repeat(from.split('/').length - 1) || './'
  return `${up}${to}${extension === 'none' ? '' : `.${extension}`}`
}
