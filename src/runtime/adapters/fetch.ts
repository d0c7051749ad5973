import { type AdapterOptions, answer } from './answer.js'

export interface FetchRequest {
  readonly headers: { get(name: string): string | null }
}

/**
 * Returns the response to an error, for a framework with an error handler that returns responses.
 */
export function problemResponse<Of extends object, Request extends FetchRequest>(
  error: unknown,
  request: Request,
  options: AdapterOptions<Of, Request>,
): Response {
  const { body, ...rest } = answer(error, request, request.headers.get('accept'), options)
  return new Response(body, rest)
}

/** Wraps a handler so that it returns a response for each error that it throws. */
export type Wrapper<Request> = <Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,
) => (request: Request, ...rest: Rest) => Promise<Response>

/**
 * Returns a wrapper for handlers. `isSignal` recognizes what a framework throws for its own
 * purposes. These values are thrown again.
 */
export function wrapper<Of extends object, Request extends FetchRequest>(
  options: AdapterOptions<Of, Request>,
  isSignal: (error: unknown) => boolean,
): Wrapper<Request> {
  return (handler) =>
    async (request, ...rest) => {
      try {
        return await handler(request, ...rest)
      } catch (error) {
        if (isSignal(error)) throw error
        return problemResponse(error, request, options)
      }
    }
}

/**
 * Returns a wrapper for `fetch` handlers, which then return a response for each error that they
 * throw: `const handle = problems({ envelope })`, `handle((request) => …)`.
 */
export function problems<Of extends object, Request extends FetchRequest = globalThis.Request>(
  options: AdapterOptions<Of, Request>,
): Wrapper<Request> {
  return wrapper(options, () => false)
}
