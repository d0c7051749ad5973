/** A part of plain text that marks code with backticks. */
export interface SpanPart {
  readonly isCode: boolean
  readonly text: string
}

/** Splits plain text at its code spans. A backtick without a partner is an ordinary character. */
export function spanParts(text: string): SpanPart[] {
  const parts: SpanPart[] = []
  let from = 0
  const runs = [...text.matchAll(/`+/g)]
  const closings = closingRuns(runs)
  for (const open of runs) {
    // Backticks inside the last span belong to its code.
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

/** Maps each run of backticks to the next run of the same length. */
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

/** Removes the backticks, for places that can't show code. */
export function withoutSpanMarks(text: string): string {
  return text.includes('`')
    ? spanParts(text)
        .map((part) => part.text)
        .join('')
    : text
}
