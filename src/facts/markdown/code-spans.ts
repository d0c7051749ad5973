/** A piece of a plain text in which people mark code with backticks, as in `code`. */
export interface SpanPart {
  readonly isCode: boolean
  readonly text: string
}

/** The pieces of such a text. A backtick without a partner is a character like any other. */
export function spanParts(text: string): SpanPart[] {
  const parts: SpanPart[] = []
  let from = 0
  const runs = [...text.matchAll(/`+/g)]
  const closings = closingRuns(runs.map(([run]) => run.length))
  for (let at = 0; at < runs.length; at++) {
    const open = runs[at]!
    const closing = closings[at]
    if (closing === undefined) continue
    const close = runs[closing]!
    const code = text.slice(open.index + open[0].length, close.index)
    if (code.trim() === '') continue
    if (open.index > from) parts.push({ isCode: false, text: text.slice(from, open.index) })
    parts.push({
      isCode: true,
      text: open[0].length > 1 ? code.replace(/^ (?=`)|(?<=`) $/g, '') : code,
    })
    from = close.index + close[0].length
    at = closing
  }
  if (from < text.length) parts.push({ isCode: false, text: text.slice(from) })
  return parts
}

/** For each run of backticks the next one of its length. */
function closingRuns(lengths: readonly number[]): (number | undefined)[] {
  const next = new Map<number, number>()
  const closings: (number | undefined)[] = []
  for (let at = lengths.length - 1; at >= 0; at--) {
    closings[at] = next.get(lengths[at]!)
    next.set(lengths[at]!, at)
  }
  return closings
}

/** The text without the marks, for places that show no code. */
export function withoutSpanMarks(text: string): string {
  return text.includes('`')
    ? spanParts(text)
        .map((part) => part.text)
        .join('')
    : text
}
