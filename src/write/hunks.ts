import { diffArrays } from 'diff'
import { difference } from './difference.js'
import { withLf } from './manifest.js'

/**
 * If more lines than this differ, texts are not compared line by line, because that takes quadratic
 * time.
 */
const mostEdits = 4000

/**
 * The lines that differ between two texts, with line numbers and one line of context above. Ignores
 * line ends.
 */
export function hunks(before: string, after: string): string[] {
  const [a, b] = [withLf(before).split('\n'), withLf(after).split('\n')]
  const parts = diffArrays(a, b, { maxEditLength: mostEdits })
  if (parts === undefined) return [difference(before, after)]
  const found: string[][] = []
  let [line, isOpen] = [0, false]
  for (const { value, removed, added } of parts) {
    const isChange = removed || added
    if (isChange && !isOpen) found.push([`@@ line ${line + 1} @@`, ...above(a, line)])
    if (isChange) found.at(-1)?.push(...marked(removed ? '-' : '+', value))
    if (!added) line += value.length
    isOpen = isChange
  }
  return found.map((lines) => lines.join('\n'))
}

function above(lines: readonly string[], at: number): string[] {
  return at > 0 ? [`  ${lines[at - 1]}`] : []
}

function marked(mark: string, lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? mark : `${mark} ${line}`))
}
