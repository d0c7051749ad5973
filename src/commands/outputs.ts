import type { Output } from '../compile.js'
import type { AnyEmitter } from '../emit/emitter.js'
import { emitters } from '../emit/index.js'
import { unknownName } from '../load/config.js'
import { validate } from '../load/issues.js'
import { readTemplates } from '../load/templates.js'
import type { Config, OutputConfig } from '../model/config.js'
import type { Finding, Result } from '../model/diagnostic.js'
import type { Address, Source } from '../model/source.js'

/** The outputs of a config, each checked against its emitter's own options. */
export function resolveOutputs(config: Config, source: Source, cwd: string): Result<Output[]> {
  const findings: Finding[] = []
  const outputs = config.outputs.flatMap((output, index) => resolve(output, { source, path: ['outputs', index] }, cwd, findings) ?? [])
  return { value: outputs, findings }
}

function resolve(output: OutputConfig, at: Address, cwd: string, findings: Finding[]): Output | undefined {
  const { emit, to, audience, only, ...rest } = output
  const emitter = typeof emit === 'string' ? emitters.find(({ name }) => name === emit) : (emit as AnyEmitter)
  const within = (key: string): Address => ({ ...at, path: [...(at.path ?? []), key] })
  if (emitter === undefined) {
    findings.push({ code: 'unknown-emitter', ...unknownName('emitter', emit, emitters.map(({ name }) => name)), at: within('emit') })
    return undefined
  }
  const ceiling = audience ?? emitter.audience
  if (ceiling === undefined) {
    findings.push({ code: 'missing-audience', message: `Missing \`audience\` of the ${emitter.name} output.`, help: 'Say who may see it: `public`, `partner` (with public) or `internal` (all).', at: { ...at, on: 'key' } })
    return undefined
  }
  const options = validate(emitter.options, rest, { source: at.source, document: 0 })
  findings.push(...options.findings.map((finding) => ({ ...finding, at: { ...at, ...(finding.at?.on && { on: finding.at.on }), path: [...(at.path ?? []), ...(finding.at?.path ?? [])] } })))
  const { templates, findings: templateFindings } = readTemplates(emitter.templates, (rest as { templates?: string }).templates, cwd, at)
  findings.push(...templateFindings)
  if (options.value === undefined) return undefined
  return { emitter, to, selection: { audience: ceiling, only }, options: options.value, templates, at }
}
