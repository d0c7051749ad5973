/**
 * A map in the order of its keys, by code point. Keys that look like numbers come first in any
 * object of JavaScript.
 */
export function sortedByKey<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
