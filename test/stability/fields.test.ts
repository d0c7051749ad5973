import { describe, expect, it } from 'vitest'
import { rules } from '../../src/diff/rules.js'
import { isLocked, policyOf } from '../../src/facts/promise/promised.js'
import { branches, eachOf, membersOf } from '../../src/facts/schema.js'
import type { Policy } from '../../src/model/change.js'
import { entrySchema } from '../../src/model/entry.js'
import { vocabularySchema } from '../../src/model/vocabulary.js'

describe('every field of the format', () => {
  const walk = function* (
    schema: Parameters<typeof policyOf>[0],
    path: string,
  ): Generator<[string, Policy | undefined]> {
    const policy = policyOf(schema)
    const each = eachOf(schema)
    const members = membersOf(schema)
    if (policy !== undefined) yield [path, policy]
    else if (members.length === 0) yield [path, undefined]
    // If a field has no policy or the policy `identity`, its members have their own policies.
    if (policy === undefined || policy.by === 'identity')
      for (const [key, member] of members) yield* walk(member, `${path}.${key}`)
    if (policy?.by === 'members' && each) yield* walk(each, `${path}.*`)
    if (policy?.by === 'statuses' && each)
      for (const [key, member] of membersOf(each))
        if (key !== 'status') yield* walk(member, `${path}.*.${key}`)
  }
  const fields = [...walk(entrySchema, 'entry'), ...walk(vocabularySchema, 'catalog')]

  it('has a policy, with a reason if the field may change freely', () => {
    expect(fields.length).toBeGreaterThan(100)
    expect(fields.filter(([, policy]) => policy === undefined).map(([path]) => path)).toEqual([])
    for (const [path, policy] of fields)
      if (policy?.by === 'free') expect(policy.why, path).toMatch(/\w{3}/)
  })

  it('refers only to existing rules, and every rule belongs to a field', () => {
    const named = new Set<string>(
      fields.flatMap(([, policy]): readonly string[] =>
        policy?.by === 'identity'
          ? policy.rules
          : Object.entries(policy ?? {}).flatMap(([key, value]) =>
              ['by', 'of', 'why', 'unset'].includes(key) || typeof value !== 'string'
                ? []
                : [value],
            ),
      ),
    )
    expect([...named].filter((rule) => !(rule in rules))).toEqual([])
    expect(Object.keys(rules).filter((rule) => !named.has(rule))).toEqual([])
  })

  it('is found by the comparison, even inside unions and lists', () => {
    expect(branches(entrySchema).length).toBe(1)
    expect(fields.map(([path]) => path)).toEqual(
      expect.arrayContaining([
        'entry.params.*.enum',
        'entry.status.*.when',
        'catalog.systems.*.response.body.*',
      ]),
    )
  })
})

// The lock contains fields that somebody relies on, so a change must be reported.
it('every field in the lock has a policy with a rule', () => {
  for (const [, schema] of membersOf(entrySchema)) {
    const policy = policyOf(schema)!
    if (isLocked(policy)) expect(['free', 'effect', 'text', 'template']).not.toContain(policy.by)
  }
})
