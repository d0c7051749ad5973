import type { Build } from './build.js'

/** A team's docs site: a fixed project in a folder with this name, and the way to build it. */
export interface Site {
  readonly name: string
  /** The emitter for its pages. */
  readonly emit: string
  /** The target of the pages: a folder of the project, and its path on the host. */
  readonly content: { readonly folder: string; readonly url: string }
  /** The suffix of page addresses. */
  readonly suffix?: string
  /** Returns more options of the output for this catalog, besides `emit`, `to` and `base`. */
  output?(catalog: string): object
  /** The site's own build with the strictest link checks, as commands in its folder. */
  readonly build: readonly (readonly [command: string, ...args: string[]])[]
  /** The folder of the build output. */
  readonly out: string
  /** The command that serves the build, if it is more than static files. */
  serve?(port: number): readonly [command: string, ...args: string[]]
  /**
   * The suffix of the address of a folder's page, and of the overview if it differs from
   * the folder's.
   */
  readonly index?: string
  readonly overview?: string
  /** Set if the site does not use the platform's own theme, so there is no dark mode. */
  readonly plain?: true
  /** The class or id of the navigation element. None if the platform has none. */
  readonly navigation?: string
  /** Whether the platform changes quotes, dashes and dots to typographic ones. */
  readonly typography?: true
  /** The redirect target of a path. None if the platform has no redirects. */
  redirect?(build: Build, path: string): string | undefined
}
