import * as z from 'zod'
import type { DiagnosticCode } from './code.js'

/**
 * Who is affected when a promise is broken. Those who are hardest to update come first:
 *
 *     wire     clients of the API and data that they stored: codes, statuses, types, bodies
 *     schema   validators that use the published JSON Schema and OpenAPI
 *     source   code that imports the generated constants and types
 *     docs     links and searches
 *
 * A project that keeps its promises at one level also keeps those at all levels before it.
 */
export const levels = ['wire', 'schema', 'source', 'docs'] as const
export type Level = (typeof levels)[number]

/** Whom a change at each level breaks, as text. */
export const whoBreaks: Readonly<Record<Level, string>> = {
  wire: 'clients',
  schema: 'clients that validate responses',
  source: 'code that imports the constants',
  docs: 'links to the pages',
}

/** Fields that contain example values instead of text for readers. */
export const exampleField = /^example$|\.examples?$/

/** A rule of `diff`, by the code of the diagnostic that it reports. */
export type ChangeRule = DiagnosticCode

/**
 * How a field of a published error is compared, and which rule reports each change. If a rule is
 * missing, that change is not breaking.
 */
export type Policy =
  /** Not compared, because no client or reader depends on it. `why` is the reason. */
  | { readonly by: 'free'; readonly why: string }
  /**
   * Compared through the errors that it affects. For example, a default of a category changes the
   * errors in the category.
   */
  | { readonly by: 'effect'; readonly of: string }
  /** Compared for the error as a whole, for example if its code is added, removed or renamed. */
  | { readonly by: 'identity'; readonly rules: readonly ChangeRule[]; readonly locked?: true }
  /** Compared as one value. */
  | {
      readonly by: 'value'
      readonly changed: ChangeRule
      readonly added?: ChangeRule | null
      readonly locked?: true
    }
  /** A JSON Schema. Its titles and descriptions are compared as text. */
  | { readonly by: 'shape'; readonly changed: ChangeRule }
  /** Text for people. All changed texts of an error are one finding. */
  | { readonly by: 'text'; readonly changed: ChangeRule }
  /** Text with placeholders. A removed placeholder has its own rule. */
  | { readonly by: 'template'; readonly changed: ChangeRule; readonly removed: ChangeRule }
  /** A list, compared as a set of its items. */
  | {
      readonly by: 'items'
      readonly added?: ChangeRule
      readonly removed?: ChangeRule
      /** The rule if the whole list is added or removed. */
      readonly changed?: ChangeRule
      readonly locked?: true
    }
  /** A map, compared by key. The fields of its values have their own policies. */
  | {
      readonly by: 'members'
      readonly added?: ChangeRule
      /** The rule for an added member that is always sent. Default: `added`. */
      readonly addedRequired?: ChangeRule
      readonly removed?: ChangeRule
      readonly locked?: true
    }
  /** One of a few values, ordered from the strongest promise to the weakest. */
  | {
      readonly by: 'scale'
      readonly scale: readonly unknown[]
      /** The value to compare if the field is missing. */
      readonly unset: unknown
      readonly more?: ChangeRule
      readonly less?: ChangeRule
      readonly locked?: true
    }
  /** The statuses of an error. The first one is the default. */
  | {
      readonly by: 'statuses'
      readonly changed: ChangeRule
      readonly added: ChangeRule
      readonly removed: ChangeRule
      readonly locked: true
    }
  /** JSON types, compared as sets of values, so that `integer` is a subset of `number`. */
  | {
      readonly by: 'types'
      readonly changed: ChangeRule
      readonly narrowed: ChangeRule
      readonly locked: true
    }

/**
 * The policy of each field, defined next to the field. `diff`, the lock and the reference depend
 * only on these policies.
 */
export const changes = z.registry<{ change: Policy }>()

export const free = (why: string): { change: Policy } => ({ change: { by: 'free', why } })
export const effect = (of: string): { change: Policy } => ({ change: { by: 'effect', of } })
export const keep = (change: Policy): { change: Policy } => ({ change })
export const words: { change: Policy } = { change: { by: 'text', changed: 'text-changed' } }

/** One change of a published catalog. */
export interface Change {
  readonly rule: ChangeRule
  readonly level: Level
  /** The changed error, or `catalog.yaml` if the vocabulary itself changed. */
  readonly code: string
  /** The path of the field: `params.orderId.type`. Empty for the error as a whole. */
  readonly field: string
  /** The old value as JSON. Undefined if the field was missing. */
  readonly before: unknown
  readonly after: unknown
  /** Identifies the change, independently of the base and of the location in the file. */
  readonly fingerprint: string
  /**
   * Further changes in the same finding, such as other errors that the same line of the vocabulary
   * changes, or other texts of the same error.
   */
  readonly also: readonly Pick<Change, 'code' | 'field' | 'before' | 'after'>[]
  /** The reason for accepting the change, if it was accepted. */
  readonly accepted?: string
}

/** A line for the file that accepts breaking changes. The user adds the reason. */
export interface AcceptedChange {
  /** The file, by its name on the command line. */
  readonly file: string
  readonly rule: ChangeRule
  readonly code: string
  readonly fingerprint: string
}

/** The version bump that SemVer requires for the next release. */
export type Bump = 'major' | 'minor' | 'patch' | 'none'

/** The base of a comparison and its overall result. */
export interface Comparison {
  /** `main (merge base 1a2b3c4)`. */
  readonly base: string
  /** Sentences about what could not be compared because of the base. */
  readonly untold: readonly string[]
  readonly bump: Bump
}
