import { schemaOf } from '../../facts/body/body.js'
import { envelopeOf } from '../../facts/body/envelope.js'
import { asSentence } from '../../facts/sentence.js'
import type { Catalog, Entry } from '../../model/catalog.js'
import type { Alias } from '../aliases.js'
import { Prose } from '../template/context.js'
import { detailFunction, headersFunction } from './functions.js'
import { typeOf } from './types.js'

/**
 * Returns the template data for one error. Types and functions are source code built from validated
 * values, so templates can insert them unescaped.
 */
export function constantView(
  entry: Entry,
  catalog: Catalog,
  aliases: readonly Alias[],
  typed: boolean,
) {
  const { deprecated } = entry.data
  const replacement =
    deprecated?.replacedBy === undefined ? undefined : catalog.byCode.get(deprecated.replacedBy)
  const statusType = entry.statuses.map(({ status }) => String(status)).join(' | ') || 'undefined'
  const paramsType = paramsTypeOf(entry)
  return {
    ...membersOf(entry, catalog, aliases),
    identifier: entry.identifier,
    summary: entry.data.summary,
    docsUrl: entry.docsUrl,
    deprecated: deprecated
      ? {
          since: deprecated.since ?? null,
          reason: new Prose(asSentence(deprecated.reason)),
          replacement: replacement
            ? { code: replacement.code, identifier: replacement.identifier }
            : null,
        }
      : null,
    statusType,
    paramsType,
    definition: typed
      ? `ErrorDef<${JSON.stringify(entry.code)}, ${statusType}${paramsType === null ? '' : `, ${paramsType}`}>`
      : null,
    earlier: aliases.flatMap(({ code, identifier }) =>
      identifier === undefined
        ? []
        : [
            {
              code,
              identifier,
              now: entry.identifier,
              definition: typed ? `typeof ${entry.identifier}` : null,
            },
          ],
    ),
  }
}

/** The members of a definition. Missing values are null. */
export interface Members {
  readonly code: string
  readonly status: number | null
  readonly statuses: readonly number[] | null
  readonly titles: Readonly<Record<number, string>> | null
  readonly exitCode: number | null
  readonly title: string
  readonly type: string
  /** Earlier codes and problem type URIs. */
  readonly aliases: readonly string[] | null
  readonly extra: object | null
  readonly internal: true | null
  readonly retry: string | null
  readonly fault: string | null
  readonly logLevel: string | null
  readonly owner: string | null
  readonly sensitive: readonly string[] | null
  /** The generated code of functions. */
  readonly detail: string | null
  readonly headers: string | null
}

/** The error that is returned if the catalog sets no unexpected error. */
export const nameless: Members = {
  code: 'about:blank',
  status: 500,
  statuses: null,
  titles: null,
  exitCode: null,
  title: 'Internal Server Error',
  type: 'about:blank',
  aliases: null,
  extra: null,
  internal: null,
  retry: null,
  fault: 'server',
  logLevel: null,
  owner: null,
  sensitive: null,
  detail: null,
  headers: null,
}

export function membersOf(entry: Entry, catalog: Catalog, aliases: readonly Alias[]): Members {
  const [first, ...others] = entry.statuses
  const titles = Object.fromEntries(
    others
      .filter(({ title }) => title !== first?.title)
      .map(({ status, title }) => [status, title]),
  )
  const sensitive = Object.keys(entry.params).filter((name) => entry.params[name]?.sensitive)
  const names = aliases
    .flatMap(({ code, type }) => [code, type])
    .filter((name) => name !== entry.type)
  return {
    code: entry.code,
    status: first?.status ?? null,
    statuses: others.length > 0 ? entry.statuses.map(({ status }) => status) : null,
    titles: Object.keys(titles).length > 0 ? titles : null,
    exitCode: entry.data.exitCode ?? null,
    title: first?.title ?? entry.data.title,
    type: entry.type,
    aliases: names.length > 0 ? [...new Set(names)] : null,
    extra: entry.data.extra ?? null,
    internal: entry.visibility === 'internal' || null,
    retry: entry.retry ?? null,
    fault: entry.fault ?? null,
    logLevel: entry.data.logLevel ?? null,
    owner: entry.data.owner ?? null,
    sensitive: sensitive.length > 0 ? sensitive : null,
    detail: detailFunction(entry),
    headers: headersFunction(entry, envelopeOf(catalog.vocabulary, entry.system)),
  }
}

function paramsTypeOf({ params }: Entry): string | null {
  const members = Object.entries(params).map(
    ([name, spec]) => `${name}${spec.required === false ? '?' : ''}: ${typeOf(schemaOf(spec))}`,
  )
  return members.length === 0 ? null : `{ ${members.join('; ')} }`
}
