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
  /** How requests are drawn: in tabs where there are several ways. */
  readonly requests: readonly Drawing[]
  /** What a page is headed with: the last part of the code, or the title. */
  readonly heading: 'code' | 'title'
}

/**
 * What differs between docs sites, its templates aside. A page is named by its path below the
 * output's folder, without an extension.
 */
export interface Platform<Options extends DocsOptions = DocsOptions> {
  readonly name: string
  readonly summary: string
  readonly options: z.ZodType<Options>
  /**
   * The folder of its templates: a path, for a platform of your own. Ours have one in `templates/`
   * under their name.
   */
  readonly templates?: string
  readonly extension: '.mdx' | '.md'
  /** Its Markdown: what is escaped beyond CommonMark's own marks, and how a callout is written. */
  readonly dialect: ProseDialect
  /** The page of a folder: `index`. */
  readonly index: string
  /**
   * The page of the whole output: `overview`, or `index` where the folder's own address should lead
   * there.
   */
  readonly overview: string
  /** The target of a link from one page to another. */
  link(link: { readonly from: string; readonly to: string; readonly options: Options }): string
  /**
   * Frontmatter that keeps a page's address and id as its path is, where the site would make
   * another of it.
   */
  address?(page: string, options: Options): AddressOfPage
  /** The name of a code sample's language, where the site knows only some. */
  language?(name: string): string
  /** A text in an attribute of a card, where the site reads that as Markdown or as HTML. */
  cardText?(text: string): string
  /** What is wrong with the options beyond what their schema says. */
  problems?(options: Options, at: Address): readonly Finding[]
  /**
   * The navigation and the redirects: files of ours below the output's folder, or our part in a
   * file of the site.
   */
  files(site: Site<Options>): readonly Artifact[]
}

/**
 * What the frontmatter of a page has to say of its address; undefined where its path says it all.
 */
export interface AddressOfPage {
  readonly slug?: string | undefined
  readonly id?: string | undefined
}

/** What navigation and redirects are made of. */
export interface Site<Options extends DocsOptions = DocsOptions> {
  readonly options: Options
  /** Every page but the overview, as a reader goes through them. */
  readonly navigation: Navigation
  readonly redirects: readonly Redirect[]
}
