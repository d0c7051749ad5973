import { createRequire } from 'node:module'

type Measure = (text: string) => number

let measure: Measure | undefined

/**
 * The columns that a text takes in a terminal. Most texts are plain ASCII and need no library.
 * `string-width` is loaded for the first other one, because loading it costs every run 25 ms.
 */
export function width(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  measure ??= (createRequire(import.meta.url)('string-width') as { default: Measure }).default
  return measure(text)
}
