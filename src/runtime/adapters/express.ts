import { type AdapterOptions, answer } from './answer.js'

interface NodeRequest {
  readonly headers: { readonly accept?: string | undefined }
}

interface NodeResponse {
  readonly headersSent: boolean
  statusCode: number
  setHeader(name: string, value: string): unknown
  end(body: string): unknown
}

/**
 * Returns an error handler for Express. Use it after all routes: `app.use(problems({ envelope }))`.
 */
export function problems<Of extends object, Request extends NodeRequest>(
  options: AdapterOptions<Of, Request>,
): (
  error: unknown,
  request: Request,
  response: NodeResponse,
  next: (error: unknown) => void,
) => void {
  return (error, request, response, next) => {
    // A response that has started can't be replaced, so Express closes the connection.
    if (response.headersSent) return next(error)
    const { status, headers, body } = answer(error, request, request.headers.accept, options)
    response.statusCode = status
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    // `send` would change the content type.
    response.end(body)
  }
}
