import { byCodePoint } from './by-code-point.js'

/**
 * A map in the order of its keys, by code point. Keys that look like numbers come first in any
 * object of JavaScript.
 */
export function sortedByKey<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => byCodePoint(a, b)))
}
