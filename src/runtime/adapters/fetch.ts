import { type AdapterOptions, answer } from './answer.js'

export interface FetchRequest {
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

/** Makes handlers that answer what they throw. */
export type Wrapper<Request> = <Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,
) => (request: Request, ...rest: Rest) => Promise<Response>

/** `isSignal` says what a framework throws for itself, which goes on to it. */
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
 * Handlers of `fetch` that answer what they throw: `const handle = problems({ envelope })`,
 * `handle((request) => …)`.
 */
export function problems<Of extends object, Request extends FetchRequest = globalThis.Request>(
  options: AdapterOptions<Of, Request>,
): Wrapper<Request> {
  return wrapper(options, () => false)
}
