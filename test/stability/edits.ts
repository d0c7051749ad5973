export type Path = (string | number)[]

/** Yields the path of every scalar, map and list in a value. */
export function* leaves(value: unknown, path: Path): Generator<Path> {
  if (path.length > 2 || (path[0] === 'vocabulary' && path.length > 1)) yield path
  if (Array.isArray(value))
    for (const [at, item] of value.entries()) yield* leaves(item, [...path, at])
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* leaves(item, [...path, key])
}

export function at(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (here, step) => (here as Record<string | number, unknown> | undefined)?.[step],
    root,
  )
}

export function set(root: unknown, path: Path, value: unknown): void {
  ;(at(root, path.slice(0, -1)) as Record<string | number, unknown>)[path.at(-1)!] = value
}

export function unset(root: unknown, path: Path): void {
  const parent = at(root, path.slice(0, -1))
  if (Array.isArray(parent)) parent.splice(Number(path.at(-1)), 1)
  else delete (parent as Record<string, unknown>)[path.at(-1)!]
}

/** Returns a different value of the same kind, which is likely to be valid in the same field. */
export function other(value: unknown, seed: number): unknown {
  const lists = [
    ['never', 'after_fix', 'transient', 'throttled'],
    ['client', 'server', 'upstream'],
    ['error', 'warn', 'info', 'debug'],
    ['public', 'partner', 'internal'],
    ['string', 'integer', 'number', 'boolean'],
    ['NOT_FOUND', 'INTERNAL', 'ABORTED'],
  ]
  const list = lists.find((one) => one.includes(String(value)))
  if (list)
    return list[(list.indexOf(String(value)) + 1 + (seed % (list.length - 1))) % list.length]
  if (typeof value === 'string') return seed % 2 === 0 ? `${value}x` : `${value}y`
  if (typeof value === 'number') return value + 1 + (seed % 3)
  if (typeof value === 'boolean') return !value
  return value === null ? 'string' : structuredClone(value)
}
