import type { Path } from '../model/source.js'

/** A collection on one line ends before this column. */
export const width = 120

// Collections that are a few short facts, and are easier to read on one line: by their own key, or
// the key above.
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
 * Whether a collection at this path goes on one line where it fits there; everything inside it goes
 * along.
 */
export function isCompact(path: Path): boolean {
  if (typeof path.at(-1) === 'number') return isCompact(path.slice(0, -1))
  const keys = path.filter((step) => typeof step === 'string')
  const [last = '', above = '', root = ''] = keys.toReversed()
  if (compact.has(last) || compactMembers.has(above)) return true
  // The headers of a request, what an occurrence says in an example, and the members of an
  // envelope.
  if (last === 'headers') return above === 'request'
  if (last === 'response') return above === 'example' || above === 'examples'
  return above === 'body' && root === 'response'
}
