import { type AdapterOptions, answer } from './answer.js'

interface FastifyRequest {
  readonly headers: { readonly accept?: string | undefined }
}

interface FastifyReply {
  code(status: number): unknown
  headers(headers: Record<string, string>): unknown
  serializer(serialize: (body: string) => string): unknown
  send(body: string): unknown
}

/** Returns an error handler for Fastify: `app.setErrorHandler(problems({ envelope }))`. */
export function problems<Of extends object, Request extends FastifyRequest>(
  options: AdapterOptions<Of, Request>,
): (error: unknown, request: Request, reply: FastifyReply) => void {
  return (error, request, reply) => {
    const { status, headers, body } = answer(error, request, request.headers.accept, options)
    reply.code(status)
    reply.headers(headers)
    // The response schema of a route would rewrite the body, so this serializer returns it
    // unchanged.
    reply.serializer((text) => text)
    reply.send(body)
  }
}
