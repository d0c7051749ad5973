/**
 * Adds items to the end of a list. `list.push(...items)` overflows the stack for some hundred
 * thousand of them.
 */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item)
}
