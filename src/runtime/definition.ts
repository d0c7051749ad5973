/** The params of an error without params. */
export type NoParams = Record<never, never>

/**
 * Values that the service sets for each request, such as a request ID or a region. `values` in the
 * envelope declares them.
 */
export type Values = Readonly<Record<string, unknown>>

/**
 * One error in the catalog. `Code` and `Status` are literal types, so a comparison narrows the
 * type. `Params` are the values in each response. `ErrorDef` without type arguments is any error.
 */
export interface ErrorDef<
  Code extends string = string,
  Status extends number | undefined = number | undefined,
  Params extends object = NoParams,
> {
  readonly code: Code
  /**
   * The HTTP status. If there are several, this is the default. Undefined for errors of a
   * command-line program or a library.
   */
  readonly status: Status
  /** All statuses of the error, if there are several. */
  readonly statuses?: readonly Status[]
  /** The titles of statuses that do not use `title`, by status. */
  readonly titles?: Readonly<Record<number, string>>
  /** The exit code of a command-line program. */
  readonly exitCode?: number
  /** RFC 9457 `title`. */
  readonly title: string
  /** RFC 9457 `type`: the URI that identifies the error. */
  readonly type: string
  /** Earlier codes and types of the error. Older services may still send them. */
  readonly aliases?: readonly string[]
  /** Members with fixed values, sent in addition to the params. */
  readonly extra?: object
  /**
   * Set if clients get the catalog's unexpected error instead, so that this code only appears in
   * logs.
   */
  readonly internal?: true
  /**
   * What a client may do: never retry, retry after it fixes the request, retry with backoff, or
   * wait for `Retry-After`.
   */
  readonly retry?: 'never' | 'after_fix' | 'transient' | 'throttled'
  /** Who is at fault. */
  readonly fault?: 'client' | 'server' | 'upstream'
  readonly logLevel?: 'error' | 'warn' | 'info' | 'debug'
  /** Who is responsible for the error, such as a team. */
  readonly owner?: string
  /** The names of params with values that must not be logged. */
  readonly sensitive?: readonly string[]
  /** The format of the response. */
  readonly envelope: Envelope
  /**
   * Returns the RFC 9457 `detail` of one occurrence. It is a method, so that a list of `ErrorDef`
   * can contain any error.
   */
  detail?(params: Params): string
  /** Returns the response headers of one occurrence. Their names are in lower case. */
  headers?(params: Params, values: Values, status: number): Readonly<Record<string, string>>
}

/**
 * How the errors in a catalog are sent and read. `Of` is the type of the values that the service
 * adds to each response.
 */
export interface Envelope<Of extends object = object> {
  /**
   * The media types of the body. The first one is sent if the Accept header allows none of them.
   */
  readonly mediaTypes: readonly string[]
  /** Returns the media type that an Accept header prefers. */
  mediaType(accept: string | null | undefined): string
  body(
    problem: Problem<string, number | undefined, Record<string, unknown>>,
    values: Partial<Of>,
  ): unknown
  /** Reads the members of a received body. Their types are not checked. */
  // biome-ignore lint/suspicious/noExplicitAny: a body that somebody else has sent.
  read(body: any): BodyMembers
  /**
   * Creates the error that is sent for internal errors and for errors that are not in the catalog.
   */
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
  /** Replaces the `detail` of the catalog. */
  readonly detail?: string | undefined
  /** The status to use, if the error has several. Default: the first one. */
  readonly status?: Status | undefined
  /** The cause of the error, for logs. It is never sent. */
  readonly cause?: unknown
  /** RFC 9457 `instance`: a URI that identifies this occurrence. */
  readonly instance?: string | undefined
  /** Values of the envelope, for code without an adapter. They override those of an adapter. */
  readonly values?: Values | undefined
}

/** The error that `fail` creates, with everything that its response needs. */
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
  /** The params, and the error's members with fixed values. */
  readonly params: Params
  readonly values: Values
  /**
   * The headers that the catalog declares. The content type is not included, because frameworks
   * that copy headers would send it with their own bodies.
   */
  readonly headers: Readonly<Record<string, string>>
  readonly statusCode: number
  /**
   * Whether a client may see the message. False for internal errors and errors without a status.
   */
  readonly expose: boolean
  render(asked?: Asked): Rendered
  toResponse(asked?: Asked): WebResponse
  getResponse(): WebResponse
  toJSON(): unknown
}

/** Details of the request that affect the response. */
export interface Asked {
  /** The Accept header of the request. */
  readonly accept?: string | null | undefined
  readonly values?: Values | undefined
}

export interface Rendered {
  readonly status: number
  /** The headers, including the content type. Their names are in lower case. */
  readonly headers: Record<string, string>
  readonly body: string
}

/** The `Response` type of the platform, or `object` if the platform has no types for it. */
export type WebResponse = typeof globalThis extends {
  readonly Response: { readonly prototype: infer R }
}
  ? R
  : object
