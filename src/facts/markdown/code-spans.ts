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
  const closings = closingRuns(runs)
  for (const open of runs) {
    // Those up to the end of the last span are used up.
    const close = open.index < from ? undefined : closings.get(open)
    if (close === undefined) continue
    const code = text.slice(open.index + open[0].length, close.index)
    if (code.trim() === '') continue
    if (open.index > from) parts.push({ isCode: false, text: text.slice(from, open.index) })
    parts.push({
      isCode: true,
      text: open[0].length > 1 ? code.replace(/^ (?=`)|(?<=`) $/g, '') : code,
    })
    from = close.index + close[0].length
  }
  if (from < text.length) parts.push({ isCode: false, text: text.slice(from) })
  return parts
}

/** For each run of backticks the next one of its length. */
function closingRuns(runs: readonly RegExpExecArray[]): Map<RegExpExecArray, RegExpExecArray> {
  const next = new Map<number, RegExpExecArray>()
  const closings = new Map<RegExpExecArray, RegExpExecArray>()
  for (const run of runs.toReversed()) {
    const closing = next.get(run[0].length)
    if (closing !== undefined) closings.set(run, closing)
    next.set(run[0].length, run)
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
