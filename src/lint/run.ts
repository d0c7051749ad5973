import { nearest } from '../facts/nearest.js'
import type { Catalog } from '../model/catalog.js'
import type { Config, RuleLevel } from '../model/config.js'
import type { Finding, Severity } from '../model/diagnostic.js'
import { rules } from './rules/index.js'

/** Runs the rules that the config leaves on. A rule waived by an entry's `ignore` is silent there. */
export function lint(catalog: Catalog, config: Config['rules']): Finding[] {
  const findings: Finding[] = []
  const waived = new Set<string>()
  for (const rule of rules) {
    const [level, given] = settingOf(config[rule.id]) ?? [rule.level, undefined]
    if (level === 'off') continue
    const options = rule.options.parse(given ?? {})
    for (const { entry, path, on, text, related, message, help } of rule.check(catalog, options)) {
      if (entry?.data.ignore?.[rule.id] !== undefined) {
        waived.add(`${entry.code} ${rule.id}`)
        continue
      }
      findings.push({
        code: rule.id,
        severity: severities[level],
        message,
        help,
        at: { ...(entry?.origin ?? { source: catalog.source }), path, ...(on && { on }), ...(text && { text }) },
        ...(related && { related: [{ message: related.message, at: { ...related.entry.origin, path: related.path } }] }),
      })
    }
  }
  for (const entry of catalog.entries) {
    for (const id of Object.keys(entry.data.ignore ?? {})) {
      const at = { ...entry.origin, path: ['ignore', id], on: 'key' as const }
      const known = rules.map((rule) => rule.id)
      const near = nearest(id, known)
      if (!known.includes(id as (typeof known)[number])) {
        findings.push({
          code: 'unknown-rule',
          message: `Unexpected rule \`${id}\`, expected one of errbook's.`,
          help: near === undefined ? `Rules: ${known.join(', ')}.` : `Did you mean \`${near}\`?`,
          at,
        })
      } else if (!waived.has(`${entry.code} ${id}`) && isOn(config, id)) {
        findings.push({
          code: 'unused-ignore',
          severity: 'warning',
          message: `Unexpected \`ignore\`: the rule \`${id}\` finds nothing here.`,
          help: 'Remove it.',
          at,
        })
      }
    }
  }
  return findings
}

const severities: Record<Exclude<RuleLevel, 'off'>, Severity> = { info: 'info', warn: 'warning', error: 'error' }

function settingOf(setting: Config['rules'][string] | undefined): [RuleLevel, Record<string, unknown> | undefined] | undefined {
  if (setting === undefined) return undefined
  return typeof setting === 'string' ? [setting, undefined] : setting
}

function isOn(config: Config['rules'], id: string): boolean {
  const level = settingOf(config[id])?.[0] ?? rules.find((rule) => rule.id === id)?.level
  return level !== 'off'
}

export { rules }
