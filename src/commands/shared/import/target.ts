import { posix } from 'node:path'
import type { Imported } from '../../../author/importers/importer.js'
import { type Boundary, boundaryOf } from '../../../files/boundary.js'
import { configsIn, loadConfig } from '../../../load/config.js'
import type { Finding } from '../../../model/diagnostic.js'
import type { CommandInput } from '../command.js'
import { givenPath, placesOf } from '../flags.js'

/** Where an import writes its files. */
export interface Target {
  readonly folder: string
  readonly hasConfig: boolean
  readonly boundary: Boundary
  readonly findings: readonly Finding[]
}

/** Determines the folder for an import: from `--to` or the config, or else `errors`. */
export async function targetOf({ values }: CommandInput, cwd: string): Promise<Target> {
  const named = values.config as string | undefined
  const places = placesOf(values)
  const hasConfig = named !== undefined || configsIn(cwd).length > 0
  const { loaded, findings } = hasConfig
    ? await loadConfig(cwd, named, places)
    : { loaded: undefined, findings: [] }
  const folder = givenPath(values.to, 'write') ?? loaded?.config.catalog ?? 'errors'
  const boundary =
    loaded?.boundary ?? boundaryOf({ cwd, allowOutside: places.allowOutside === true })
  return {
    boundary,
    folder: posix.normalize(folder.replaceAll('\\', '/')).replace(/\/+$/, ''),
    hasConfig,
    findings,
  }
}

/** Returns a config that generates pages for the docs platform of the imported pages. */
export function configFor({ platform = 'markdown', vocabulary }: Imported, folder: string): string {
  const [fixed = ''] = vocabulary.docs.replace(/^[a-z]+:\/\/[^/]*/i, '').split('{')
  const path = fixed.replace(/\/[^/]*$/, '')
  const base = /^(?:\/[A-Za-z0-9._~-]+)*$/.test(path) ? `, base: "${path}"` : ''
  // Docusaurus serves docs under /docs by default.
  const route =
    platform === 'docusaurus' && !/^\/docs(?:\/|$)/.test(path) ? ', routeBasePath: ""' : ''
  return `catalog: ${folder}\noutputs:\n  - { emit: ${platform}, to: out/errors${base}${route}, heading: title }\n`
}
