/**
 * Appends items to a list. `list.push(...items)` would overflow the stack for a few hundred
 * thousand items.
 */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item)
}
