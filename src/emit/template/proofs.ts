import type { Context, Encoding } from './context.js'

/** A binding as it is kept: values and statements by their numbers in the template's tree. */
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
 * Where the values of our own Markdown templates stand, by what each template is made of, so that
 * no build has to find it out. Empty here: `scripts/prove-templates.mjs` writes
 * `dist/emit/template/proofs.js`.
 */
export const proofs: Readonly<Record<string, Proof>> = {}
