import type { Source } from '../model/source.js'

/**
 * Reads lines of sources for one report. Each source is split once, however many findings it has.
 */
export function lineReader(): (source: Source | undefined, line: number) => string | undefined {
  const split = new Map<Source, string[]>()
  return (source, line) => {
    if (source === undefined) return undefined
    const lines = split.get(source) ?? source.text.split(/\r\n|\r|\n/)
    split.set(source, lines)
    return lines[line - 1]
  }
}
