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
