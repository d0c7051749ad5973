import type { Finding } from '../model/diagnostic.js'

/**
 * One finding of a kind a place: a partial is read for each template that calls it, and a template
 * for each page that it makes.
 */
export function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ code, message, at }) => {
    const [start, end] = at?.range ?? []
    const key = JSON.stringify(
      start === end
        ? [code, message, at?.source.file, at?.path]
        : [code, at?.source.file, start, end],
    )
    return !seen.has(key) && seen.add(key)
  })
}
