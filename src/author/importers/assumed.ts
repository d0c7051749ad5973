import type { Finding } from '../../model/diagnostic.js'
import type { Address } from '../../model/source.js'

/** Reports that a default was used because the source does not have a required value. */
export function assumed(
  missing: string,
  value: string,
  { help, at }: { readonly help: string; readonly at?: Address },
): Finding {
  return {
    code: 'assumed-value',
    severity: 'warning',
    message: `Missing ${missing}, so ${value} was assumed.`,
    help,
    ...(at && { at }),
  }
}
