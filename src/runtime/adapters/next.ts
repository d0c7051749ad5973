import type { AdapterOptions } from './answer.js'
import { type FetchRequest, type Wrapper, wrapper } from './fetch.js'

/**
 * Returns a wrapper for route handlers of Next.js: `const handle = problems({ envelope })`, `export
 * const GET = handle(async (request) => …)`.
 */
export function problems<Of extends object, Request extends FetchRequest = globalThis.Request>(
  options: AdapterOptions<Of, Request>,
): Wrapper<Request> {
  return wrapper(options, isSignal)
}

/**
 * `redirect()` and `notFound()` throw values that must reach Next.js. Next.js recognizes them by
 * their digest.
 */
function isSignal(error: unknown): boolean {
  return typeof (error as { digest?: unknown } | null)?.digest === 'string'
}
