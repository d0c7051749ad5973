import type { UserConfig } from './model/config.js'

/**
 * errbook as a library: the stages of the pipeline, for tools that want them without the command line.
 *
 *     const { value: sources } = readCatalog('errors', process.cwd())
 *     const { value: catalog, findings } = check(sources, { rules: {} })
 *     for (const { message, span } of diagnose(findings)) …
 */
export { check, diagnose, render } from './compile.js'
export type { Emitter } from './emit/emitter.js'
export { readCatalog } from './load/read.js'
export type { Artifact } from './model/artifact.js'
export type { Catalog, Entry } from './model/catalog.js'
export type { Diagnostic, Finding } from './model/diagnostic.js'

/** Types for `errbook.config.ts`. */
export function defineConfig(config: UserConfig): UserConfig {
  return config
}
