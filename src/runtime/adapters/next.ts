import type { AdapterOptions } from './answer.js'
import { type FetchRequest, type Wrapper, wrapper } from './fetch.js'

/**
 * Route handlers of Next.js: `const handle = problems({ envelope })`, `export const GET =
 * handle(async (request) => …)`.
 */
export function problems<Of extends object, Request extends FetchRequest = globalThis.Request>(
  options: AdapterOptions<Of, Request>,
): Wrapper<Request> {
  return wrapper(options, isSignal)
}

/**
 * `redirect()` and `notFound()` throw, and have to reach Next: it knows its own by their digest.
 */
function isSignal(error: unknown): boolean {
  return typeof (error as { digest?: unknown } | null)?.digest === 'string'
}
