/**
 * Returns the offset at which JSON is nested deeper than `limit`, or undefined. Checked before
 * parsing, because JSON parsers are recursive.
 */
export function jsonTooDeepAt(text: string, limit: number): number | undefined {
  let depth = 0
  // Matches strings as a whole, so that brackets inside them do not count. A string without a
  // closing quote ends at the end of its line.
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\\r\n]|\\.)*"?|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth++
    else if (token === ']' || token === '}') depth--
    if (depth > limit) return index
  }
  return undefined
}
