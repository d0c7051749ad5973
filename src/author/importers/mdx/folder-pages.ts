import type { Finding } from '../../../model/diagnostic.js'
import type { Named } from '../codes.js'
import type { SourcePage } from '../importer.js'
import type { LeftOut } from '../ledger.js'
import { type ErrorDraft, isStrictCode, type PageDraft } from './draft.js'

/** A page and its role, which depends on its name: an error, an index page, or neither. */
export interface NamedPage {
  readonly page: SourcePage
  readonly role: 'error' | 'folder' | 'none'
}

/**
 * Determines the roles of pages. An index page that is the only page in its folder, such as
 * `no-key/README.md`, is an error.
 */
export function namedPages(pages: readonly SourcePage[]): NamedPage[] {
  return pages.map((page) => {
    if (/(?:^|\/)(?:changelog|contributing)$/i.test(page.path)) return { page, role: 'none' }
    const [, folder = '', name] =
      /^(?:(.*)\/)?(index|readme|overview|_category_)$/i.exec(page.path) ?? []
    if (name === undefined) return { page, role: 'error' }
    const isAlone =
      folder !== '' &&
      /^(?:index|readme)$/i.test(name) &&
      !pages.some((other) => other !== page && other.path.startsWith(`${folder}/`))
    return { page: { ...page, path: folder }, role: isAlone ? 'error' : 'folder' }
  })
}

/** An error on a page, with the facts that determine its code. */
export interface NamedError extends Named {
  readonly draft: ErrorDraft
}

export interface ReadPage<T extends NamedError> {
  readonly draft: PageDraft
  readonly role: NamedPage['role']
  readonly errors: readonly T[]
  /** Findings for the page. */
  readonly said: readonly Finding[]
  /** Why the page has no errors. */
  readonly why?: string
}

/**
 * Removes duplicate errors. Index pages keep only errors that do not have a separate page. Pages
 * with the role `none` keep no errors.
 */
export function withErrorsOfTheirOwn<T extends NamedError>(
  pages: readonly ReadPage<T>[],
): ReadPage<T>[] {
  const ofErrors = pages.filter(({ role }) => role === 'error').flatMap(({ errors }) => errors)
  const single = ofErrors.filter(({ draft }) => !draft.shared)
  const codes = new Set(single.flatMap(({ told }) => told ?? []))
  const names = new Set(single.flatMap(({ path }) => path.at(-1)?.toLowerCase() ?? []))
  return pages.map((page): ReadPage<T> => {
    const { draft, role, errors } = page
    const without = (why: string) => ({ ...page, errors: [], why })
    if (draft.nodes.length === 0 && Object.keys(draft.frontmatter).length === 0)
      return without('it has no text')
    if (role === 'none') return without('its name suggests a page about the project')
    const isElsewhere = ({ told }: T) =>
      told !== undefined &&
      (codes.has(told) || (role === 'folder' && names.has(told.toLowerCase())))
    if ((errors.length > 1 || role === 'folder') && errors.every(isElsewhere))
      return without('each of its errors has its own page')
    if (role === 'error') return page
    if (!errors.every(({ told }) => told !== undefined && isStrictCode(told)))
      return without('it is an index page and none of its headings is a code')
    for (const error of errors.filter(isElsewhere))
      loseError(error.draft, 'another page has this code')
    return { ...page, errors: errors.filter((error) => !isElsewhere(error)) }
  })
}

export function loseError({ nodes, titles, of }: ErrorDraft, note: string): void {
  for (const node of [...titles.flatMap((title) => title.node ?? []), ...nodes])
    of.ledger.lost(node, note)
}

export function leftOutPage({ page, ledger }: PageDraft, note: string): LeftOut {
  return { file: page.source.file, line: 1, blocks: ledger.close().length, note }
}

/** Returns findings for skipped pages. Unreadable pages already have a finding. */
export function toldLeftOut(
  { file, blocks, note }: LeftOut,
  pages: readonly SourcePage[],
): Finding[] {
  const page = pages.find(({ source }) => source.file === file)
  if (page === undefined || blocks === undefined) return []
  const size = blocks === 0 ? '' : ` (${blocks === 1 ? '1 block' : `${blocks} blocks`})`
  const severity = blocks === 0 ? 'warning' : 'info'
  return [
    {
      code: 'import-loss',
      severity,
      message: `Skipped this page${size} because ${note}.`,
      at: { source: page.source, range: [0, 0] },
    },
  ]
}
