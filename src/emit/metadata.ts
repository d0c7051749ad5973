import type { Catalog, Entry } from '../model/catalog.js'

/** Returns all metadata of an error, for gateways, tests and tools. */
export function metadataOf(entry: Entry, { byCode }: Catalog): object {
  const { data } = entry
  const ending = ({ since, replacedBy }: NonNullable<Entry['data']['retired']>) => ({
    ...(since !== undefined && { since }),
    ...(replacedBy !== undefined && byCode.has(replacedBy) && { replacedBy }),
  })
  const sensitive = Object.keys(entry.params).filter((name) => entry.params[name]?.sensitive)
  return {
    identifier: entry.identifier,
    ...(entry.system !== '' && { system: entry.system }),
    ...(entry.category !== '' && { category: entry.category }),
    name: entry.name,
    ...(entry.statuses.length > 0 && { status: entry.statuses[0]?.status }),
    ...(entry.statuses.length > 1 && { statuses: entry.statuses.map(({ status }) => status) }),
    ...(data.exitCode !== undefined && { exitCode: data.exitCode }),
    title: data.title,
    summary: data.summary,
    type: entry.type,
    docs: entry.docsUrl,
    state: entry.state,
    visibility: entry.visibility,
    ...(entry.retry && { retry: entry.retry }),
    ...(entry.fault && { fault: entry.fault }),
    ...(data.logLevel && { logLevel: data.logLevel }),
    ...(data.grpc && { grpc: data.grpc }),
    ...(data.owner && { owner: data.owner }),
    ...(data.since && { since: data.since }),
    ...(data.tags && { tags: data.tags }),
    ...(data.operations && { operations: data.operations }),
    ...(sensitive.length > 0 && { sensitive }),
    ...(data.deprecated && { deprecated: ending(data.deprecated) }),
    ...(data.retired && { retired: ending(data.retired) }),
    ...(data.aliases && { aliases: data.aliases }),
  }
}
