import * as z from 'zod'
import type { DiagnosticCode } from './code.js'

/**
 * Who breaks when a promise does, from those who can least be asked to wait:
 *
 *     wire     clients of the API, and what they stored: codes, statuses, types, bodies
 *     schema   validators of the published JSON Schema and OpenAPI
 *     source   importers of the generated constants and types
 *     docs     links and searches
 *
 * A project that keeps its promises to one level keeps them to all before it.
 */
export const levels = ['wire', 'schema', 'source', 'docs'] as const
export type Level = (typeof levels)[number]

/** Who breaks, in words. */
export const whoBreaks: Readonly<Record<Level, string>> = {
  wire: 'clients',
  schema: 'schema validators',
  source: 'importers of the constants',
  docs: 'links and readers',
}

/** Fields that hold samples of values, and no words for readers. */
export const exampleField = /^example$|\.examples?$/

/** A rule of `diff`: the code of the diagnostic that it raises. */
export type ChangeRule = DiagnosticCode

/**
 * What may happen to a field of a published error, and which rule says so. A rule that is left out
 * means that nobody minds.
 */
export type Policy =
  /** Nobody relies on it; why. */
  | { readonly by: 'free'; readonly why: string }
  /**
   * Compared where it takes effect: a default of a category at its errors, the shape of codes in
   * codes.
   */
  | { readonly by: 'effect'; readonly of: string }
  /**
   * Compared among errors as a whole, and not field by field: codes that go, come, or are called
   * something else.
   */
  | { readonly by: 'identity'; readonly rules: readonly ChangeRule[]; readonly locked?: true }
  /** As one value. */
  | {
      readonly by: 'value'
      readonly changed: ChangeRule
      readonly added?: ChangeRule | null
      readonly locked?: true
    }
  /** A JSON Schema, apart from what it says to its readers: that is words. */
  | { readonly by: 'shape'; readonly changed: ChangeRule }
  /** Words for people, told once an error. */
  | { readonly by: 'text'; readonly changed: ChangeRule }
  /** Words with placeholders: one that goes is more than a matter of words. */
  | { readonly by: 'template'; readonly changed: ChangeRule; readonly removed: ChangeRule }
  /** A list, as the set of its items. */
  | {
      readonly by: 'items'
      readonly added?: ChangeRule
      readonly removed?: ChangeRule
      /** Where there was no list at all, or is none any more. */
      readonly changed?: ChangeRule
      readonly locked?: true
    }
  /** A map, name by name; below a name, its members' own policies. */
  | {
      readonly by: 'members'
      readonly added?: ChangeRule
      /** Of a member that every occurrence must carry, where that is another matter. */
      readonly addedRequired?: ChangeRule
      readonly removed?: ChangeRule
      readonly locked?: true
    }
  /** A value out of a few, from what promises most to what promises least. */
  | {
      readonly by: 'scale'
      readonly scale: readonly unknown[]
      /** What holds where nothing is written. */
      readonly unset: unknown
      readonly more?: ChangeRule
      readonly less?: ChangeRule
      readonly locked?: true
    }
  /** The statuses of an error, the first being its default. */
  | {
      readonly by: 'statuses'
      readonly changed: ChangeRule
      readonly added: ChangeRule
      readonly removed: ChangeRule
      readonly locked: true
    }
  /** Types of JSON, as sets of values: one may hold the other. */
  | {
      readonly by: 'types'
      readonly changed: ChangeRule
      readonly narrowed: ChangeRule
      readonly locked: true
    }

/**
 * The policy of every field, beside its declaration. `diff`, the lock and the reference know fields
 * by this alone.
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
  /** The error that it is about; `catalog.yaml` where it is about the vocabulary itself. */
  readonly code: string
  /** Where: `params.orderId.type`. Empty for the error as a whole. */
  readonly field: string
  /** As JSON; undefined where there was nothing. */
  readonly before: unknown
  readonly after: unknown
  /** The same for the same change, whatever it is compared with and wherever it stands. */
  readonly fingerprint: string
  /**
   * What else the one finding tells of: the other errors that a line of the vocabulary changes, the
   * other texts of the error.
   */
  readonly also: readonly Pick<Change, 'code' | 'field' | 'before' | 'after'>[]
  /** Why it was accepted, if it was. */
  readonly accepted?: string
}

/** A line of the file in which a project accepts breaks, without the reason that a person adds. */
export interface AcceptedChange {
  /** The file, as the command line names it. */
  readonly file: string
  readonly rule: ChangeRule
  readonly code: string
  readonly fingerprint: string
}

/** What the next release has to be called, by SemVer. */
export type Bump = 'major' | 'minor' | 'patch' | 'none'

/** What a comparison was made with, and what came of it as a whole. */
export interface Comparison {
  /** `main (merge base 1a2b3c4)`. */
  readonly base: string
  /** What the base could not tell. */
  readonly untold: readonly string[]
  readonly bump: Bump
}
