import { isAbsolute, relative, sep } from 'node:path'
import { namedPathProblem, type PathUse, slashed } from '../facts/path.js'
import type { Config, OutputConfig } from '../model/config.js'
import type { Finding, Result } from '../model/diagnostic.js'
import type { Address, Path, Source } from '../model/source.js'

/**
 * Checks how the paths in a config are written and normalizes them to `/`. Whether the files exist
 * is checked when a command uses them.
 */
export function settlePaths(config: Config, source: Source, cwd: string): Result<Config> {
  const findings: Finding[] = []
  const settle = (path: string, use: PathUse, at: Path): string => {
    const finding = pathFinding(path, use, { source, document: 0, path: at }, cwd)
    if (finding) findings.push(finding)
    return slashed(path)
  }
  const outputs = config.outputs.map((output, index) =>
    settleOutput(output, (path, use, key) => settle(path, use, ['outputs', index, ...key])),
  )
  return {
    value: { ...config, catalog: settle(config.catalog, 'read', ['catalog']), outputs },
    findings,
  }
}

type Settle = (path: string, use: PathUse, key: Path) => string

function settleOutput(output: OutputConfig, settle: Settle): OutputConfig {
  const { to, templates, api, nav } = output as OutputConfig & {
    templates?: unknown
    api?: unknown
    nav?: unknown
  }
  const settled: Record<string, unknown> = { ...output, to: settle(to, 'write', ['to']) }
  if (typeof templates === 'string') settled.templates = settle(templates, 'read', ['templates'])
  // In a custom emitter, options with these names may have another meaning.
  if (typeof output.emit !== 'string') return settled as OutputConfig
  if (typeof api === 'string') settled.api = settle(api, 'read', ['api'])
  if (hasFile(nav)) settled.nav = { ...nav, file: settle(nav.file, 'write', ['nav', 'file']) }
  return settled as OutputConfig
}

function hasFile(nav: unknown): nav is { file: string } {
  return (
    typeof nav === 'object' && nav !== null && typeof (nav as { file?: unknown }).file === 'string'
  )
}

/** Checks how a path from a config or an emitter is written. */
export function pathFinding(
  path: string,
  use: PathUse,
  at: Address,
  cwd: string,
): Finding | undefined {
  // Don't check the folders above the working directory, because users often can't rename them.
  const named = isAbsolute(path) ? relative(cwd, path) : path
  const problem = namedPathProblem(isAbsolute(named) ? path : named, use, { windows: sep === '\\' })
  return problem && { code: 'invalid-value', ...problem, at }
}
