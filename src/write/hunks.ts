import { withLf } from './manifest.js'

/**
 * The lines in which two texts differ, place by place, each with its number and the line above it.
 * Line ends don't count.
 */
export function hunks(before: string, after: string): string[] {
  const [a, b] = [withLf(before).split('\n'), withLf(after).split('\n')]
  const found: { at: number; removed: string[]; added: string[] }[] = []
  let [i, j] = [0, 0]
  for (const [nextA, nextB] of [...commonLines(a, b), [a.length, b.length] as const]) {
    if (nextA > i || nextB > j)
      found.push({ at: i, removed: a.slice(i, nextA), added: b.slice(j, nextB) })
    ;[i, j] = [nextA + 1, nextB + 1]
  }
  const marked = (mark: string, lines: readonly string[]) =>
    lines.map((line) => (line === '' ? mark : `${mark} ${line}`))
  return found.map(({ at, removed, added }) => {
    const above = at > 0 ? [`  ${a[at - 1]}`] : []
    return [`@@ line ${at + 1} @@`, ...above, ...marked('-', removed), ...marked('+', added)].join(
      '\n',
    )
  })
}

/**
 * How many lines are compared at a time: comparing all with all would take the square of a file's
 * length.
 */
const window = 500

/**
 * Lines that two lists have in common, in order, as pairs of indexes. Both ends are cut off first:
 * edits are few.
 */
function commonLines(a: readonly string[], b: readonly string[]): [number, number][] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const [lastA, lastB] = [a.length - end, b.length - end]
  const pairs: [number, number][] = Array.from({ length: start }, (_, at) => [at, at])
  for (let [i, j] = [start, start]; i < lastA && j < lastB; ) {
    const [m, n] = [Math.min(window, lastA - i), Math.min(window, lastB - j)]
    const found = longestCommon(a.slice(i, i + m), b.slice(j, j + n))
    const isLast = i + m === lastA && j + n === lastB
    // Near the end of a window, a line may have a better partner in the next one.
    const kept = isLast ? found : found.filter(([x, y]) => x < m / 2 || y < n / 2)
    for (const [x, y] of kept) pairs.push([i + x, j + y])
    if (isLast) break
    const [x, y] = kept.at(-1) ?? [0, 0]
    const isFar = x >= m / 2 || y >= n / 2
    i += isFar ? x + 1 : Math.ceil(m / 2)
    j += isFar ? y + 1 : Math.ceil(n / 2)
  }
  for (let at = end; at > 0; at--) pairs.push([a.length - at, b.length - at])
  return pairs
}

/** The longest list of lines that two lists have in common, as pairs of indexes. */
function longestCommon(a: readonly string[], b: readonly string[]): [number, number][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] =
        a[i] === b[j]
          ? lengths[i + 1]![j + 1]! + 1
          : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
  const pairs: [number, number][] = []
  for (let [i, j] = [0, 0]; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++])
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++
    else j++
  }
  return pairs
}
