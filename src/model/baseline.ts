import * as z from 'zod'
import type { Source } from './source.js'

/** The file in a catalog's folder that lists the parts that errors are still allowed to lack. */
export const baselineName = 'catalog.baseline.yaml'

/**
 * The parts that each error lacked when the baseline was created. The completeness rules define
 * which parts an error must have.
 */
export const baselineSchema = z
  .record(z.string(), z.array(z.string()).min(1))
  .meta({ title: baselineName })

export interface Baseline {
  readonly source: Source
  readonly lacks: Readonly<Record<string, readonly string[]>>
}
