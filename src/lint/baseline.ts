import type { Baseline } from '../model/baseline.js'
import type { Catalog } from '../model/catalog.js'
import type { Finding } from '../model/diagnostic.js'

/** What errors lack, by code: what a baseline is made of. */
export type Lacks = ReadonlyMap<string, readonly string[]>

/**
 * What a baseline says of an error that lacks something: `known` where it lacked all of that
 * before, `worse` where it did not. Without a baseline nobody can say.
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

/** What to add to the help for an error that is worse than its baseline. */
export function excuseOf(baseline: Baseline | undefined, code: string): string {
  const before = baseline ? lackedBefore(baseline, code) : []
  return before.length === 0
    ? ' The baseline does not allow this.'
    : ` The baseline allows only ${before.map((part) => `\`${part}\``).join(', ')}.`
}

/** What stands in a baseline and is not lacking any more: it may only shrink, so it has to. */
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

/** A baseline without what is done by now. Nothing is ever added to it. */
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
