import { sep } from 'node:path'
import { namedPathProblem, type PathUse, slashed } from '../../facts/path.js'
import { type ConfigOptions, unknownName } from '../../load/config.js'
import { RunError } from '../../model/diagnostic.js'
import type { CommandInput } from './command.js'

/**
 * The value of a flag that takes one of a few; the first of them where it is not given. Throws a
 * RunError (exit 2).
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
 * A path of the command line, with `/` between its parts. Throws a RunError (exit 2) for a text
 * that is no path.
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

/** The same, of an option that may not be given. */
export function givenPath(given: unknown, use: PathUse): string | undefined {
  return given === undefined ? undefined : pathOf(String(given), use)
}

/** Where the paths of a config may lead, as the command line says. */
export function placesOf(values: CommandInput['values']): ConfigOptions {
  return { allowOutside: values['allow-outside'] === true }
}
