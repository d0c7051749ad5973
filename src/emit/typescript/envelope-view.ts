import { envelopeOf } from '../../facts/body/envelope.js'
import type { Catalog } from '../../model/catalog.js'
import { membersOf, nameless } from './constant.js'
import { bodyFunction, mediaTypeFunction, readFunction, valuesType } from './envelope.js'

/** What the template sees of an envelope. Its functions are code, made from the parsed body. */
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
    // It goes out under the status of the error that it stands for, and without params of its own.
    unexpected: members ? { ...members, internal: null, statuses: null, titles: null } : nameless,
  }
}

/** The functions of the runtime that code calls, to be imported: who needs none bundles none. */
export function usedIn(code: string): string | null {
  const used = ['headersOf', 'mediaTypeFor', 'textOf'].filter((name) => code.includes(`${name}(`))
  return used.length > 0 ? used.join(', ') : null
}
