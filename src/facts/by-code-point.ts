/** The order that every list of ours is in: by code point, the same in any locale. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
