import type { Accepted } from '../model/accepted.js'
import type { Catalog } from '../model/catalog.js'
import { type Bump, type Change, exampleField, levels } from '../model/change.js'
import type { Config, RuleLevel } from '../model/config.js'
import type { Finding, Severity } from '../model/diagnostic.js'
import { acceptedName, type Lock } from '../model/lock.js'
import type { PlacedChange } from './diff.js'
import type { DiffRule } from './rule.js'
import { ruleOf } from './rules.js'

/** The project settings that decide how a change is reported. */
export interface Terms {
  readonly config: Pick<Config, 'rules' | 'stability'>
  readonly accepted: readonly Accepted[]
  /** The catalog folder, which contains the file of accepted changes. */
  readonly folder: string
}

export interface Settled {
  /** One finding per change, in the order of the changes. */
  readonly findings: readonly Finding[]
  readonly used: ReadonlySet<Accepted>
  readonly bump: Bump
}

/**
 * Converts changes to findings for this project. Determines the severity of each change, whether it
 * is accepted, and the type of the next release.
 */
export function settle(changes: readonly PlacedChange[], terms: Terms): Settled {
  const used = new Set<Accepted>()
  let bump: Bump = 'none'
  const findings = changes.flatMap((change): Finding[] => {
    const rule = ruleOf(change.rule)
    const severity = severityOf(change, rule, terms.config)
    if (severity === undefined) return []
    bump = larger(bump, bumpOf(severity, rule))
    const accepted =
      severity === 'info' ? undefined : terms.accepted.find((one) => accepts(one, change))
    if (accepted) used.add(accepted)
    return [findingOf(change, rule, severity, accepted, terms.folder)]
  })
  return { findings, used, bump }
}

/** Reports accepted changes that did not happen, so that the file lists only current decisions. */
export function unusedFindings(
  accepted: readonly Accepted[],
  used: ReadonlySet<Accepted>,
): Finding[] {
  return accepted
    .filter((one) => !used.has(one))
    .map(({ rule, code, at }) => ({
      code: 'accepted-unused',
      message: `Unused accepted change: no \`${rule}\` change of \`${code}\` matches it.`,
      help: 'Remove it. If the change is different now and you accept it, `errbook diff` shows its new fingerprint.',
      at,
    }))
}

/** Lists errors that are not in the lock file, so that nobody assumes they are protected. */
export function unlockedFindings({ entries }: Catalog, lock: Lock): Finding[] {
  const unlocked = entries
    .filter(
      ({ code, data }) => ![code, ...(data.aliases ?? [])].some((one) => lock.errors.has(one)),
    )
    .map(({ code }) => `\`${code}\``)
  if (unlocked.length === 0) return []
  const named =
    unlocked.length > 8 ? [...unlocked.slice(0, 7), `${unlocked.length - 7} more`] : unlocked
  return [
    {
      code: 'not-locked',
      severity: 'info',
      message: `Not in the lock file yet, so free to change: ${named.join(', ')}.`,
      help: 'Run `errbook lock` when you release them.',
    },
  ]
}

function accepts({ rule, code, fingerprint }: Accepted, change: Change): boolean {
  return rule === change.rule && code === change.code && fingerprint === change.fingerprint
}

function severityOf(
  { rule, level }: Change,
  { severity }: DiffRule,
  config: Terms['config'],
): Severity | undefined {
  const setting = config.rules[rule]
  const given: RuleLevel | undefined = typeof setting === 'string' ? setting : setting?.[0]
  if (given !== undefined) return severities[given]
  // The project does not promise stability for this kind of change, so it is not breaking.
  return levels.indexOf(level) > levels.indexOf(config.stability.level) ? 'info' : severity
}

/** The severity for each level that a config can set for a rule. */
const severities: Readonly<Record<RuleLevel, Severity | undefined>> = {
  off: undefined,
  info: 'info',
  warn: 'warning',
  error: 'error',
}

function bumpOf(severity: Severity, { adds }: DiffRule): Bump {
  if (severity === 'error') return 'major'
  return severity === 'warning' || adds ? 'minor' : 'patch'
}

const bumps: readonly Bump[] = ['none', 'patch', 'minor', 'major']

function larger(a: Bump, b: Bump): Bump {
  return bumps.indexOf(a) < bumps.indexOf(b) ? b : a
}

function findingOf(
  change: PlacedChange,
  rule: DiffRule,
  severity: Severity,
  accepted: Accepted | undefined,
  folder: string,
): Finding {
  const { at, why, ...rest } = change
  const told = { ...change, name: nameOf(change.field) }
  const others = new Set(change.also.map(({ code }) => code).filter((code) => code !== change.code))
    .size
  const sentences = [
    change.rule === 'text-changed' ? reworded(change) : rule.says(told),
    ...(others > 0 ? [`The same applies to ${others} other error${others === 1 ? '' : 's'}.`] : []),
  ]
  const { code, fingerprint } = change
  const accept = { file: `${folder}/${acceptedName}`, rule: change.rule, code, fingerprint }
  return {
    code: change.rule,
    severity: accepted ? 'info' : severity,
    message: sentences.join(' '),
    ...(!accepted && { help: rule.help }),
    at,
    change: { ...rest, ...(accepted && { accepted: accepted.reason }) },
    ...(severity === 'error' && { breaks: change.level }),
    ...(severity === 'error' && !accepted && { accept }),
  }
}

function reworded({ field, also }: Change): string {
  const fields = [
    ...new Set([field, ...also.map((one) => one.field)].map((one) => one.replace(/\[.*$/, ''))),
  ]
  const [words, examples] = [
    fields.filter((one) => !exampleField.test(one)),
    fields.filter((one) => exampleField.test(one)),
  ]
  return [
    words.length > 0 && `Text changed: ${listed(words)}.`,
    examples.length > 0 && `Example changed: ${listed(examples)}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

function listed(fields: readonly string[]): string {
  const list = fields.map((one) => `\`${one}\``)
  return list.length > 1 ? `${list.slice(0, -1).join(', ')} and ${list.at(-1)}` : list.join('')
}

/**
 * The short name of a field: `orderId` for `params.orderId.type`, `error.detail` for
 * `systems.acme.response.body.error.detail`.
 */
function nameOf(field: string): string {
  const body = /(?:^|\.)response\.(?:body|values)\.(.*)$/.exec(field)?.[1]
  return body ?? /(?:^|\.)(?:params|headers|extra)\.([^.]+)/.exec(field)?.[1] ?? field
}
