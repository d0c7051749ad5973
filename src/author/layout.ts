import type { Path } from '../model/source.js'

/** A collection goes on one line if it fits into this many columns. */
export const width = 120

// Collections that are easier to read on one line. For keys in `compact`, this applies to the value
// itself. For keys in `compactMembers`, it applies to each member of the value.
const compact = new Set([
  'tags',
  'enum',
  'required',
  'mediaType',
  'extra',
  'aliases',
  'type',
  'nav',
])
const compactMembers = new Set([
  'params',
  'headers',
  'values',
  'properties',
  'items',
  'systems',
  'categories',
])

/**
 * Whether a collection at this path goes on one line if it fits. Everything inside goes on that
 * line too.
 */
export function isCompact(path: Path): boolean {
  if (typeof path.at(-1) === 'number') return isCompact(path.slice(0, -1))
  const keys = path.filter((step) => typeof step === 'string')
  const [last = '', above = '', root = ''] = keys.toReversed()
  if (compact.has(last) || compactMembers.has(above)) return true
  // The headers of a request, the values in an example, and the members of an envelope.
  if (last === 'headers') return above === 'request'
  if (last === 'response') return above === 'example' || above === 'examples'
  return above === 'body' && root === 'response'
}
