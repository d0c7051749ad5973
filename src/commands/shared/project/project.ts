import { check, hasErrors } from '../../../compile.js'
import { ruleIds } from '../../../diff/rules.js'
import { meant, nearest } from '../../../facts/nearest.js'
import { type Boundary, mayWrite } from '../../../files/boundary.js'
import { rules } from '../../../lint/run.js'
import { type ConfigOptions, loadConfig, unknownName } from '../../../load/config.js'
import { validate } from '../../../load/decode/issues.js'
import { isTracked } from '../../../load/git/tracked.js'
import { type CatalogSources, readCatalog } from '../../../load/read.js'
import type { Catalog } from '../../../model/catalog.js'
import type { Config } from '../../../model/config.js'
import type { Finding } from '../../../model/diagnostic.js'
import type { Lock } from '../../../model/lock.js'
import type { Address, Source } from '../../../model/source.js'
import { interruptedEdit } from '../../../write/recover.js'
import { placeFindings } from '../places.js'

/** A config and its catalog, as far as they could be read. */
export interface Project {
  readonly config: Config
  readonly configSource: Source
  /** The paths that may be read and written. */
  readonly boundary: Boundary
  readonly sources: CatalogSources
  readonly catalog: Catalog | undefined
  /** The published errors, if there is a lock file. */
  readonly lock: Lock | undefined
  readonly findings: readonly Finding[]
}

/** How to load a project. */
export interface Opening extends ConfigOptions {
  /** Called with the catalog folder before anything in it is read. */
  beforeReading?(folder: string, boundary: Boundary): void
  /**
   * Whether the catalog will be edited. Some catalogs can only be read, such as those in packages.
   */
  readonly isEdited?: boolean
  /** How long to wait for a command that is editing the catalog, in milliseconds. */
  readonly patience?: number
}

/** Reads and checks a project. Its value is undefined if the config is invalid (exit code 2). */
export async function loadProject(
  cwd: string,
  named: string | undefined,
  { beforeReading, isEdited = false, patience = 0, allowOutside = false }: Opening = {},
): Promise<{ project: Project | undefined; configFindings: readonly Finding[] }> {
  const { loaded, findings } = await loadConfig(cwd, named, { allowOutside })
  if (loaded === undefined) return { project: undefined, configFindings: findings }
  const { config, source, boundary } = loaded
  const misplaced =
    isEdited && !hasErrors(findings)
      ? mayWrite(boundary, config.catalog, { source, path: ['catalog'] })
      : undefined
  const configFindings = [
    ...findings,
    ...(misplaced ? [misplaced] : []),
    ...ruleFindings(config, source),
  ]
  if (hasErrors(configFindings)) {
    const places = config.outputs.flatMap((output, index) =>
      placeFindings(output, { source, path: ['outputs', index] }, boundary),
    )
    return { project: undefined, configFindings: [...configFindings, ...places] }
  }
  beforeReading?.(config.catalog, boundary)
  const interrupted = interruptedEdit(config.catalog, cwd, { patience, isTracked })
  const read = readCatalog(config.catalog, cwd)
  const checked = check(read.value, config)
  return {
    project: {
      config,
      configSource: source,
      boundary,
      sources: read.value,
      catalog: checked.value,
      lock: checked.lock,
      findings: [...(interrupted ? [interrupted] : []), ...read.findings, ...checked.findings],
    },
    configFindings,
  }
}

function ruleFindings(config: Config, source: Source): Finding[] {
  return Object.entries(config.rules).flatMap(([id, setting]) => {
    const rule = rules.find((candidate) => candidate.id === id)
    if (rule === undefined && isDiffRule(id))
      return typeof setting === 'string' ? [] : noOptions(id, source)
    if (rule === undefined) return [unknownRule(id, { source, path: ['rules', id], on: 'key' })]
    if (typeof setting === 'string') return []
    return validate(rule.options, setting[1], { source, document: 0 }).findings.map((finding) => ({
      ...finding,
      at: {
        source,
        path: ['rules', id, 1, ...(finding.at?.path ?? [])],
        ...(finding.at?.on && { on: finding.at.on }),
      },
    }))
  })
}

function isDiffRule(id: string): boolean {
  return (ruleIds as readonly string[]).includes(id)
}

function noOptions(id: string, source: Source): Finding[] {
  return [
    {
      code: 'wrong-type',
      message: `The rule \`${id}\` has no options.`,
      help: `Set only a level, such as \`${id}: warn\`.`,
      at: { source, path: ['rules', id] },
    },
  ]
}

/**
 * Reports an unknown rule. The help lists the rules of `check`. There are too many rules of `diff`
 * to list, so they are only suggested for typos.
 */
function unknownRule(id: string, at: Address): Finding {
  const ids = rules.map((rule) => rule.id)
  const near = nearest(id, ids) ?? nearest(id, ruleIds)
  const { message, help = '' } = unknownName('rule', id, ids)
  return {
    code: 'unknown-rule',
    message,
    ...meant(near, { help, at }),
    at,
  }
}
