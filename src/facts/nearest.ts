import type { Finding } from '../model/diagnostic.js'
import type { Address } from '../model/source.js'

/**
 * The candidate that a reader most likely meant, or undefined when none is close. Distance is that
 * of single-character edits with swaps of neighbors; half a word's length is too far.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  return suggester(candidates)(word)
}

/**
 * How many steps of comparing letters a run takes before it stops suggesting: less than half a
 * second.
 */
const mostSteps = 30_000_000
let steps = 0

/** Begins a run, which may suggest again. */
export function resetSuggestions(): void {
  steps = 0
}

/**
 * `nearest` for many words and the same candidates. After `mostSteps` in all suggesters of a run it
 * returns undefined, because n words and n candidates would take n × n comparisons. Somebody who
 * has made that many mistakes did not mistype the names.
 */
export function suggester(candidates: Iterable<string>): (word: string) => string | undefined {
  let known: readonly Candidate[] | undefined
  return (word) => {
    if (steps > mostSteps) return undefined
    known ??= prepared(candidates)
    return closest(word, known, 1)[0]
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
 * Codes that somebody may have meant: whose last part begins with what was asked for, else whose
 * spelling is close.
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
 * What two words begin and end with alike costs nothing, and most names of a catalog have a long
 * part in common.
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

/** What to do about an unknown code: take one of the similar ones. */
export function meantCodes(near: readonly string[]): Pick<Finding, 'help' | 'suggestions'> {
  return near.length > 0
    ? { suggestions: near.map((name) => ({ name })) }
    : { help: 'Run `errbook list` to see all codes.' }
}

/**
 * What to do about an unknown name: take the one that was probably meant, or what `help` says. With
 * `at`, the name is put there; `replacement` is for a name that is a part of what stands there.
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
