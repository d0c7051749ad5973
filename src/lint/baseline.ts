import type { Baseline } from '../model/baseline.js'
import type { Catalog } from '../model/catalog.js'
import type { Finding } from '../model/diagnostic.js'

/** The missing parts of incomplete errors, by code, as a baseline stores them. */
export type Lacks = ReadonlyMap<string, readonly string[]>

/**
 * Compares missing parts with the baseline. Returns `known` if the baseline allows all of them,
 * else `worse`. Undefined if there is no baseline.
 */
export function judge(
  baseline: Baseline | undefined,
  code: string,
  lacks: readonly string[],
): 'known' | 'worse' | undefined {
  if (baseline === undefined) return undefined
  const before = lackedBefore(baseline, code)
  return lacks.every((part) => before.includes(part)) ? 'known' : 'worse'
}

/** Help text for an error that lacks more than the baseline allows. */
export function excuseOf(baseline: Baseline | undefined, code: string): string {
  const before = baseline ? lackedBefore(baseline, code) : []
  return before.length === 0
    ? ' The baseline does not allow this.'
    : ` The baseline allows only ${before.map((part) => `\`${part}\``).join(', ')}.`
}

/**
 * Reports lines of a baseline that are outdated. They must be removed, so that these errors
 * stay complete.
 */
export function staleFindings(
  { source, lacks }: Baseline,
  { byCode }: Catalog,
  now: Lacks,
): Finding[] {
  return Object.entries(lacks).flatMap(([code, parts]) => {
    const done = parts.filter((part) => !now.get(code)?.includes(part))
    if (done.length === 0) return []
    const what = byCode.has(code)
      ? `\`${code}\` no longer lacks ${done.map((part) => `\`${part}\``).join(', ')}`
      : `unknown error \`${code}\``
    return [
      {
        code: 'stale-baseline' as const,
        severity: 'warning' as const,
        message: `Outdated line in the baseline: ${what}.`,
        help: 'Run `errbook stats --baseline` and commit the result, so that the error stays complete.',
        at: { source, path: [code], on: 'key' as const },
      },
    ]
  })
}

/** Removes parts from the baseline that are no longer missing. Never adds any. */
export function shrunk({ lacks }: Pick<Baseline, 'lacks'>, now: Lacks): Lacks {
  return new Map(
    Object.entries(lacks).flatMap(([code, parts]): [string, string[]][] => {
      const left = parts.filter((part) => now.get(code)?.includes(part))
      return left.length === 0 ? [] : [[code, left]]
    }),
  )
}

function lackedBefore({ lacks }: Baseline, code: string): readonly string[] {
  return Object.hasOwn(lacks, code) ? (lacks[code] ?? []) : []
}
