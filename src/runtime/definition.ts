/** The params of an error that has none. */
export type NoParams = Record<never, never>

/** What only the request knows: a request id, a region. The envelope's `values` declare them. */
export type Values = Readonly<Record<string, unknown>>

/**
 * One error of the catalog. `Code` and `Status` are literal types, so that a comparison narrows;
 * `Params` is what an occurrence carries on the wire. `ErrorDef` alone is any of them.
 */
export interface ErrorDef<
  Code extends string = string,
  Status extends number | undefined = number | undefined,
  Params extends object = NoParams,
> {
  readonly code: Code
  /**
   * The HTTP status, the first where there are several; undefined for the errors of a program or a
   * library.
   */
  readonly status: Status
  /** Every status that the error is sent with, where there are several. */
  readonly statuses?: readonly Status[]
  /** The titles of those statuses whose title is another. */
  readonly titles?: Readonly<Record<number, string>>
  /** What a program ends with. */
  readonly exitCode?: number
  /** RFC 9457 `title`. */
  readonly title: string
  /** RFC 9457 `type`: the URI that names the error. */
  readonly type: string
  /** Codes and types that it had before: an older service may still send them. */
  readonly aliases?: readonly string[]
  /** Constant members, sent beside the params. */
  readonly extra?: object
  /** Sent as the catalog's unexpected error; its own code is for the logs alone. */
  readonly internal?: true
  /** What a client may do. */
  readonly retry?: 'never' | 'after_fix' | 'transient' | 'throttled'
  /** Whose doing it is. */
  readonly fault?: 'client' | 'server' | 'upstream'
  readonly logLevel?: 'error' | 'warn' | 'info' | 'debug'
  /** Who answers for it. */
  readonly owner?: string
  /** Params whose values stay out of logs. */
  readonly sensitive?: readonly string[]
  /** The shape that it is sent in. */
  readonly envelope: Envelope
  /**
   * RFC 9457 `detail` of one occurrence. A method, so that a list of `ErrorDef` holds any of them.
   */
  detail?(params: Params): string
  /** The response headers of one occurrence, in lower case. */
  headers?(params: Params, values: Values, status: number): Readonly<Record<string, string>>
}

/**
 * How the errors of a catalog are sent and read. `Of` is what the service gives to each response.
 */
export interface Envelope<Of extends object = object> {
  /** The names of the body's media type. The first is sent where Accept asks for none of them. */
  readonly mediaTypes: readonly string[]
  /** Which of them an Accept header prefers. */
  mediaType(accept: string | null | undefined): string
  body(
    problem: Problem<string, number | undefined, Record<string, unknown>>,
    values: Partial<Of>,
  ): unknown
  /** The way back: the members of a body, whatever they turn out to be. */
  // biome-ignore lint/suspicious/noExplicitAny: a body that somebody else has sent.
  read(body: any): BodyMembers
  /** What goes out for anything internal or uncatalogued. */
  unexpected(options: FailOptions): Problem
}

export type BodyMembers = {
  readonly [member in
    | 'code'
    | 'type'
    | 'title'
    | 'detail'
    | 'instance'
    | 'params'
    | 'values']?: unknown
}

export interface FailOptions<Status extends number | undefined = number | undefined> {
  /** In place of the catalog's own text. */
  readonly detail?: string | undefined
  /** Which of several statuses; the first by default. */
  readonly status?: Status | undefined
  /** What led to it: for logs, never sent. */
  readonly cause?: unknown
  /** RFC 9457 `instance`: a URI of this occurrence. */
  readonly instance?: string | undefined
  /** Values of the envelope, where no adapter gives them. */
  readonly values?: Values | undefined
}

/** What `fail` makes: an error, and all that a response to it needs. */
export interface Problem<
  Code extends string = string,
  Status extends number | undefined = number | undefined,
  Params extends object = object,
> extends Error {
  readonly def: ErrorDef<Code, Status>
  readonly code: Code
  readonly status: Status
  readonly type: string
  readonly title: string
  readonly detail: string | undefined
  readonly instance: string | undefined
  /** Its params, and the constant members of the error. */
  readonly params: Params
  readonly values: Values
  /**
   * Its declared headers. The content type is not one of them: frameworks that copy headers would
   * put it on bodies of their own.
   */
  readonly headers: Readonly<Record<string, string>>
  readonly statusCode: number
  /** Whether a client may see the message. */
  readonly expose: boolean
  render(asked?: Asked): Rendered
  toResponse(asked?: Asked): WebResponse
  getResponse(): WebResponse
  toJSON(): unknown
}

/** What a request wants to know, and what it knows. */
export interface Asked {
  /** Its Accept header. */
  readonly accept?: string | null | undefined
  readonly values?: Values | undefined
}

export interface Rendered {
  readonly status: number
  /** In lower case, with the content type. */
  readonly headers: Record<string, string>
  readonly body: string
}

/** The platform's `Response`, where its types are there. */
export type WebResponse = typeof globalThis extends {
  readonly Response: { readonly prototype: infer R }
}
  ? R
  : object
