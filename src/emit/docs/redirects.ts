import { type CodeShape, codeShape, pathParts } from '../../facts/entry/code.js'
import type { Catalog, CodeParts } from '../../model/catalog.js'

/** From where the page of an error once was to where it is. */
export interface Redirect {
  readonly from: string
  readonly to: string
}

/**
 * The pages of earlier codes. Each leads straight to a page that is there, and none is one of the
 * output's pages itself: no chain, no loop. A retired error needs none, because its page stays.
 */
export function redirectsOf(
  { vocabulary, entries }: Pick<Catalog, 'vocabulary' | 'entries'>,
  pages: Iterable<string>,
): Redirect[] {
  const shape = codeShape(vocabulary)
  const taken = new Set(pages)
  return entries
    .flatMap(({ page, data }) =>
      (data.aliases ?? []).flatMap((alias) => {
        const parts = partsOf(shape.split(alias))
        const from = parts && pathParts(parts).join('/')
        return from === undefined || taken.has(from) ? [] : [{ from, to: page }]
      }),
    )
    .sort((a, b) => (a.from < b.from ? -1 : 1))
}

/**
 * The parts of an earlier code. Its system or category may be gone from the vocabulary; where its
 * page was, its own text says.
 */
function partsOf(split: ReturnType<CodeShape['split']>): CodeParts | undefined {
  if ('parts' in split) return split.parts
  return 'unknown' in split ? split.unknown : undefined
}
