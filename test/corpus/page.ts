import type { Writing } from '../../src/emit/template/context.js'
import { type ProseDialect, proseWriter } from '../../src/facts/markdown/write.js'
import type { Element } from './html.js'

/**
 * One place in a template, and how to read back its content. It must render as one top-level
 * element.
 */
export interface Slot {
  readonly context: string
  /** The template, with `{{this}}` for the string. */
  readonly template: string
  /** The text that a reader should see before and after the string, if there is any. */
  readonly around?: readonly [before: string, after: string]
  /** Returns the text that a reader should see. Default: the string and the text around it. */
  readonly seen?: (string: string) => string
  /** Returns the string in the rendered element. Default: the text of the element. */
  readonly read?: (element: Element) => string
  /** Whether whitespace is significant. */
  readonly exact?: boolean
  /** Returns a problem of the element, or undefined. Without `read`, texts are not compared. */
  readonly check?: (element: Element) => string | undefined
}

export interface Problem {
  /** The index of the string in the list. */
  readonly at: number
  readonly context: string
  readonly problem: string
}

/** A template that puts strings into several contexts, and the checks of the rendered page. */
export interface Page {
  readonly name: string
  readonly contexts: readonly string[]
  /** The name of the template, which determines its syntax. */
  readonly file: string
  readonly template: string
  readonly dialect: ProseDialect
  /** Converts a string to the value that the template gets. Default: the string itself. */
  readonly wrap?: ((string: string) => unknown) | undefined
  /** Returns the problems of a rendered page. Throws if the whole page is broken. */
  problems(rendered: string, strings: readonly string[]): Promise<Problem[]>
  /** Returns the same page with only one context. */
  only(context: string): Page
}

const callout = (kind: string, body: string) => `<Callout kind="${kind}">\n${body}\n</Callout>`
export const mdxDialect: ProseDialect = { mdx: true, callout }
/** For platforms such as Mintlify that replace character references with characters. */
export const spanDialect: ProseDialect = {
  mdx: true,
  callout,
  keyword: (word) => `<span>${word}</span>`,
}
export const mdDialect: ProseDialect = {
  mdx: false,
  callout: (_, body) => body.replace(/^/gm, '> '),
}

export function writingOf(dialect: ProseDialect): Writing {
  return { dialect, prose: proseWriter(dialect, (link) => ({ code: link.code, url: '/target' })) }
}

/** Undoes the escapes of a comment. Used for both the shown and the original text. */
export function uncomment(text: string): string {
  return text.replace(/\\(?=[/@])/g, '')
}

/** Collapses all whitespace, because a comment is always on one line. */
export function collapseAll(text: string): string {
  return text.replace(/[\s\u0085]+/g, ' ').trim()
}
