/** `Map.groupBy`, which Node 20 does not have. */
export function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T, at: number) => string,
): Map<string, [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>()
  for (const [at, item] of items.entries()) {
    const key = keyOf(item, at)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
