/**
 * The offset at which a JSON text nests past a limit, or undefined. Parsers of JSON go a step down
 * for each level.
 */
export function jsonTooDeepAt(text: string, limit: number): number | undefined {
  let depth = 0
  // Texts as a whole, so that brackets inside of them do not count. One that does not end goes on
  // to the end of its line.
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\\r\n]|\\.)*"?|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth++
    else if (token === ']' || token === '}') depth--
    if (depth > limit) return index
  }
  return undefined
}
