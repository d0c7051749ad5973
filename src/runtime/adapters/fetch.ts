import { type AdapterOptions, answer } from './answer.js'

interface FetchRequest {
  readonly headers: { get(name: string): string | null }
}

/** The response to an error, for a framework whose error handler returns one. */
export function problemResponse<Of extends object, Request extends FetchRequest>(
  error: unknown,
  request: Request,
  options: AdapterOptions<Of, Request>,
): Response {
  const { body, ...rest } = answer(error, request, request.headers.get('accept'), options)
  return new Response(body, rest)
}

/**
 * Handlers of `fetch` that answer what they throw: `const handle = problems({ envelope })`,
 * `handle((request) => …)`.
 */
export function problems<Of extends object, Request extends FetchRequest = globalThis.Request>(
  options: AdapterOptions<Of, Request>,
): <Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,
) => (request: Request, ...rest: Rest) => Promise<Response> {
  return (handler) =>
    async (request, ...rest) => {
      try {
        return await handler(request, ...rest)
      } catch (error) {
        return problemResponse(error, request, options)
      }
    }
}
