import type {
  Asked,
  ErrorDef,
  FailOptions,
  Problem,
  Rendered,
  Values,
  WebResponse,
} from './definition.js'

/** Whether a value is an error that `fail` created, in this copy of the module or another. */
export function isProblem(value: unknown): value is Problem {
  return (value as { '~errbook'?: unknown } | null | undefined)?.['~errbook'] === true
}

/** Every platform has `Response`, but some have no types for it. */
declare const Response: new (body: string, init: object) => WebResponse

/**
 * An error in the catalog. It supports frameworks that ask an error for its response
 * (`getResponse`, `toResponse`) or for its status and headers. Only its code and status are
 * enumerable, and its message has no sensitive values. So code that copies errors into a log copies
 * nothing else.
 */
export class ProblemError extends Error implements Problem {
  declare readonly code: string
  declare readonly status: number | undefined
  readonly #def: ErrorDef
  readonly #params: object
  readonly #options: FailOptions

  constructor(def: ErrorDef, params: object, options: FailOptions = {}) {
    super((!def.sensitive && (options.detail ?? def.detail?.(params))) || def.title, options)
    this.code = def.code
    this.status = options.status ?? def.status
    this.#def = def
    this.#params = params
    this.#options = options
  }

  /** Marks problems, so that every copy of this module recognizes them. */
  get '~errbook'(): true {
    return true
  }
  override get name(): string {
    return 'ProblemError'
  }
  get def(): ErrorDef {
    return this.#def
  }
  get params(): Readonly<Record<string, unknown>> {
    return { ...this.#params, ...this.#def.extra }
  }
  get type(): string {
    return this.#def.type
  }
  get title(): string {
    return this.#def.titles?.[this.statusCode] ?? this.#def.title
  }
  get detail(): string | undefined {
    return this.#options.detail ?? this.#def.detail?.(this.#params)
  }
  get instance(): string | undefined {
    return this.#options.instance
  }
  get values(): Values {
    return this.#options.values ?? {}
  }
  get statusCode(): number {
    return this.status ?? 500
  }
  get expose(): boolean {
    return !this.#def.internal && !!this.status
  }
  get headers(): Readonly<Record<string, string>> {
    return (this.expose && this.#def.headers?.(this.#params, this.values, this.statusCode)) || {}
  }

  render(asked: Asked = {}): Rendered {
    const { envelope, headers } = this.#def
    const { status, statusCode } = this
    const values = { ...asked.values, ...this.values }
    return this.expose
      ? {
          status: statusCode,
          headers: {
            ...headers?.(this.#params, values, statusCode),
            'content-type': envelope.mediaType(asked.accept),
          },
          body: JSON.stringify(envelope.body(this, values)),
        }
      : envelope.unexpected({ cause: this, status, values }).render(asked)
  }

  /** Returns the response. Elysia calls this, and `fetch` handlers can too. */
  toResponse(asked?: Asked): WebResponse {
    const rendered = this.render(asked)
    return new Response(rendered.body, rendered)
  }

  /** Returns the response. Hono calls this. */
  getResponse(): WebResponse {
    return this.toResponse()
  }

  toJSON(): unknown {
    return JSON.parse(this.render().body)
  }
}
