import * as z from 'zod'
import type { Source } from './source.js'

/** The file in a catalog's folder that names what its errors lack for now. */
export const baselineName = 'catalog.baseline.yaml'

/**
 * What each error lacked when the baseline was made: the parts that the rules of completeness name.
 */
export const baselineSchema = z
  .record(z.string(), z.array(z.string()).min(1))
  .meta({ title: baselineName })

export interface Baseline {
  readonly source: Source
  readonly lacks: Readonly<Record<string, readonly string[]>>
}
