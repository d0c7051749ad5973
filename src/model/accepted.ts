import * as z from 'zod'
import type { Address } from './source.js'
import { line, textKinds } from './text.js'

/**
 * A reason that says something, on one line: what `diff` offers to paste has a mark in its place.
 */
const decided = /^(?!\W*(?:TODO|todo|TBD|tbd)\W*$)[^\n]*[\p{L}\p{N}][^\n]*$/u

/** `catalog.accepted.yaml`: the breaks that a project has decided to make. */
export const acceptedSchema = z
  .array(
    z.strictObject({
      rule: line('The rule that reports the break.', 'status-changed'),
      code: line(
        'The changed error, or `catalog.yaml` if the vocabulary changed.',
        'err:acme:data:order_not_found',
      ),
      fingerprint: z
        .string()
        .regex(/^[0-9a-f]{12}$/)
        .meta({
          description:
            'The fingerprint that `diff` shows. It changes when the change is different.',
          examples: ['3f9a1c0b7d2e'],
        }),
      reason: z
        .string()
        .regex(decided)
        .meta({ description: 'Why the change is acceptable.' })
        .register(textKinds, { text: 'plain', prose: true }),
    }),
  )
  .meta({
    title: 'catalog.accepted.yaml',
    description: 'Accepted breaking changes, until the next release locks them.',
  })

/** One accepted break, and where it is written. */
export type Accepted = z.output<typeof acceptedSchema>[number] & { readonly at: Address }
