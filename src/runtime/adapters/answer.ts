import type { Envelope, Problem, Rendered, Values } from '../definition.js'
import { isProblem } from '../problem.js'

/**
 * The options of every adapter. `Request` is the value that the framework passes to an error
 * handler.
 */
export type AdapterOptions<Of extends object, Request> = {
  /** The generated envelope, which defines how errors are sent. */
  readonly envelope: Envelope<Of>
  /**
   * Maps a thrown error, such as one of a library or a framework, to an error in the catalog. It
   * must return errors in the catalog unchanged. Anything else is sent as the unexpected error.
   */
  readonly map?: (error: unknown, request: Request) => unknown
  /**
   * Called with every error before it is sent. If the original error is not from the catalog, it is
   * the `cause`.
   */
  readonly log?: (problem: Problem, request: Request) => void
} & (Record<never, never> extends Of
  ? { /** Returns the values for a request. */ readonly values?: (request: Request) => Of }
  : { /** Returns the values for a request. */ readonly values: (request: Request) => Of })

/**
 * Returns the response to anything that was thrown. An error in the catalog is sent unchanged, and
 * anything else as the unexpected error.
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
