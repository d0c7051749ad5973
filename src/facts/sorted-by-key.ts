import { byCodePoint } from './by-code-point.js'

/**
 * An object with its keys sorted by code point. Keys that look like numbers always come first in a
 * JavaScript object.
 */
export function sortedByKey<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => byCodePoint(a, b)))
}
