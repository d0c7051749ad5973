import type { Context, Encoding } from './context.js'

/**
 * A `Bound` that can be stored as JSON. Numbers refer to values and statements by their order in
 * the template.
 */
export interface Proof {
  readonly contexts: readonly (readonly [mustache: number, context: Context])[]
  readonly regions: readonly {
    readonly encoding: Encoding
    readonly start: Place
    readonly end: Place
  }[]
}

export type Place = readonly [statement: number, offset: number]

/**
 * The proofs of the built-in Markdown templates, by a hash of their texts, so that builds don't
 * have to compute them. Empty here, because `scripts/prove-templates.mjs` writes them to
 * `dist/emit/template/proofs.js`.
 */
export const proofs: Readonly<Record<string, Proof>> = {}
