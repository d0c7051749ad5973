/** Adds a period to the text unless it already ends with a punctuation mark. */
export function asSentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/** Removes a period or colon at the end of the text. */
export function withoutStop(text: string): string {
  return text.trim().replace(/[.:]$/, '')
}
