import type { BodyNode } from './envelope.js'

/**
 * The object in a body that tells one error from another, and the member that identifies the error.
 */
export interface Discriminator {
  /** The keys that lead to the object. Empty if it is the body itself. */
  readonly path: readonly string[]
  readonly property: string
  /** The placeholder in that member. */
  readonly by: 'type' | 'code'
}

/**
 * Returns the objects by which a union of bodies can be narrowed: first the one with `{type}`, then
 * the one with `{code}`. Generators can narrow a union only by a member of its own objects, not by
 * a nested one. Objects in lists are skipped, because they have no fixed place.
 */
export function discriminatorsOf(body: BodyNode): Discriminator[] {
  return (['type', 'code'] as const).flatMap((by) => find(body, by, []) ?? [])
}

function find(
  node: BodyNode,
  by: 'type' | 'code',
  path: readonly string[],
): Discriminator | undefined {
  if (node.kind !== 'object') return undefined
  const own = node.members.find(({ key, node: member }) => key !== '...' && isMadeOf(member, by))
  if (own) return { path, property: own.key, by }
  for (const { key, node: member } of node.members) {
    const inner = find(member, by, [...path, key])
    if (inner) return inner
  }
  return undefined
}

/** Whether a node is the placeholder alone, or the placeholder with constant text around it. */
function isMadeOf(node: BodyNode, by: 'type' | 'code'): boolean {
  if (node.kind === 'placeholder') return node.name === by
  if (node.kind !== 'text') return false
  return node.parts.every((part) => 'text' in part || part.placeholder === by)
}
