/** Compares strings by code point, so that lists have the same order in every locale. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
