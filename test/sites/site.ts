import type { Build } from './build.js'

/**
 * A docs site as a team has it: a fixed project in a folder of this name, and how its own tools
 * build it.
 */
export interface Site {
  readonly name: string
  /** The emitter whose pages it takes. */
  readonly emit: string
  /** Where pages go: a folder of the project, and its path on the host. */
  readonly content: { readonly folder: string; readonly url: string }
  /** What the address of a page ends with. */
  readonly suffix?: string
  /** What an output says beside `emit`, `to` and `base`, for the catalog of a name. */
  output?(catalog: string): object
  /** The site's own build, strictest link checking on, as commands in its folder. */
  readonly build: readonly (readonly [command: string, ...args: string[]])[]
  /** The folder of what is built. */
  readonly out: string
  /** The command that serves what is built, where it is more than files. */
  serve?(port: number): readonly [command: string, ...args: string[]]
  /**
   * What the address of a folder's own page ends with, and that of the overview, where it is not
   * the folder's.
   */
  readonly index?: string
  readonly overview?: string
  /** It is shown without the platform's own theme, so that there is no dark one. */
  readonly plain?: true
  /** The class or id of the element that holds the navigation. None where the platform has none. */
  readonly navigation?: string
  /** The platform sets type: quotes, dashes and dots. */
  readonly typography?: true
  /** Where a request for a path is sent on to. None where the platform does no redirects. */
  redirect?(build: Build, path: string): string | undefined
}
