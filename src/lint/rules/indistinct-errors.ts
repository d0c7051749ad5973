import * as z from 'zod'
import { discriminatorsOf } from '../../facts/body/discriminator.js'
import { envelopeOf, isBrokenBody } from '../../facts/body/envelope.js'
import { groupBy } from '../../facts/group-by.js'
import type { Catalog, Entry } from '../../model/catalog.js'
import type { Path } from '../../model/source.js'
import { defineRule, type RuleFinding } from '../rule.js'

/**
 * Checks that clients can distinguish errors: responses must contain a type or code, and it must be
 * unique.
 */
export const indistinctErrors = defineRule({
  id: 'indistinct-errors',
  level: 'warn',
  options: z.strictObject({}),
  *check(catalog) {
    const sent = catalog.entries.filter(
      ({ statuses, state }) => statuses.length > 0 && state !== 'retired',
    )
    const reported = new Set<string>()
    for (const [system, entries] of groupBy(sent, (entry) => entry.system)) {
      const by = discriminators(catalog, system)
      if (by === undefined) continue
      if (by.length === 0) {
        const path = envelopePath(catalog, system)
        if (!reported.has(path.join())) yield withoutAny(path)
        reported.add(path.join())
      } else if (!by.includes('code')) yield* sameType(entries)
    }
  },
})

/**
 * The fields by which clients can distinguish errors of a system. Undefined if the envelope is
 * broken, which is already reported.
 */
function discriminators({ vocabulary }: Catalog, system: string): ('type' | 'code')[] | undefined {
  const { body } = envelopeOf(vocabulary, system)
  return isBrokenBody(body) ? undefined : discriminatorsOf(body).map(({ by }) => by)
}

function envelopePath({ vocabulary }: Catalog, system: string): Path {
  return vocabulary.systems?.[system]?.response === undefined
    ? ['response']
    : ['systems', system, 'response']
}

function withoutAny(path: Path): RuleFinding {
  return {
    entry: undefined,
    path: [...path, 'body'],
    on: 'key',
    message:
      "The envelope contains neither `{type}` nor `{code}`, so clients can't tell errors apart.",
    help: 'Add a member with one of them, outside of any list.',
  }
}

function* sameType(entries: readonly Entry[]): Iterable<RuleFinding> {
  const first = new Map<string, Entry>()
  for (const entry of entries) {
    const other = first.get(entry.type)
    first.set(entry.type, other ?? entry)
    if (other === undefined) continue
    yield {
      entry,
      path: entry.data.type === undefined ? ['code'] : ['type'],
      message: `Duplicate type \`${entry.type}\`: \`${other.code}\` has it too, and the envelope does not contain \`{code}\`.`,
      help: 'Change one `type`, or add `{code}` to the envelope.',
      related: {
        entry: other,
        path: other.data.type === undefined ? ['code'] : ['type'],
        message: 'The other error is here.',
      },
    }
  }
}
