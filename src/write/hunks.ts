import { withLf } from './manifest.js'

/** The lines in which two texts differ, place by place, each with its number and the line above it. Line ends don't count. */
export function hunks(before: string, after: string): string[] {
  const [a, b] = [withLf(before).split('\n'), withLf(after).split('\n')]
  const found: { at: number; removed: string[]; added: string[] }[] = []
  let [i, j] = [0, 0]
  for (const [nextA, nextB] of [...commonLines(a, b), [a.length, b.length] as const]) {
    if (nextA > i || nextB > j) found.push({ at: i, removed: a.slice(i, nextA), added: b.slice(j, nextB) })
    ;[i, j] = [nextA + 1, nextB + 1]
  }
  const marked = (mark: string, lines: readonly string[]) => lines.map((line) => (line === '' ? mark : `${mark} ${line}`))
  return found.map(({ at, removed, added }) => {
    const above = at > 0 ? [`  ${a[at - 1]}`] : []
    return [`@@ line ${at + 1} @@`, ...above, ...marked('-', removed), ...marked('+', added)].join('\n')
  })
}

/** The longest lines that two lists have in common, in order, as pairs of indexes. Both ends are cut off first: edits are few. */
function commonLines(a: readonly string[], b: readonly string[]): [number, number][] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const [m, n] = [a.length - start - end, b.length - start - end]
  const lengths = Array.from({ length: m + 1 }, () => new Uint32Array(n + 1))
  for (let i = m - 1; i >= 0; i--)
    for (let j = n - 1; j >= 0; j--)
      lengths[i]![j] = a[start + i] === b[start + j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
  const pairs: [number, number][] = Array.from({ length: start }, (_, at) => [at, at])
  for (let [i, j] = [0, 0]; i < m && j < n; ) {
    if (a[start + i] === b[start + j]) pairs.push([start + i++, start + j++])
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++
    else j++
  }
  for (let at = end; at > 0; at--) pairs.push([a.length - at, b.length - at])
  return pairs
}
