/** Returns the numbers in a line, so that a test can check counts without the wording. */
export function numbersOf(line: string | undefined): number[] {
  return [...(line ?? '').matchAll(/\d+/g)].map(([digits]) => Number(digits))
}
