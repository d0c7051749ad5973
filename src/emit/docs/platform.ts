import type * as z from 'zod'
import type { ProseDialect } from '../../facts/markdown/write.js'
import type { Drawing } from '../../facts/request/draw.js'
import type { Artifact } from '../../model/artifact.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Address } from '../../model/source.js'
import type { Navigation } from './navigation.js'
import type { Redirect } from './redirects.js'

/** The options of every docs platform. */
export interface DocsOptions {
  /** The path of the pages in the site: `/errors`. */
  readonly base: string
  /** The formats of example requests. Several are shown in tabs. */
  readonly requests: readonly Drawing[]
  /** The heading of a page: the last part of the code, or the title. */
  readonly heading: 'code' | 'title'
}

/**
 * The differences between docs sites, except their templates. A page is identified by its path
 * below the output folder, without extension.
 */
export interface Platform<Options extends DocsOptions = DocsOptions> {
  readonly name: string
  readonly summary: string
  readonly options: z.ZodType<Options>
  /**
   * The path of its template folder, for a custom platform. A built-in platform has a folder with
   * its name in `templates/`.
   */
  readonly templates?: string
  readonly extension: '.mdx' | '.md'
  /**
   * Its Markdown dialect: what must be escaped besides CommonMark, and how callouts are written.
   */
  readonly dialect: ProseDialect
  /** The name of the index page of a folder: `index`. */
  readonly index: string
  /**
   * The name of the overview page: `overview`, or `index` to show it at the address of the folder.
   */
  readonly overview: string
  /** Returns the target of a link from one page to another. */
  link(link: { readonly from: string; readonly to: string; readonly options: Options }): string
  /**
   * Returns frontmatter that sets the address and ID of a page, if the site would derive a
   * different address or ID from its path.
   */
  address?(page: string, options: Options): AddressOfPage
  /**
   * Converts the language of a code sample to one that the site supports. Not set if the site
   * supports all languages.
   */
  language?(name: string): string
  /** Escapes text for an attribute of a card, if the site reads it as Markdown or HTML. */
  cardText?(text: string): string
  /** Reports problems with the options that their schema can't find. */
  problems?(options: Options, at: Address): readonly Finding[]
  /**
   * Returns the navigation and redirects: files below the output folder, or changes to a file of
   * the site.
   */
  files(site: Site<Options>): readonly Artifact[]
}

/**
 * The address that the frontmatter of a page sets. Undefined if the site derives it from the path.
 */
export interface AddressOfPage {
  readonly slug?: string | undefined
  readonly id?: string | undefined
}

/** The input for navigation and redirects. */
export interface Site<Options extends DocsOptions = DocsOptions> {
  readonly options: Options
  /** All pages except the overview, in reading order. */
  readonly navigation: Navigation
  readonly redirects: readonly Redirect[]
}
