import type { ChangeRule } from '../model/change.js'
import type { DiffRule } from './rule.js'
import { rulesOfErrors } from './rules-of-errors.js'
import { rulesOfFields } from './rules-of-fields.js'

/** Every rule by its id: what became of an error, then what became of a field. */
export const rules: Readonly<Partial<Record<ChangeRule, DiffRule>>> = {
  ...rulesOfErrors,
  ...rulesOfFields,
}

/** The rule that a policy or an event names: there is one for each that they can name. */
export function ruleOf(id: ChangeRule): DiffRule {
  return rules[id]!
}

export const ruleIds = Object.keys(rules) as ChangeRule[]
