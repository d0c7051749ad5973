import type { Match } from './errors.js'

/**
 * Returns a function that replaces old codes with current ones in all strings of a value, so that a
 * renamed reference does not count as a change.
 */
export function renaming(matches: readonly Match[]): (value: unknown) => unknown {
  const codes = new Map(
    matches.flatMap(({ before, after }) =>
      before.code === after.code ? [] : [[before.code, after.code] as const],
    ),
  )
  if (codes.size === 0) return (value) => value
  // A regular expression of all codes would try every code at every word. A lookup of the words
  // takes the same time for any number of codes.
  const beginnings = new Set([...codes.keys()].flatMap(beginningsOf))
  const replaceCodes = (text: string): string => {
    const pieces = piecesOf(text)
    const replaced: string[] = []
    for (let at = 0; at < pieces.length; ) {
      const found = codeAt(pieces, at)
      replaced.push(found?.now ?? pieces[at] ?? '')
      at = found?.end ?? at + 1
    }
    return replaced.join('')
  }
  /** Finds the longest code that starts at a piece. */
  const codeAt = (pieces: readonly string[], start: number) => {
    if (isWord(pieces[start - 1])) return undefined
    let found: { now: string; end: number } | undefined
    let read = ''
    for (let end = start; end < pieces.length; ) {
      read += pieces[end]
      if (!beginnings.has(read)) break
      end += 1
      const now = codes.get(read)
      if (now !== undefined && !isWord(pieces[end])) found = { now, end }
    }
    return found
  }
  const asNow = (value: unknown): unknown => {
    if (typeof value === 'string') return replaceCodes(value)
    if (Array.isArray(value)) return value.map(asNow)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asNow(member)]))
  }
  return asNow
}

/** Splits text into words and single other characters. Words may contain hyphens. */
function piecesOf(text: string): string[] {
  return text.match(/[\w-]+|[^\w-]/g) ?? []
}

/** All texts that a code begins with and that end with one of its pieces. */
function beginningsOf(code: string): string[] {
  let read = ''
  return piecesOf(code).map((piece) => {
    read += piece
    return read
  })
}

function isWord(piece: string | undefined): boolean {
  return piece !== undefined && /^[\w-]/.test(piece)
}
