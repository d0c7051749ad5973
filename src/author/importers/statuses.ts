import { statusPhrases } from '../../facts/http.js'

/**
 * Returns the status that the text mentions: `HTTP Status: 404`, `Status code 409`, `404 Not
 * Found`.
 */
export function statusIn(words: string): number | undefined {
  // Collapse whitespace first. Otherwise the patterns would be slow on long runs of spaces.
  const text = words.replace(/\s+/g, ' ')
  const [, labelled] =
    /\b(?:http|status|response)(?:\s+(?:http|status|response|code|error))*\s*(?:code)?\s*(?:[:=]|is|of)?\s*([45]\d\d)\b/i.exec(
      text,
    ) ?? []
  if (labelled !== undefined) return Number(labelled)
  const [, number, phrase = ''] =
    /(?:^|\s)([45]\d\d)\s*[-–—:]?\s+([A-Za-z][A-Za-z ]+)/.exec(text) ?? []
  const known = number === undefined ? undefined : statusPhrases[Number(number)]
  return known !== undefined && phrase.toLowerCase().startsWith(known.toLowerCase())
    ? Number(number)
    : undefined
}

/** Returns the status for a registered phrase: `not-found`, `Forbidden`. */
export function statusOfPhrase(text: string): number | undefined {
  const words = wordsOf(text)
  const found = Object.entries(statusPhrases).find(([, phrase]) => wordsOf(phrase) === words)
  return found === undefined ? undefined : Number(found[0])
}

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim()
}
