import type * as z from 'zod'
import type { Api } from '../model/api.js'
import type { Artifact, FileArtifact } from '../model/artifact.js'
import type { Catalog, Entry } from '../model/catalog.js'
import type { Finding } from '../model/diagnostic.js'
import type { Address } from '../model/source.js'
import type { TemplateSet } from './template/syntax-tree.js'

/** What an emitter is given beside the catalog, which holds only what the output may show. */
export interface EmitInput<Options> {
  readonly catalog: Catalog
  readonly options: Options
  /** The emitter's templates, the user's in place of ours. Empty for an emitter without any. */
  readonly templates: TemplateSet
  /** The API description that `reads` asked for. */
  readonly api?: Api | undefined
  /** Where the output stands in the config, for findings about its options. */
  readonly at: Address
}

/** What one entry contributes: files of its own, and a part of files that hold several. */
export interface Emitted {
  readonly artifacts: readonly FileArtifact[]
  readonly part?: string
}

/**
 * An output being made. `entry` depends on that entry and on nothing that another entry's body
 * could change, so that entries can be redone, cached or spread over workers one by one.
 */
export interface Job {
  entry(entry: Entry): Emitted
  /** The files about several entries. `parts` holds what `entry` gave, in the catalog's order. */
  rest(parts: readonly (string | undefined)[]): readonly Artifact[]
}

/** A kind of output. */
export interface Emitter<Options = unknown> {
  readonly name: string
  readonly summary: string
  /** Its options beyond those that every output has. */
  readonly options: z.ZodType<Options>
  /** The folder of its templates below templates/. */
  readonly templates?: string
  /**
   * The OpenAPI description that it looks things up in, if its options name one: a path from the
   * working folder.
   */
  readonly reads?: (options: Options) => string | undefined
  /** The ceiling where the config names none; undefined where it must. */
  readonly audience: 'public' | undefined
  start(input: EmitInput<Options>): {
    readonly job: Job | undefined
    readonly findings: readonly Finding[]
  }
}

export const defineEmitter = <Options>(emitter: Emitter<Options>): Emitter<Options> => emitter

/** An emitter in a list with others: its options are known to itself alone. */
// biome-ignore lint/suspicious/noExplicitAny: each has options of its own type.
export type AnyEmitter = Emitter<any>
