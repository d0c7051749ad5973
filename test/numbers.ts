/** The numbers in a line, for tests that check counts and not the wording. */
export function numbersOf(line: string | undefined): number[] {
  return [...(line ?? '').matchAll(/\d+/g)].map(([digits]) => Number(digits))
}
