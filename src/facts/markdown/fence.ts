type Mark = '`' | '~' | ':'

const others: Readonly<Record<Mark, RegExp>> = { '`': /[^`]+/, '~': /[^~]+/, ':': /[^:]+/ }

/** How often a mark stands in a row at the most, of runs that are at least so long. */
export function longestRun(text: string, mark: Mark, least = 1): number {
  const runs = text.split(others[mark])
  return Math.max(0, ...runs.map(({ length }) => length).filter((length) => length >= least))
}

/** A fence that nothing in a text can close: at least `least` marks, and more than the text has. */
export function fenceFor(text: string, mark: Mark, least = 3): string {
  return mark.repeat(Math.max(least, longestRun(text, mark, 3) + 1))
}
