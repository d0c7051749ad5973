import type { Writing } from '../../src/emit/template/context.js'
import { type ProseDialect, proseWriter } from '../../src/facts/markdown/write.js'
import type { Element } from './html.js'

/**
 * One place in a template, and how to read back its content. It is rendered as one top-level
 * element.
 */
export interface Slot {
  readonly context: string
  /** `{{this}}` is the string. */
  readonly template: string
  /** The text that a reader should see before and after the string, if there is any. */
  readonly around?: readonly [before: string, after: string]
  /** Returns what a reader should see, if it is not only the string and text around it. */
  readonly seen?: (string: string) => string
  /** How to get the string from the element. Default: its text. */
  readonly read?: (element: Element) => string
  /** Whether whitespace is significant. */
  readonly exact?: boolean
  /** Another check instead of the text. */
  readonly check?: (element: Element) => string | undefined
}

export interface Problem {
  /** The index of the string. */
  readonly at: number
  readonly context: string
  readonly problem: string
}

/** A template that puts strings into contexts, and the checks of its rendered page. */
export interface Page {
  readonly name: string
  readonly contexts: readonly string[]
  /** The name of the template, which determines its syntax. */
  readonly file: string
  readonly template: string
  readonly dialect: ProseDialect
  /** The value in the view for a string, if it is not the string itself. */
  readonly wrap?: ((string: string) => unknown) | undefined
  /** The problems of a rendered page. Throws if the whole page is broken. */
  problems(rendered: string, strings: readonly string[]): Promise<Problem[]>
  /** The same page with one context. */
  only(context: string): Page
}

const callout = (kind: string, body: string) => `<Callout kind="${kind}">\n${body}\n</Callout>`
export const mdxDialect: ProseDialect = { mdx: true, callout }
/** The dialect of platforms like Mintlify that turn character references back into characters. */
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

/** Undoes the escapes of a comment. Text that contains them changes the same way on both sides. */
export function uncomment(text: string): string {
  return text.replace(/\\(?=[/@])/g, '')
}

/** Collapses all whitespace, because a comment is always on one line. */
export function collapseAll(text: string): string {
  return text.replace(/[\s\u0085]+/g, ' ').trim()
}
