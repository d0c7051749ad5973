import * as z from 'zod'
import type { Address } from './source.js'
import { line, textKinds } from './text.js'

/** A reason with actual content, on one line. A placeholder such as TODO is not a reason. */
const decided = /^(?!\W*(?:TODO|todo|TBD|tbd)\W*$)[^\n]*[\p{L}\p{N}][^\n]*$/u

/** `catalog.accepted.yaml`: the breaking changes that a project accepts. */
export const acceptedSchema = z
  .array(
    z.strictObject({
      rule: line('The rule that reports the breaking change.', 'status-changed'),
      code: line(
        'The code of the changed error, or `catalog.yaml` if that file changed.',
        'err:acme:data:order_not_found',
      ),
      fingerprint: z
        .string()
        .regex(/^[0-9a-f]{12}$/)
        .meta({
          description: 'The fingerprint that `diff` shows. It identifies exactly this change.',
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

/** One accepted breaking change and its location in the file. */
export type Accepted = z.output<typeof acceptedSchema>[number] & { readonly at: Address }
