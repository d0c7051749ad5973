import type { BodyNode } from './envelope.js'

/**
 * The object of a body by which one error is told from another, and the member of it that says
 * which it is.
 */
export interface Discriminator {
  /** The keys that lead to the object. Empty where it is the body itself. */
  readonly path: readonly string[]
  readonly property: string
  /** What that member is made of. */
  readonly by: 'type' | 'code'
}

/**
 * Where a union of bodies narrows: at the object that holds `{type}`, and at the one that holds
 * `{code}`, in the order of preference. Generators narrow a union by a member of its own objects,
 * not by one further in. Objects in lists are at no fixed place and do not count.
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

/** `{code}`, or a text around it that is the same for every occurrence. */
function isMadeOf(node: BodyNode, by: 'type' | 'code'): boolean {
  if (node.kind === 'placeholder') return node.name === by
  if (node.kind !== 'text') return false
  return node.parts.every((part) => 'text' in part || part.placeholder === by)
}
