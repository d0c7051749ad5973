import type { AdapterOptions } from './answer.js'
import { problemResponse } from './fetch.js'

interface NextRequest {
  readonly headers: { get(name: string): string | null }
}

/**
 * Route handlers of Next.js: `const handle = problems({ envelope })`, `export const GET =
 * handle(async (request) => …)`.
 */
export function problems<Of extends object, Request extends NextRequest = globalThis.Request>(
  options: AdapterOptions<Of, Request>,
): <Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,
) => (request: Request, ...rest: Rest) => Promise<Response> {
  return (handler) =>
    async (request, ...rest) => {
      try {
        return await handler(request, ...rest)
      } catch (error) {
        // `redirect()` and `notFound()` throw, and have to reach Next: it knows its own by their
        // digest.
        if (typeof (error as { digest?: unknown } | null)?.digest === 'string') throw error
        return problemResponse(error, request, options)
      }
    }
}
