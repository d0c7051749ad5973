import { isMap, isScalar, isSeq, type Node } from 'yaml'
import type { Shape } from '../facts/entry/texts.js'

/**
 * Sorts the keys of a document in the order of the schema. Keys that the author chooses, such as
 * the names of params, keep their order.
 */
export function sortKeys(node: Node | null, shape: Shape | undefined): void {
  if (shape === undefined) return
  if (isSeq(node)) for (const item of node.items) sortKeys(item as Node, shape.each)
  if (!isMap(node)) return
  const nameOf = (key: unknown) => (isScalar(key) ? String(key.value) : '')
  const rank = ranksOf(shape)
  if (rank.size > 0)
    node.items.sort((a, b) => rankIn(rank, nameOf(a.key)) - rankIn(rank, nameOf(b.key)))
  for (const { key, value } of node.items)
    sortKeys(value as Node, shape.members.get(nameOf(key)) ?? shape.each)
}

/** Returns the position of a key in the schema. Unknown keys go last. */
export function rankOf(shape: Shape | undefined, key: string): number {
  return shape === undefined ? Number.POSITIVE_INFINITY : rankIn(ranksOf(shape), key)
}

const known = new WeakMap<Shape, ReadonlyMap<string, number>>()

function ranksOf(shape: Shape): ReadonlyMap<string, number> {
  const ranks =
    known.get(shape) ?? new Map([...shape.members.keys()].map((key, rank) => [key, rank]))
  known.set(shape, ranks)
  return ranks
}

function rankIn(ranks: ReadonlyMap<string, number>, key: string): number {
  return ranks.get(key) ?? Number.MAX_SAFE_INTEGER
}
