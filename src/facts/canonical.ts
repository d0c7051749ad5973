import { sortedByKey } from './sorted-by-key.js'

/** JSON with its keys sorted: equal for equal values, however they were written. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? sortedByKey(Object.entries(item))
      : item,
  )
}

export function isSame(a: unknown, b: unknown): boolean {
  return a === b || canonical(a) === canonical(b)
}
