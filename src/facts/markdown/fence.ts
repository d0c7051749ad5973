type Mark = '`' | '~' | ':'

const others: Readonly<Record<Mark, RegExp>> = { '`': /[^`]+/, '~': /[^~]+/, ':': /[^:]+/ }

/** The length of the longest run of a mark, or 0. Runs shorter than `least` are ignored. */
export function longestRun(text: string, mark: Mark, least = 1): number {
  const runs = text.split(others[mark])
  return Math.max(0, ...runs.map(({ length }) => length).filter((length) => length >= least))
}

/**
 * A fence for this text. It has at least `least` marks, and more than any run in the text, so that
 * the text can't close it.
 */
export function fenceFor(text: string, mark: Mark, least = 3): string {
  return mark.repeat(Math.max(least, longestRun(text, mark, 3) + 1))
}
