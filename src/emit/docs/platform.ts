import type * as z from 'zod'
import type { ProseDialect } from '../../facts/markdown.js'
import type { MergeArtifact } from '../../model/artifact.js'
import type { EmitInput } from '../emitter.js'
import type { SystemGroup } from '../groups.js'

/** The options of every docs platform. */
export interface DocsOptions {
  /** The path of the pages on the site's host: `/errors`. */
  readonly base: string
}

/** What differs between docs sites: its templates aside, that is its links, its callouts and its navigation. */
export interface Platform<Options extends DocsOptions = DocsOptions> {
  readonly name: string
  readonly summary: string
  readonly options: z.ZodType<Options>
  readonly extension: '.mdx' | '.md'
  readonly dialect: ProseDialect
  /** The file that a folder's own page is in, without its extension. */
  readonly index: string
  /** A link from one page to another, by their paths below the output's folder without extensions. */
  link(link: { readonly base: string; readonly from: string; readonly to: string }): string
  /** The navigation, as a part of the site's own file or files. */
  navigation(input: EmitInput<Options>, groups: readonly SystemGroup[]): readonly MergeArtifact[]
}
