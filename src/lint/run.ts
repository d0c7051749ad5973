import { append } from '../facts/append.js'
import { meant, nearest } from '../facts/nearest.js'
import type { Baseline } from '../model/baseline.js'
import type { Catalog } from '../model/catalog.js'
import type { Config, RuleLevel } from '../model/config.js'
import type { Finding, Severity } from '../model/diagnostic.js'
import { excuseOf, judge, type Lacks, staleFindings } from './baseline.js'
import { rules } from './rules/index.js'

/**
 * Runs the enabled rules. An entry's `ignore` turns a rule off for that entry. With a baseline,
 * completeness rules skip what the baseline allows and report anything else as an error.
 */
export function lint(catalog: Catalog, config: Config['rules'], baseline?: Baseline): Finding[] {
  const findings: Finding[] = []
  const waived = new Set<string>()
  for (const rule of rules) {
    const [level, given] = settingOf(config[rule.id]) ?? [rule.level, undefined]
    if (level === 'off') continue
    const options = rule.options.parse(given ?? {})
    for (const { entry, path, on, text, related, message, help, lacks } of rule.check(
      catalog,
      options,
    )) {
      if (entry?.data.ignore?.[rule.id] !== undefined) {
        waived.add(`${entry.code} ${rule.id}`)
        continue
      }
      const verdict = entry && lacks && judge(baseline, entry.code, lacks)
      if (verdict === 'known') continue
      findings.push({
        code: rule.id,
        severity: verdict === 'worse' ? 'error' : severities[level],
        message,
        help: entry && verdict === 'worse' ? help + excuseOf(baseline, entry.code) : help,
        at: {
          ...(entry?.origin ?? { source: catalog.source }),
          path,
          ...(on && { on }),
          ...(text && { text }),
        },
        ...(related && {
          related: [
            { message: related.message, at: { ...related.entry.origin, path: related.path } },
          ],
        }),
      })
    }
  }
  if (baseline && completeness.every((id) => isOn(config, id)))
    append(findings, staleFindings(baseline, catalog, lacksOf(catalog, config)))
  for (const entry of catalog.entries) {
    for (const id of Object.keys(entry.data.ignore ?? {})) {
      const at = { ...entry.origin, path: ['ignore', id], on: 'key' as const }
      const known = rules.map((rule) => rule.id)
      const near = nearest(id, known)
      if (!known.includes(id as (typeof known)[number])) {
        findings.push({
          code: 'unknown-rule',
          message: `Unknown rule \`${id}\`.`,
          ...meant(near, { help: `Existing rules: ${known.join(', ')}.`, at }),
          at,
        })
      } else if (!waived.has(`${entry.code} ${id}`) && isOn(config, id)) {
        findings.push({
          code: 'unused-ignore',
          severity: 'warning',
          message: `Unused \`ignore\`: rule \`${id}\` finds no problem here.`,
          help: 'Remove it.',
          at,
        })
      }
    }
  }
  return findings
}

/** The rules that check completeness, which a baseline covers. */
const completeness = ['stub', 'todo'] as const

/** Returns the missing parts of all errors, according to the completeness rules. */
export function lacksOf(catalog: Catalog, config: Config['rules']): Lacks {
  const lacks = new Map<string, Set<string>>()
  for (const rule of rules) {
    if (!completeness.includes(rule.id as (typeof completeness)[number]) || !isOn(config, rule.id))
      continue
    for (const found of rule.check(
      catalog,
      rule.options.parse(settingOf(config[rule.id])?.[1] ?? {}),
    )) {
      const { entry, lacks: parts = [] } = found
      if (entry === undefined || entry.data.ignore?.[rule.id] !== undefined) continue
      lacks.set(entry.code, new Set([...(lacks.get(entry.code) ?? []), ...parts]))
    }
  }
  return new Map([...lacks].map(([code, parts]) => [code, [...parts]]))
}

const severities: Record<Exclude<RuleLevel, 'off'>, Severity> = {
  info: 'info',
  warn: 'warning',
  error: 'error',
}

function settingOf(
  setting: Config['rules'][string] | undefined,
): [RuleLevel, Record<string, unknown> | undefined] | undefined {
  if (setting === undefined) return undefined
  return typeof setting === 'string' ? [setting, undefined] : setting
}

function isOn(config: Config['rules'], id: string): boolean {
  const level = settingOf(config[id])?.[0] ?? rules.find((rule) => rule.id === id)?.level
  return level !== 'off'
}

export { rules }
