import { applySplices, type Splice } from '../facts/splice.js'

/** Returns the offsets of all occurrences of a word in a string. */
export function occurrences(text: string, word: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) found.push(at)
  return found
}

/** Replaces some occurrences of a word. `nths` lists the indexes of these occurrences. */
export function wordsReplaced(
  text: string,
  word: string,
  by: string,
  nths: readonly number[],
): string {
  return applySplices(text, wordSplices(occurrences(text, word), { word, by, nths }))
}

/**
 * Returns splices that replace a word at some of the offsets in `places`. `nths` lists the indexes
 * of these offsets. `from` is added to each offset.
 */
export function wordSplices(
  places: readonly number[],
  { word, by, nths }: { word: string; by: string; nths: readonly number[] },
  from = 0,
): Splice[] {
  const chosen = new Set(nths)
  return places
    .filter((_, nth) => chosen.has(nth))
    .map((place) => ({ start: from + place, end: from + place + word.length, text: by }))
}
