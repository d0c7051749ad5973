import type { Api } from '../../model/api.js'
import type { Catalog } from '../../model/catalog.js'
import type { Result } from '../../model/diagnostic.js'
import { attach } from './attach.js'
import { describeErrors } from './document.js'
import type { UnknownOperations } from './operations.js'
import { patchOf } from './patch.js'
import { splice } from './splice.js'

export interface MergeOptions {
  /** Which existing responses may be replaced. */
  readonly replace: 'ours' | 'any'
  readonly others: UnknownOperations
}

export interface Merged {
  readonly text: string
  readonly operations: number
  readonly responses: number
  /** The handwritten responses that were replaced, as text for messages. */
  readonly replaced: readonly string[]
}

/**
 * Returns the text of an API description with the errors in a catalog. It has the same changes as
 * the overlay.
 */
export function mergeErrors(
  catalog: Catalog,
  api: Api,
  { replace, others }: MergeOptions,
): Result<Merged> {
  const described = describeErrors(catalog, api, others)
  const attached = attach(described.value, api, replace)
  const { set, replaced } = attached.value
  return {
    value: {
      text: splice(api, patchOf(attached.value, api.value)),
      operations: new Set(set.map(({ operation }) => operation)).size,
      responses: set.length,
      replaced,
    },
    findings: [...described.findings, ...attached.findings],
  }
}
