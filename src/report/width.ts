import { createRequire } from 'node:module'

type Measure = (text: string) => number

let measure: Measure | undefined

/**
 * The number of terminal columns that a string needs. `string-width` takes 25 ms to load, so it is
 * loaded only for strings that are not plain ASCII.
 */
export function width(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  measure ??= (createRequire(import.meta.url)('string-width') as { default: Measure }).default
  return measure(text)
}
