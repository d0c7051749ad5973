import * as z from 'zod'
import { docsEmitter } from './emit/docs/docs.js'
import { docsOptions } from './emit/docs/options.js'
import type { DocsOptions, Platform } from './emit/docs/platform.js'
import type { Emitter } from './emit/emitter.js'
import { plainMarkdown, plainMdx } from './emit/plain-markdown.js'
import type { UserConfig } from './model/config.js'

/**
 * errbook as a library: the stages of the pipeline, for tools that do not use the command line.
 *
 *     const { value: sources } = readCatalog('errors', process.cwd())
 *     const { value: catalog, findings } = check(sources, { rules: {} })
 *     for (const { message, span } of diagnose(findings)) …
 */
export { check, diagnose, render } from './compile.js'
export {
  isFolder,
  type Navigation,
  type NavigationFolder,
  type NavigationItem,
  type NavigationPage,
} from './emit/docs/navigation.js'
export { docsOptions } from './emit/docs/options.js'
export type { AddressOfPage, DocsOptions, Platform, Site } from './emit/docs/platform.js'
export type { Redirect } from './emit/docs/redirects.js'
export {
  defineEmitter,
  type EmitInput,
  type Emitted,
  type Emitter,
  type Job,
} from './emit/emitter.js'
export { plainMarkdown, plainMdx } from './emit/plain-markdown.js'
export type { Mark, MarkdownDialect } from './facts/markdown/text.js'
export type { ProseDialect } from './facts/markdown/write.js'
export { readCatalog } from './load/read.js'
export type { Artifact, FileArtifact, MergeArtifact } from './model/artifact.js'
export type { Catalog, Entry } from './model/catalog.js'
export type { Diagnostic, Finding } from './model/diagnostic.js'

/** Adds types to `errbook.config.ts`. */
export function defineConfig(config: UserConfig): UserConfig {
  return config
}

/** The required options of a custom docs platform. All other options have defaults. */
export type DocsPlatform<Options extends DocsOptions = DocsOptions> = Pick<
  Platform<Options>,
  'name' | 'extension' | 'link'
> &
  Partial<Platform<Options>> & {
    /**
     * The template folder, absolute or relative to the current directory. It must contain the
     * templates `page`, `overview`, `system` and `category`.
     */
    readonly templates: string
  }

/**
 * Creates an emitter for a custom docs platform, for `emit` in an executable config (`.ts`,
 * `.mjs`):
 *
 *     const wiki = docsPlatform({
 *       name: 'wiki',
 *       extension: '.md',
 *       templates: './wiki-templates',
 *       link: ({ to, options }) => `${options.base}/${to}`,
 *     })
 *     export default defineConfig({ outputs: [{ emit: wiki, to: 'wiki/errors' }] })
 */
export function docsPlatform<Options extends DocsOptions = DocsOptions>(
  platform: DocsPlatform<Options>,
): Emitter<Options> {
  return docsEmitter<Options>({
    summary: `Pages for ${platform.name}.`,
    options: z.strictObject(docsOptions()) as unknown as z.ZodType<Options>,
    dialect: platform.extension === '.mdx' ? plainMdx : plainMarkdown,
    index: 'index',
    overview: 'overview',
    files: () => [],
    ...platform,
  })
}
