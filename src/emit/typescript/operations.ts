import { byCodePoint } from '../../facts/by-code-point.js'
import { groupBy } from '../../facts/group-by.js'
import type { Entry } from '../../model/catalog.js'

/** Returns the codes that each operation may return, or null if no error lists operations. */
export function operationsOf(entries: readonly Entry[]) {
  const all = entries.flatMap(({ code, data }) =>
    (data.operations ?? []).map((operation) => ({ operation, code })),
  )
  const operations = [...groupBy(all, ({ operation }) => operation)].sort(([a], [b]) =>
    byCodePoint(a, b),
  )
  return operations.length === 0
    ? null
    : operations.map(([operation, pairs]) => ({
        operation,
        codes: [...new Set(pairs.map(({ code }) => code))].map((code) => ({ code })),
      }))
}
