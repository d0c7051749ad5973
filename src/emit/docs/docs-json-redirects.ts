/** A redirect in the format of docs.json. */
export interface MintlifyRedirect {
  readonly source: string
  readonly destination: string
}

/** The redirects in a docs.json that belong to errbook. */
export interface OwnRedirects {
  /** The redirects of the current catalog. Each leads to an existing page. */
  readonly made: readonly MintlifyRedirect[]
  /**
   * The path of the output's pages in the site. Redirects to pages below it may come from an
   * earlier build.
   */
  readonly base: string
  /** The addresses of the output's pages. */
  readonly pages: ReadonlySet<string>
}

/**
 * Returns the new destination of an existing redirect, or undefined to remove it. Redirects from
 * earlier builds stay, because people may still use the old links. If a page exists at the source,
 * the redirect is removed, because it would hide the page. If the destination has moved, the
 * redirect leads to the new page, so that there are no chains.
 */
export function destinationOf(
  known: MintlifyRedirect,
  { base, pages }: OwnRedirects,
  madeBySource: ReadonlyMap<unknown, MintlifyRedirect>,
): unknown {
  const { source, destination } = known
  const below = (path: unknown): path is string =>
    typeof path === 'string' && (path === base || path.startsWith(`${base}/`))
  if (below(destination) && pages.has(source as string)) return undefined
  const to =
    madeBySource.get(source) ??
    (below(source) && below(destination) ? madeBySource.get(destination) : undefined)
  return to === undefined ? destination : to.destination
}
