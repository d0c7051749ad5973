import { applySplices, type Splice } from '../facts/splice.js'

/** The offsets of a word in a text. */
export function occurrences(text: string, word: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) found.push(at)
  return found
}

/** A text with some of the occurrences of a word replaced. */
export function wordsReplaced(
  text: string,
  word: string,
  by: string,
  nths: readonly number[],
): string {
  return applySplices(text, wordSplices(occurrences(text, word), { word, by, nths }))
}

/** The splices that replace some occurrences of a word in a text that starts at `from`. */
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
