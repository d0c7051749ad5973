import type { ErrorDef } from './definition.js'
import { isProblem } from './problem.js'

/** The fields to log for an error, in addition to its stack. */
export interface LogFields {
  readonly level: NonNullable<ErrorDef['logLevel']>
  readonly code?: string
  readonly status?: number
  readonly owner?: string
  readonly fault?: NonNullable<ErrorDef['fault']>
  readonly retry?: NonNullable<ErrorDef['retry']>
  /** The params, except `sensitive` ones. Members with fixed values are not included. */
  readonly params?: Readonly<Record<string, unknown>>
}

/**
 * Returns the log fields of an error. Errors that are not from the catalog have only the level
 * `error`.
 */
export function logFields(error: unknown): LogFields {
  if (!isProblem(error)) return { level: 'error' }
  const { code, status, params } = error
  const { logLevel, owner, fault, retry, sensitive = [], extra = {} } = error.def
  const shown = Object.entries(params).filter(
    ([name]) => !sensitive.includes(name) && !Object.hasOwn(extra, name),
  )
  return {
    level: logLevel ?? (error.statusCode < 500 ? 'info' : 'error'),
    code,
    ...(status !== undefined && { status }),
    ...(owner !== undefined && { owner }),
    ...(fault !== undefined && { fault }),
    ...(retry !== undefined && { retry }),
    ...(shown.length > 0 && { params: Object.fromEntries(shown) }),
  }
}
