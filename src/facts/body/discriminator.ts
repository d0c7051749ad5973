import type { BodyNode } from './envelope.js'

/** The object in a body that contains the member by which clients distinguish errors. */
export interface Discriminator {
  /** The keys that lead to the object. Empty if it is the body itself. */
  readonly path: readonly string[]
  readonly property: string
  /** The placeholder that fills the property. */
  readonly by: 'type' | 'code'
}

/**
 * Returns the objects that can serve as a discriminated union: first the object with a member
 * `{type}`, then the object with a member `{code}`. Code generators narrow a union only by a direct
 * member, so the union must consist of the objects that contain this member. Skips objects in
 * lists, because they have no fixed path.
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

/** Whether a node contains only this placeholder, with or without constant text around it. */
function isMadeOf(node: BodyNode, by: 'type' | 'code'): boolean {
  if (node.kind === 'placeholder') return node.name === by
  if (node.kind !== 'text') return false
  return node.parts.every((part) => 'text' in part || part.placeholder === by)
}
