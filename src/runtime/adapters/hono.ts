import { type AdapterOptions, answer } from './answer.js'

interface HonoContext {
  readonly req: { header(name: string): string | undefined }
  body(data: string, status: number, headers: Record<string, string>): Response
}

/** Returns an error handler for Hono: `app.onError(problems({ envelope }))`. */
export function problems<Of extends object, Context extends HonoContext>(
  options: AdapterOptions<Of, Context>,
): (error: unknown, context: Context) => Response {
  return (error, context) => {
    const rendered = answer(error, context, context.req.header('accept'), options)
    return context.body(rendered.body, rendered.status, rendered.headers)
  }
}
