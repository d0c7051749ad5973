import { sortedByKey } from './sorted-by-key.js'

/** JSON with sorted keys. Equal values give equal strings, whatever the order of their keys. */
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
