import type * as z from 'zod'
import type { Api } from '../model/api.js'
import type { Artifact, FileArtifact } from '../model/artifact.js'
import type { Catalog, Entry } from '../model/catalog.js'
import type { Finding } from '../model/diagnostic.js'
import type { Address } from '../model/source.js'
import type { TemplateSet } from './template/syntax-tree.js'

/** The input of an emitter. The catalog contains only what the output may show. */
export interface EmitInput<Options> {
  readonly catalog: Catalog
  readonly options: Options
  /** The emitter's templates, or the user's replacements. Empty if the emitter has no templates. */
  readonly templates: TemplateSet
  /** The API description requested by `reads`. */
  readonly api?: Api | undefined
  /** The place of the output in the config, for findings about its options. */
  readonly at: Address
}

/**
 * The output for one entry: its own files, and its part of the files that cover several entries.
 */
export interface Emitted {
  readonly artifacts: readonly FileArtifact[]
  readonly part?: string
}

/**
 * An output that is being generated. The result of `entry` depends only on that entry, not on the
 * contents of others, so entries can be regenerated, cached or processed in parallel.
 */
export interface Job {
  entry(entry: Entry): Emitted
  /**
   * Returns the files that cover several entries. `parts` contains the parts that `entry` returned,
   * in catalog order.
   */
  rest(parts: readonly (string | undefined)[]): readonly Artifact[]
}

/** A kind of output. */
export interface Emitter<Options = unknown> {
  readonly name: string
  readonly summary: string
  /** The options of this emitter, in addition to the options that every output has. */
  readonly options: z.ZodType<Options>
  /** The folder with the emitter's templates, below templates/. */
  readonly templates?: string
  /**
   * Returns the path of an OpenAPI description to read, relative to the working directory.
   * Undefined if the options do not set one.
   */
  readonly reads?: (options: Options) => string | undefined
  /** The default audience if the config sets none. Undefined if the config must set one. */
  readonly audience: 'public' | undefined
  start(input: EmitInput<Options>): {
    readonly job: Job | undefined
    readonly findings: readonly Finding[]
  }
}

export const defineEmitter = <Options>(emitter: Emitter<Options>): Emitter<Options> => emitter

/** An emitter in a list of emitters. Only the emitter itself knows the type of its options. */
// biome-ignore lint/suspicious/noExplicitAny: each emitter has its own type of options.
export type AnyEmitter = Emitter<any>
