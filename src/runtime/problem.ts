import type { Asked, ErrorDef, FailOptions, Problem, Rendered, Values, WebResponse } from './definition.js'
import { mediaTypeFor } from './media-type.js'

/** What every copy of this module knows a problem by. */
const brand: unique symbol = Symbol.for('errbook.problem')

interface Facts {
  readonly def: ErrorDef
  readonly params: Readonly<Record<string, unknown>>
  readonly detail: string | undefined
  readonly instance: string | undefined
  readonly values: Values
}

/** Whether a value is an error made by `fail`, of this copy of the module or another. */
export function isProblem(value: unknown): value is Problem {
  return (value as { [brand]?: unknown } | null | undefined)?.[brand] !== undefined
}

/**
 * An error of the catalog. Frameworks that ask an error for its response (`getResponse`, `toResponse`)
 * or for its status and headers find them here. Only code and status are members of its own: whatever
 * copies an error into a log gets nothing that is sensitive.
 */
export class ProblemError extends Error implements Problem {
  readonly code: string
  readonly status: number | undefined

  constructor(def: ErrorDef, params: object, options: FailOptions = {}) {
    const detail = options.detail ?? def.detail?.(params)
    // A message goes into logs, and so must not tell a value that is to stay out of them.
    super((def.sensitive ? undefined : detail) ?? def.title, options)
    this.code = def.code
    this.status = options.status ?? def.status
    const facts = { def, params, detail, instance: options.instance, values: options.values ?? {} }
    Object.defineProperty(this, brand, { value: facts })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isProblem(value)
  }

  override get name(): string {
    return 'ProblemError'
  }
  get def(): ErrorDef {
    return factsOf(this).def
  }
  get params(): Readonly<Record<string, unknown>> {
    return factsOf(this).params
  }
  get detail(): string | undefined {
    return factsOf(this).detail
  }
  get instance(): string | undefined {
    return factsOf(this).instance
  }
  get values(): Values {
    return factsOf(this).values
  }
  get type(): string {
    return this.def.type
  }
  get title(): string {
    return this.def.titles?.[this.statusCode] ?? this.def.title
  }
  get statusCode(): number {
    return this.status ?? 500
  }
  get expose(): boolean {
    return !isHidden(this)
  }
  get headers(): Readonly<Record<string, string>> {
    return isHidden(this) ? {} : headersOf(this, this.values)
  }
  /** What Effect tells errors by. */
  get _tag(): string {
    return this.code
  }

  render({ accept, values }: Asked = {}): Rendered {
    const all = { ...values, ...this.values }
    const sent = sentAs(this)
    return {
      status: sent.statusCode,
      headers: { ...headersOf(sent, all), 'content-type': mediaTypeFor(accept, sent.def.envelope.mediaTypes) },
      body: JSON.stringify(bodyOf(sent, all)),
    }
  }

  /** What Elysia asks for, and handlers of `fetch`. */
  toResponse(asked?: Asked): WebResponse {
    const { body, ...rest } = this.render(asked)
    return new (globalThis as unknown as { Response: new (body: string, init: object) => WebResponse }).Response(body, rest)
  }

  /** What Hono asks for. */
  getResponse(): WebResponse {
    return this.toResponse()
  }

  toJSON(): unknown {
    return bodyOf(sentAs(this), this.values)
  }
}

function factsOf(problem: ProblemError): Facts {
  return (problem as unknown as { [brand]: Facts })[brand]
}

/** Whether clients must not see what it is. */
function isHidden({ def, status }: Problem): boolean {
  return def.internal === true || status === undefined
}

function sentAs(problem: Problem): Problem {
  if (!isHidden(problem)) return problem
  const { status, values } = problem
  return problem.def.envelope.unexpected({ cause: problem, status, values })
}

function bodyOf({ def, code, type, statusCode, title, detail, instance, params }: Problem, values: Values): unknown {
  const { envelope, extra } = def
  return envelope.body({ code, type, status: statusCode, title, detail, instance, params: { ...params, ...extra }, extra }, values)
}

function headersOf({ def, params, statusCode }: Problem, values: Values): Record<string, string> {
  const found = Object.entries(def.headers?.(params, values, statusCode) ?? {})
  return Object.fromEntries(
    found
      .filter(([, value]) => value !== undefined && value !== null)
      // A header's value is ASCII on one line: whatever is not would make the response fail.
      .map(([name, value]) => [name.toLowerCase(), String(value).replace(/[^ -~]/g, '?')]),
  )
}

/** Pieces of a text put together; nothing where one of them has no value. */
export function textOf(...pieces: readonly unknown[]): string | undefined {
  if (pieces.includes(undefined)) return undefined
  return pieces.map((piece) => (typeof piece === 'string' ? piece : JSON.stringify(piece))).join('')
}
