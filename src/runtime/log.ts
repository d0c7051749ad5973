import type { ErrorDef } from './definition.js'
import { isProblem } from './problem.js'

/** What a log should say of an error, beside its stack. */
export interface LogFields {
  readonly level: NonNullable<ErrorDef['logLevel']>
  readonly code?: string
  readonly status?: number
  readonly owner?: string
  readonly fault?: NonNullable<ErrorDef['fault']>
  readonly retry?: NonNullable<ErrorDef['retry']>
  /** Without those that are `sensitive`, and without constants. */
  readonly params?: Readonly<Record<string, unknown>>
}

/** The catalog's facts about an error, for a log. What is not of the catalog is loud. */
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
