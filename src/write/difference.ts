import { withLf } from './manifest.js'

/** The first lines that differ between two texts. Ignores line ends. */
export function difference(there: string, wanted: string, most = 4): string {
  const a = withLf(there).split('\n')
  const b = withLf(wanted).split('\n')
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let [endA, endB] = [a.length, b.length]
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const shown = (lines: readonly string[], mark: string) => [
    ...lines.slice(0, most).map((line) => (line === '' ? mark : `${mark} ${line}`)),
    ...(lines.length > most ? [`${mark} … ${lines.length - most} more`] : []),
  ]
  return [
    `@@ line ${start + 1} @@`,
    ...shown(a.slice(start, endA), '-'),
    ...shown(b.slice(start, endB), '+'),
  ].join('\n')
}
