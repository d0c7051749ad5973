import type * as z from 'zod'
import type { DiagnosticCode } from '../diagnostics/codes.js'
import type { Catalog, Entry } from '../model/catalog.js'
import type { RuleLevel } from '../model/config.js'
import type { Path } from '../model/source.js'

/** A problem that a rule found, with its location and how to fix it. */
export interface RuleFinding {
  /** Undefined for catalog.yaml. */
  readonly entry: Entry | undefined
  readonly path: Path
  readonly on?: 'key' | 'value'
  readonly text?: { readonly value: string; readonly nth: number }
  readonly message: string
  readonly help: string
  /** The missing parts, for rules about completeness. A baseline may allow them. */
  readonly lacks?: readonly string[]
  readonly related?: { readonly entry: Entry; readonly path: Path; readonly message: string }
}

/** A check that a project can turn off or set to another level. Depends only on the catalog. */
export interface Rule<Options = unknown> {
  readonly id: DiagnosticCode
  readonly level: RuleLevel
  /** Schema of the options in the config, with defaults. */
  readonly options: z.ZodType<Options>
  check(catalog: Catalog, options: Options): Iterable<RuleFinding>
}

export const defineRule = <Options>(rule: Rule<Options>): Rule<Options> => rule

/** Any rule. The type of its options is unknown. */
// biome-ignore lint/suspicious/noExplicitAny: each rule has a different type of options.
export type AnyRule = Rule<any>
