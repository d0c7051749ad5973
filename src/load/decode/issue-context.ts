import type { Node } from 'yaml'
import type * as z from 'zod'
import { nearest } from '../../facts/nearest.js'
import { pathText } from '../../facts/path-text.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Path } from '../../model/source.js'
import type { PairsOf } from '../yaml/locate.js'
import type { Origin } from './origin.js'
import { describe, knownKeys, schemaAt, valueAt } from './schema-walk.js'
import { isMap } from './words.js'

export type Issue = z.core.$ZodIssue

export interface Context {
  readonly schema: z.ZodType
  readonly value: unknown
  readonly origin: Origin
  readonly root: Node | null | undefined
  /** The pairs of each map in `root`, collected once for all findings. */
  readonly pairsOf: PairsOf
}

/**
 * Reports a missing field, unless an unknown field is probably a misspelling of it. Unknown fields
 * are already reported.
 */
export function missing(path: Path, context: Context): Finding[] {
  const key = String(path.at(-1))
  const parent = path.slice(0, -1)
  const siblings = valueAt(context.value, parent)
  const known = knownKeys(schemaAt(context.schema, parent, siblings))
  if (
    isMap(siblings) &&
    Object.keys(siblings).some(
      (sibling) => !known.includes(sibling) && nearest(sibling, known) === key,
    )
  )
    return []
  const example = describe(schemaAt(context.schema, path))
  return [
    {
      code: 'missing-key',
      message: `Missing \`${key}\`${parent.length > 0 ? ` in \`${pathText(parent)}\`` : ''}.`,
      help: example === undefined ? `Add \`${key}\`.` : `Add \`${key}\`: ${example}`,
      at: { ...context.origin, path: parent, on: 'key' },
    },
  ]
}
