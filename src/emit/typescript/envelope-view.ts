import { envelopeOf } from '../../facts/body/envelope.js'
import type { Catalog } from '../../model/catalog.js'
import { membersOf, nameless } from './constant.js'
import { bodyFunction, mediaTypeFunction, readFunction, valuesType } from './envelope.js'

/** Returns the view of an envelope. Its functions are code, generated from the parsed body. */
export function envelopeView(catalog: Catalog, system: string, runtime: string, typed: boolean) {
  const envelope = envelopeOf(catalog.vocabulary, system)
  const values = valuesType(envelope)
  const { unexpected } = catalog
  const code = {
    body: bodyFunction(envelope),
    read: readFunction(envelope),
    mediaType: mediaTypeFunction(envelope),
  }
  const members = unexpected && membersOf(unexpected, catalog, [])
  return {
    imports: { runtime },
    typed: typed || null,
    definition: typed ? `Envelope${values === null ? '' : `<${values}>`}` : null,
    mediaTypes: envelope.mediaTypes,
    ...code,
    uses: usedIn(`${code.body}${code.mediaType}${members?.headers}`),
    // The unexpected error replaces internal errors and is returned with their status, so it needs
    // no list of statuses.
    unexpected: members ? { ...members, internal: null, statuses: null, titles: null } : nameless,
  }
}

/**
 * Returns the runtime functions that the code calls. Only these are imported, to keep bundles
 * small.
 */
export function usedIn(code: string): string | null {
  const used = ['headersOf', 'mediaTypeFor', 'textOf'].filter((name) => code.includes(`${name}(`))
  return used.length > 0 ? used.join(', ') : null
}
