import type { ErrorDef, FailOptions, Problem } from './definition.js'
import { isProblem, ProblemError } from './problem.js'

/**
 * The arguments of `fail` after the definition. Params are required if the error has required
 * params, and not allowed if it has none.
 */
export type FailArguments<Status extends number | undefined, Params extends object> = [
  keyof Params,
] extends [never]
  ? [params?: Record<string, never>, options?: FailOptions<Status>]
  : Record<never, never> extends Params
    ? [params?: Params, options?: FailOptions<Status>]
    : [params: Params, options?: FailOptions<Status>]

/** Creates the error of one occurrence, to be thrown: `throw fail(KeyExpired, { expiredAt })`. */
export function fail<Code extends string, Status extends number | undefined, Params extends object>(
  def: ErrorDef<Code, Status, Params>,
  ...given: FailArguments<NoInfer<Status>, NoInfer<Params>>
): Problem<Code, Status, Params>
export function fail(def: ErrorDef, params: object = {}, options?: FailOptions): Problem {
  return new ProblemError(def, params, options)
}

/** The type of the `Problem` that `fail` creates from this definition. */
export type ProblemBy<Def> =
  Def extends ErrorDef<infer Code, infer Status, infer Params>
    ? Problem<Code, Status, Params>
    : never

/**
 * Whether a value is one of these errors or, if none are given, any error that `fail` created. It
 * also recognizes errors from other copies of this module.
 */
export function is(error: unknown): error is Problem
export function is<const Defs extends readonly ErrorDef[]>(
  error: unknown,
  ...defs: Defs
): error is ProblemBy<Defs[number]>
export function is(error: unknown, ...defs: readonly ErrorDef[]): boolean {
  return isProblem(error) && (defs.length === 0 || defs.some(({ code }) => code === error.code))
}
