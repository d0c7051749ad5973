import type { ChangeRule } from '../model/change.js'
import type { DiffRule } from './rule.js'
import { rulesOfErrors } from './rules-of-errors.js'
import { rulesOfFields } from './rules-of-fields.js'

/** All rules by id: first for errors, then for fields. */
export const rules: Readonly<Partial<Record<ChangeRule, DiffRule>>> = {
  ...rulesOfErrors,
  ...rulesOfFields,
}

/** The rule with this id. Every id used by a policy or an event has a rule. */
export function ruleOf(id: ChangeRule): DiffRule {
  return rules[id]!
}

export const ruleIds = Object.keys(rules) as ChangeRule[]
