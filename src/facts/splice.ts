/** An edit that replaces the part of a string between two offsets. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Whether any two of the splices overlap. */
export function overlap(splices: readonly Splice[]): boolean {
  return inOrder(splices).some(({ start }, at, sorted) => start < (sorted[at - 1]?.end ?? 0))
}

/**
 * Applies all splices to a string. Splices at the same offset are inserted in the given order.
 * Throws a RangeError if two splices overlap.
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
