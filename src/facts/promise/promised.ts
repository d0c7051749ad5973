import type * as z from 'zod'
import { changes, type Policy } from '../../model/change.js'
import { eachOf, membersOf, unwrap } from '../schema.js'

/**
 * Returns the policy of a field. It is registered for the field's schema or, if that is a wrapper
 * such as `optional`, for the inner schema.
 */
export function policyOf(schema: z.ZodType): Policy | undefined {
  const own = changes.get(schema as never)?.change
  if (own !== undefined) return own
  const inner = unwrap(schema)
  return inner === schema ? undefined : changes.get(inner as never)?.change
}

/** Whether the lock file records a field. */
export function isLocked(policy: Policy): boolean {
  return 'locked' in policy && policy.locked === true
}

/** The part of a value that the lock file records, or undefined if there is none. */
export function promised(schema: z.ZodType, value: unknown): unknown {
  if (value === undefined) return undefined
  const policy = policyOf(schema)
  if (policy === undefined) return promisedMembers(schema, value)
  if (!isLocked(policy)) return undefined
  switch (policy.by) {
    case 'members': {
      const each = eachOf(schema)
      const kept = Object.entries(value as object).map(([name, member]) => [
        name,
        each && (promised(each, member) ?? {}),
      ])
      return kept.length === 0 ? undefined : Object.fromEntries(kept)
    }
    case 'statuses':
      return (value as { status: number }[]).map(({ status }) => status)
    case 'scale':
      return value === policy.unset ? undefined : value
    default:
      return value
  }
}

function promisedMembers(schema: z.ZodType, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  const kept = membersOf(schema).flatMap(([key, member]): [string, unknown][] => {
    const inner = promised(member, (value as Record<string, unknown>)[key])
    return inner === undefined ? [] : [[key, inner]]
  })
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}
