import type { Output } from '../../../compile.js'
import type { AnyEmitter } from '../../../emit/emitter.js'
import { emitters } from '../../../emit/index.js'
import type { Boundary } from '../../../files/boundary.js'
import { readApi } from '../../../load/api/api.js'
import { unknownName } from '../../../load/config.js'
import { validate } from '../../../load/decode/issues.js'
import { readTemplates } from '../../../load/templates.js'
import type { Config, OutputConfig } from '../../../model/config.js'
import type { Finding, Result } from '../../../model/diagnostic.js'
import type { Address, Source } from '../../../model/source.js'
import { placeFindings } from '../places.js'

/** Returns the outputs of a config, validated with the options of their emitters. */
export function resolveOutputs(
  config: Config,
  source: Source,
  boundary: Boundary,
): Result<Output[]> {
  const findings: Finding[] = []
  const outputs = config.outputs.flatMap(
    (output, index) =>
      resolve(output, { source, path: ['outputs', index] }, boundary, findings) ?? [],
  )
  return { value: outputs, findings }
}

function resolve(
  output: OutputConfig,
  at: Address,
  boundary: Boundary,
  findings: Finding[],
): Output | undefined {
  const places = placeFindings(output, at, boundary)
  findings.push(...places)
  const { emit, to, audience, only, ...rest } = output
  const within = (key: string): Address => ({ ...at, path: [...(at.path ?? []), key] })
  const emitter =
    typeof emit === 'string'
      ? emitters.find(({ name }) => name === emit)
      : ownEmitter(emit, within('emit'), findings)
  if (emitter === undefined) {
    if (typeof emit === 'string')
      findings.push({
        code: 'unknown-emitter',
        ...unknownName(
          'emitter',
          emit,
          emitters.map(({ name }) => name),
        ),
        at: within('emit'),
      })
    return undefined
  }
  const ceiling = audience ?? emitter.audience
  if (ceiling === undefined) {
    findings.push({
      code: 'missing-audience',
      message: `Missing \`audience\` for the ${emitter.name} output.`,
      help: 'Set who may see it: `public`, `partner` (includes public) or `internal` (includes all).',
      at: { ...at, on: 'key' },
    })
    return undefined
  }
  const options = validate(emitter.options, rest, { source: at.source, document: 0 })
  findings.push(
    ...options.findings.map((finding) => ({
      ...finding,
      at: {
        ...at,
        ...(finding.at?.on && { on: finding.at.on }),
        path: [...(at.path ?? []), ...(finding.at?.path ?? [])],
      },
    })),
  )
  if (places.length > 0) return undefined
  const folder = (rest as { templates?: string }).templates
  const { templates, findings: templateFindings } = readTemplates(
    emitter.templates,
    folder,
    boundary.cwd,
    at,
    boundary,
  )
  findings.push(...templateFindings)
  if (options.value === undefined) return undefined
  const named = emitter.reads?.(options.value)
  const api = named === undefined ? undefined : readApi(named, boundary.cwd, within('api'))
  return {
    emitter,
    to,
    selection: { audience: ceiling, only },
    options: options.value,
    templates,
    api,
    at,
  }
}

const parts: Readonly<
  Record<
    'options' | 'templates' | 'audience' | 'start',
    { is(value: unknown): boolean; expected: string }
  >
> = {
  options: {
    is: (value) => typeof (value as { safeParse?: unknown } | undefined)?.safeParse === 'function',
    expected: 'a zod schema for the options',
  },
  templates: {
    is: (value) => value === undefined || typeof value === 'string',
    expected: 'the path of a template folder, or undefined',
  },
  audience: {
    is: (value) => value === undefined || value === 'public',
    expected: '`public`, or undefined if the config must set it',
  },
  start: { is: (value) => typeof value === 'function', expected: 'a function' },
}

/** Returns a custom emitter if it has all required members. Otherwise reports what is wrong. */
function ownEmitter(emit: object, at: Address, findings: Finding[]): AnyEmitter | undefined {
  const wrong = Object.entries(parts).filter(
    ([key, { is }]) => !is((emit as Record<string, unknown>)[key]),
  )
  for (const [key, { expected }] of wrong) {
    findings.push({
      code: 'wrong-type',
      message: `Unexpected \`${key}\` in a custom emitter, expected ${expected}.`,
      help: 'An emitter must match the type `Emitter` that errbook exports.',
      at: { ...at, path: [...(at.path ?? []), key] },
    })
  }
  return wrong.length === 0 ? (emit as AnyEmitter) : undefined
}
