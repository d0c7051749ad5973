import { unknownName } from '../load/config.js'
import { RunError } from '../model/diagnostic.js'

/** The value of a flag that takes one of a few; the first of them where it is not given. Throws a RunError (exit 2). */
export function oneOf<const Names extends readonly [string, ...string[]]>(flag: string, given: unknown, names: Names): Names[number] {
  if (given === undefined) return names[0]
  if (names.includes(given as Names[number])) return given as Names[number]
  throw new RunError(2, { code: 'usage', ...unknownName(flag, String(given), names) })
}
