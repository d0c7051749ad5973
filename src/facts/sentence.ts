/** A text that ends in a full stop, unless it ends in a mark that does the same. */
export function asSentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/** A text without the full stop or colon at its end, for a place that writes its own. */
export function withoutStop(text: string): string {
  return text.trim().replace(/[.:]$/, '')
}
