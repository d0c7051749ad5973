/** One change of a text: what stands between two offsets gives way to something else. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Whether two splices are about the same text. */
export function overlap(splices: readonly Splice[]): boolean {
  return inOrder(splices).some(({ start }, at, sorted) => start < (sorted[at - 1]?.end ?? 0))
}

/**
 * A text with all of the splices in it; those at one offset go in as they come. Throws a RangeError
 * where two overlap.
 */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const pieces: string[] = []
  let at = 0
  for (const { start, end, text: inserted } of inOrder(splices)) {
    if (start < at) throw new RangeError('splices overlap')
    pieces.push(text.slice(at, start), inserted)
    at = end
  }
  return pieces.join('') + text.slice(at)
}

function inOrder(splices: readonly Splice[]): Splice[] {
  return splices.toSorted((a, b) => a.start - b.start || a.end - b.end)
}
