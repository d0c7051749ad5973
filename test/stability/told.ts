import { canonical } from '../../src/facts/canonical.js'
import { effectiveFields, effectiveVocabulary } from '../../src/facts/promise/effective.js'
import { policyOf } from '../../src/facts/promise/promised.js'
import { eachOf, membersOf } from '../../src/facts/schema.js'
import type { Catalog } from '../../src/model/catalog.js'
import { entrySchema } from '../../src/model/entry.js'
import { vocabularySchema } from '../../src/model/vocabulary.js'
import type { Path } from './edits.js'
import { base } from './world.js'

/** Checks whether the policies require that an edit is reported. Compares effective fields. */
export function isTold(path: Path, after: Catalog, _before: unknown, _after: unknown): boolean {
  if (path[0] === 'vocabulary' && path[1] === 'code') return true
  const differs = (schema: Parameters<typeof policyOf>[0], old: unknown, now: unknown): boolean => {
    if (canonical(old) === canonical(now)) return false
    const policy = policyOf(schema)
    if (policy === undefined || (policy.by === 'identity' && isMap(old) && isMap(now)))
      return membersOf(schema).some(([key, member]) =>
        differs(
          member,
          (old as Record<string, unknown> | undefined)?.[key],
          (now as Record<string, unknown> | undefined)?.[key],
        ),
      )
    switch (policy.by) {
      case 'free':
      case 'effect':
        return false
      case 'value':
        return old !== undefined || policy.added !== null
      case 'scale': {
        const step = (value: unknown) => policy.scale.indexOf(value ?? policy.unset)
        return (
          step(old) !== step(now) &&
          (step(now) > step(old) ? policy.less : policy.more) !== undefined
        )
      }
      case 'items': {
        const [a, b] = [old, now].map((list) =>
          (list === undefined ? [] : [list].flat()).map(canonical),
        )
        if (policy.changed !== undefined && (old === undefined) !== (now === undefined)) return true
        return (
          (policy.removed !== undefined && a!.some((one) => !b!.includes(one))) ||
          (policy.added !== undefined && b!.some((one) => !a!.includes(one)))
        )
      }
      case 'members': {
        const [a, b] = [
          (old ?? {}) as Record<string, unknown>,
          (now ?? {}) as Record<string, unknown>,
        ]
        return [...new Set([...Object.keys(a), ...Object.keys(b)])].some((key) =>
          a[key] === undefined
            ? policy.added !== undefined
            : b[key] === undefined
              ? policy.removed !== undefined
              : differs(eachOf(schema)!, a[key], b[key]),
        )
      }
      case 'statuses': {
        const cases = (value: unknown) => (value ?? []) as { status: number }[]
        const numbers = (value: unknown) => canonical(cases(value).map(({ status }) => status))
        const same = (status: number) => cases(now).find((one) => one.status === status)
        return (
          numbers(old) !== numbers(now) ||
          cases(old).some((one) =>
            membersOf(eachOf(schema)!).some(
              ([key, member]) =>
                key !== 'status' &&
                differs(member, one[key as 'status'], same(one.status)?.[key as 'status']),
            ),
          )
        )
      }
      case 'types':
        return canonical([old].flat().sort()) !== canonical([now].flat().sort())
      default:
        return true
    }
  }
  return (
    differs(
      vocabularySchema,
      effectiveVocabulary(base.vocabulary),
      effectiveVocabulary(after.vocabulary),
    ) ||
    base.entries.length !== after.entries.length ||
    base.entries.some((entry) => {
      const now = after.byCode.get(entry.code)
      if (now === undefined || now.state !== entry.state || now.docsUrl !== entry.docsUrl)
        return true
      return differs(
        entrySchema,
        effectiveFields(entry, base.vocabulary),
        effectiveFields(now, after.vocabulary),
      )
    })
  )
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
