import type { Finding } from '../model/diagnostic.js'
import type { Address } from '../model/source.js'

/**
 * Returns the candidate that the user most likely meant, or undefined if none is close enough. The
 * distance counts single-character edits and swaps of adjacent characters.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  return suggester(candidates)(word)
}

/**
 * The maximum number of letter comparisons in a run. After that, it makes no more suggestions. This
 * many comparisons take less than half a second.
 */
const mostSteps = 30_000_000
let steps = 0

/** Resets the limit on suggestions for a new run. */
export function resetSuggestions(): void {
  steps = 0
}

/**
 * Returns a function like `nearest` that looks up many words in the same candidates. All suggesters
 * share the limit `mostSteps`. After that, they return undefined, because n words and n candidates
 * would take n × n comparisons. If there are that many mistakes, they are probably not typos.
 */
export function suggester(candidates: Iterable<string>): (word: string) => string | undefined {
  let known: readonly Candidate[] | undefined
  return (word) => {
    if (steps > mostSteps) return undefined
    known ??= prepared(candidates)
    return closest(word, known, 1)[0]
  }
}

/** Returns a `suggester` for the keys of a map. It is cached as long as the map exists. */
export function suggesterOf(map: object): (word: string) => string | undefined {
  const made = suggesters.get(map) ?? suggester(Object.keys(map))
  suggesters.set(map, made)
  return made
}

const suggesters = new WeakMap<object, (word: string) => string | undefined>()

/** The closest candidates, best first. */
export function nearestAll(word: string, candidates: Iterable<string>, most: number): string[] {
  return closest(word, prepared(candidates), most)
}

interface Candidate {
  readonly name: string
  readonly folded: string
}

function prepared(candidates: Iterable<string>): Candidate[] {
  return Array.from(candidates, (name) => ({ name, folded: name.toLowerCase() }))
}

function closest(word: string, candidates: readonly Candidate[], most: number): string[] {
  const limit = Math.max(1, Math.floor(word.length * 0.4))
  const folded = word.toLowerCase()
  const close: { name: string; distance: number }[] = []
  for (const candidate of candidates) {
    steps++
    if (Math.abs(candidate.name.length - word.length) > limit) continue
    const distance = editDistance(folded, candidate.folded)
    if (distance <= limit) close.push({ name: candidate.name, distance })
  }
  close.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  return close.slice(0, most).map(({ name }) => name)
}

/**
 * Returns codes that the user may have meant. Codes come first if the code or its last part starts
 * with `asked`. Codes with a similar spelling follow.
 */
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

/**
 * The number of edits between two words. Skips their common start and end first, because most names
 * in a catalog share a long part.
 */
function editDistance(a: string, b: string): number {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let [endOfA, endOfB] = [a.length, b.length]
  for (; endOfA > start && endOfB > start && a[endOfA - 1] === b[endOfB - 1]; endOfB--) endOfA--
  steps += a.length + (endOfA - start) * (endOfB - start)
  return distanceBetween(a.slice(start, endOfA), b.slice(start, endOfB))
}

function distanceBetween(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1)
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}

/** Suggests the codes in `near`, or suggests running `errbook list` if `near` is empty. */
export function meantCodes(near: readonly string[]): Pick<Finding, 'help' | 'suggestions'> {
  return near.length > 0
    ? { suggestions: near.map((name) => ({ name })) }
    : { help: 'Run `errbook list` to see all codes.' }
}

/**
 * Suggests the name `near`, or returns `help` if `near` is undefined. If `at` is given, the
 * suggestion replaces the value at this address with `replacement`. Pass `replacement` if the name
 * is only a part of the value.
 */
export function meant(
  near: string | undefined,
  {
    help,
    at,
    replacement = near,
  }: { readonly help: string; readonly at?: Address; readonly replacement?: string | undefined },
): Pick<Finding, 'help' | 'suggestions'> {
  if (near === undefined || replacement === undefined) return { help }
  return { suggestions: [{ name: near, ...(at && { edit: { at, replacement } }) }] }
}
