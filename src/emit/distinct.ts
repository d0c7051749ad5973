import type { Finding } from '../model/diagnostic.js'

/**
 * Removes duplicate findings about the same place. They occur because a partial is read once for
 * each template that uses it, and a template once for each page that it generates.
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
