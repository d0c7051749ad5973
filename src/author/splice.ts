/** One change of a text: what stands between two offsets gives way to something else. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * A text with all of the splices in it. They must not overlap; those at one offset go in as they
 * come.
 */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const sorted = splices.toSorted((a, b) => a.start - b.start || a.end - b.end)
  let result = ''
  let at = 0
  for (const { start, end, text: inserted } of sorted) {
    if (start < at) throw new RangeError('splices overlap')
    result += text.slice(at, start) + inserted
    at = end
  }
  return result + text.slice(at)
}
