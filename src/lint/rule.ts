import type * as z from 'zod'
import type { DiagnosticCode } from '../diagnostics/codes.js'
import type { Catalog, Entry } from '../model/catalog.js'
import type { RuleLevel } from '../model/config.js'
import type { Path } from '../model/source.js'

/**
 * What a rule says: which entry, or catalog.yaml itself, where in it, what is wrong and how to fix
 * it.
 */
export interface RuleFinding {
  /** Undefined for catalog.yaml. */
  readonly entry: Entry | undefined
  readonly path: Path
  readonly on?: 'key' | 'value'
  readonly text?: { readonly value: string; readonly nth: number }
  readonly message: string
  readonly help: string
  /** Parts that the error lacks, for rules about completeness: a baseline may excuse them. */
  readonly lacks?: readonly string[]
  readonly related?: { readonly entry: Entry; readonly path: Path; readonly message: string }
}

/** A warning that a project may turn off or make an error. A pure function of the catalog. */
export interface Rule<Options = unknown> {
  readonly id: DiagnosticCode
  readonly level: RuleLevel
  /** Checked against what the config gives; its defaults hold where it gives none. */
  readonly options: z.ZodType<Options>
  check(catalog: Catalog, options: Options): Iterable<RuleFinding>
}

export const defineRule = <Options>(rule: Rule<Options>): Rule<Options> => rule

/** A rule in a list with others: its options are known to itself alone. */
// biome-ignore lint/suspicious/noExplicitAny: each has options of its own type.
export type AnyRule = Rule<any>
