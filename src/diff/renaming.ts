import type { Match } from './errors.js'

/**
 * Puts today's codes in place of those that were renamed, in all texts of a value. A reference that
 * followed a rename is no change of its own.
 */
export function renaming(matches: readonly Match[]): (value: unknown) => unknown {
  const codes = new Map(
    matches.flatMap(({ before, after }) =>
      before.code === after.code ? [] : [[before.code, after.code] as const],
    ),
  )
  if (codes.size === 0) return (value) => value
  const any = [...codes.keys()]
    .sort((a, b) => b.length - a.length)
    .map((code) => code.replace(/[^\w]/g, '\\$&'))
  const pattern = new RegExp(`(?<![\\w-])(?:${any.join('|')})(?![\\w-])`, 'g')
  const asNow = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(pattern, (code) => codes.get(code) ?? code)
    if (Array.isArray(value)) return value.map(asNow)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asNow(member)]))
  }
  return asNow
}
