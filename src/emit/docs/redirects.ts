import { type CodeShape, codeShape, pathParts } from '../../facts/entry/code.js'
import type { Catalog, CodeParts } from '../../model/catalog.js'

/** A redirect from a former page of an error to its current page. */
export interface Redirect {
  readonly from: string
  readonly to: string
}

/**
 * Returns the redirects from the pages of former codes. These redirects lead from missing pages to
 * existing pages, so there are no chains or loops. Retired errors need no redirects, because they
 * keep their pages.
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
 * Returns the parts of a former code, even if its system or category is no longer in the
 * vocabulary. Undefined if the code can't be split into its parts.
 */
function partsOf(split: ReturnType<CodeShape['split']>): CodeParts | undefined {
  if ('parts' in split) return split.parts
  return 'unknown' in split ? split.unknown : undefined
}
