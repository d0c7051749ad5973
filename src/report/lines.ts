import type { Source } from '../model/source.js'

/** Returns a function that reads a line of a source. Each source is split only once per report. */
export function lineReader(): (source: Source | undefined, line: number) => string | undefined {
  const split = new Map<Source, string[]>()
  return (source, line) => {
    if (source === undefined) return undefined
    const lines = split.get(source) ?? source.text.split(/\r\n|\r|\n/)
    split.set(source, lines)
    return lines[line - 1]
  }
}
