import type { Build } from './build.js'

/** A docs site for tests: a project in the folder with this name, and how to build it. */
export interface Site {
  readonly name: string
  /** The emitter for its pages. */
  readonly emit: string
  /** The folder of the project that pages are written to, and its path on the host. */
  readonly content: { readonly folder: string; readonly url: string }
  /** The suffix of page addresses. */
  readonly suffix?: string
  /** Returns options of the output for this catalog, in addition to `emit`, `to` and `base`. */
  output?(catalog: string): object
  /** The commands that build the site, with the strictest link checks. */
  readonly build: readonly (readonly [command: string, ...args: string[]])[]
  /** The folder of the build output. */
  readonly out: string
  /** Returns the command that serves the build, if static files are not enough. */
  serve?(port: number): readonly [command: string, ...args: string[]]
  /**
   * The suffix of the address of an index page. `overview` is the suffix of the overview, if it
   * differs.
   */
  readonly index?: string
  readonly overview?: string
  /** Set if the site does not use the platform's own theme, so there is no dark mode. */
  readonly plain?: true
  /** The class or ID of the navigation element. Undefined if the platform has no navigation. */
  readonly navigation?: string
  /** Set if the platform changes quotes, dashes and dots to typographic ones. */
  readonly typography?: true
  /** Returns the redirect target of a path. Undefined if the platform has no redirects. */
  redirect?(build: Build, path: string): string | undefined
}
