/** A redirect as docs.json has it. */
export interface MintlifyRedirect {
  readonly source: string
  readonly destination: string
}

/** What redirects of a docs.json are ours. */
export interface OwnRedirects {
  /** Those of the catalog as it is: each leads to a page that is there. */
  readonly made: readonly MintlifyRedirect[]
  /**
   * The path of the output's pages in the site. What leads below it may have been made by an
   * earlier build.
   */
  readonly base: string
  /** The addresses of the output's pages. */
  readonly pages: ReadonlySet<string>
}

/**
 * Where a redirect of the file leads once ours are in it; undefined for one that has to go. One
 * that an earlier build made stays, because the address that it starts at is in somebody's logs:
 * unless a page is there again, which it would hide. It leads where the page that it led to is now,
 * so that there is no chain.
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
