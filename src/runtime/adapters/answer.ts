import type { Envelope, Problem, Rendered, Values } from '../definition.js'
import { isProblem } from '../problem.js'

/** What every adapter is given. `Request` is what its framework hands to an error handler. */
export type AdapterOptions<Of extends object, Request> = {
  /** The generated one: how the errors are sent. */
  readonly envelope: Envelope<Of>
  /**
   * An error of the catalog for one that is not: a library's, a framework's. Anything else goes out
   * as unexpected.
   */
  readonly map?: (error: unknown, request: Request) => unknown
  /**
   * Is told of every error before it is sent. Of one that was not of the catalog, `cause` is the
   * error itself.
   */
  readonly log?: (problem: Problem, request: Request) => void
} & (Record<never, never> extends Of
  ? { /** What only the request knows. */ readonly values?: (request: Request) => Of }
  : { /** What only the request knows. */ readonly values: (request: Request) => Of })

/**
 * The response to whatever was thrown: an error of the catalog as it is, anything else as the
 * unexpected one.
 */
export function answer<Of extends object, Request>(
  error: unknown,
  request: Request,
  accept: string | null | undefined,
  { envelope, map, log, values }: AdapterOptions<Of, Request>,
): Rendered {
  const mapped = map ? map(error, request) : error
  const problem = isProblem(mapped) ? mapped : envelope.unexpected({ cause: error })
  log?.(problem, request)
  return problem.render({ accept, values: values?.(request) as Values | undefined })
}
