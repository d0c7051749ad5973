import { sep } from 'node:path'
import { namedPathProblem, type PathUse, slashed } from '../../facts/path.js'
import { type ConfigOptions, unknownName } from '../../load/config.js'
import { RunError } from '../../model/diagnostic.js'
import type { CommandInput } from './command.js'

/**
 * Returns the value of an option that allows a fixed list of values. The first value is the
 * default. Throws a RunError (exit 2) for other values.
 */
export function oneOf<const Names extends readonly [string, ...string[]]>(
  flag: string,
  given: unknown,
  names: Names,
): Names[number] {
  if (given === undefined) return names[0]
  if (names.includes(given as Names[number])) return given as Names[number]
  throw new RunError(2, { code: 'usage', ...unknownName(flag, String(given), names) })
}

/**
 * Reads a path from the command line and separates its parts with `/`. Throws a RunError (exit 2)
 * if it is not a valid path.
 */
export function pathOf(given: string, use: PathUse): string {
  if (given.trim() === '')
    throw new RunError(2, {
      code: 'usage',
      message: 'Empty path.',
      help: 'Pass a path, or remove the option. In a script, check that the variable is set.',
    })
  const problem = namedPathProblem(given, use, { windows: sep === '\\' })
  if (problem) throw new RunError(2, { code: 'usage', ...problem })
  return slashed(given)
}

/** Like `pathOf`, for an option that may be missing. */
export function givenPath(given: unknown, use: PathUse): string | undefined {
  return given === undefined ? undefined : pathOf(String(given), use)
}

/** Returns the options that determine which paths a config can use. */
export function placesOf(values: CommandInput['values']): ConfigOptions {
  return { allowOutside: values['allow-outside'] === true }
}
