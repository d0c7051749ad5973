import { codeShape } from '../facts/entry/code.js'
import { identifierOf, reservedIdentifiers } from '../facts/entry/names.js'
import { urisOf } from '../facts/entry/uris.js'
import type { Catalog } from '../model/catalog.js'

/** A former code of an error, with its type and identifier. */
export interface Alias {
  readonly code: string
  readonly type: string
  /** The former name of the constant. Undefined if another constant has that name now. */
  readonly identifier: string | undefined
}

/** The former names of errors, by current code. */
export function aliasesOf({ vocabulary, entries }: Catalog): Map<string, Alias[]> {
  const shape = codeShape(vocabulary)
  const taken = new Set([...reservedIdentifiers, ...entries.map(({ identifier }) => identifier)])
  const found = new Map<string, Alias[]>()
  for (const { code, data } of entries) {
    for (const alias of data.aliases ?? []) {
      const split = shape.split(alias)
      if (!('parts' in split)) continue
      const name = identifierOf(split.parts)
      const identifier = taken.has(name) ? undefined : name
      taken.add(name)
      const { type } = urisOf(vocabulary, split.parts, alias)
      found.set(code, [...(found.get(code) ?? []), { code: alias, type, identifier }])
    }
  }
  return found
}
