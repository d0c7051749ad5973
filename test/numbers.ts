/** The numbers of a line, for tests of what is counted and not of how that is said. */
export function numbersOf(line: string | undefined): number[] {
  return [...(line ?? '').matchAll(/\d+/g)].map(([digits]) => Number(digits))
}
