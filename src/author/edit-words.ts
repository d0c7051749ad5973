import { applySplices } from '../facts/splice.js'

/** Where a word stands in a text. */
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
  const places = occurrences(text, word)
  return applySplices(
    text,
    nths.map((nth) => ({ start: places[nth]!, end: places[nth]! + word.length, text: by })),
  )
}
