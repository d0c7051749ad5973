/**
 * The candidate that a reader most likely meant, or undefined when none is close. Distance is that of
 * single-character edits with swaps of neighbours; half a word's length is too far.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  return nearestAll(word, candidates, 1)[0]
}

/** How many steps of comparing letters a `suggester` takes before it stops suggesting: about a second. */
const mostSteps = 300_000_000

/**
 * `nearest` for many words and the same candidates. Past a number of steps it suggests nothing any more, as n
 * words and n candidates would take n × n comparisons, and who has made so many mistakes did not mistype them.
 */
export function suggester(candidates: Iterable<string>): (word: string) => string | undefined {
  const known = [...candidates]
  const letters = known.reduce((sum, { length }) => sum + length, 0)
  let steps = 0
  return (word) => {
    if (steps > mostSteps) return undefined
    steps += known.length + word.length * letters
    return nearest(word, known)
  }
}

/** A `suggester` for the keys of a map, the same one for as long as the map is there. */
export function suggesterOf(map: object): (word: string) => string | undefined {
  const made = suggesters.get(map) ?? suggester(Object.keys(map))
  suggesters.set(map, made)
  return made
}

const suggesters = new WeakMap<object, (word: string) => string | undefined>()

/** The closest candidates, best first. */
export function nearestAll(word: string, candidates: Iterable<string>, most: number): string[] {
  const limit = Math.max(1, Math.floor(word.length * 0.4))
  const close: { candidate: string; distance: number }[] = []
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance <= limit) close.push({ candidate, distance })
  }
  close.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
  return close.slice(0, most).map(({ candidate }) => candidate)
}

/** Codes that somebody may have meant: whose last part begins with what was asked for, else whose spelling is close. */
export function similarCodes(asked: string, codes: Iterable<string>, most: number): string[] {
  const all = [...codes]
  const begun =
    asked.length < 3
      ? []
      : all.filter(
          (code) =>
            code.startsWith(asked) ||
            code
              .split(/[^\w-]/)
              .at(-1)
              ?.startsWith(asked),
        )
  return [...new Set([...begun.sort(), ...nearestAll(asked, all, most)])].slice(0, most)
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, beforeLast[j - 2]! + 1)
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
