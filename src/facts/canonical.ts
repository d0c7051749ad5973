import { sortedByKey } from './sorted-by-key.js'

/** Converts a value to JSON with sorted keys, so that equal values become equal strings. */
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
