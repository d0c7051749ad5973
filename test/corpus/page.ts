import type { Writing } from '../../src/emit/template/context.js'
import { type ProseDialect, proseWriter } from '../../src/facts/markdown/write.js'
import type { Element } from './html.js'

/**
 * One place in a template, and how to read back what stands there. It comes out as one top-level
 * element.
 */
export interface Slot {
  readonly context: string
  /** `{{this}}` is the string. */
  readonly template: string
  /** What a reader should see of a string here, where that is more than the string. */
  readonly around?: readonly [before: string, after: string]
  /** The same, where that takes more than two texts. */
  readonly seen?: (string: string) => string
  /** Where the string is in the element; its text by default. */
  readonly read?: (element: Element) => string
  /** White space counts. */
  readonly exact?: boolean
  /** Another thing to check in place of the text. */
  readonly check?: (element: Element) => string | undefined
}

export interface Problem {
  /** Which of the strings. */
  readonly at: number
  readonly context: string
  readonly problem: string
}

/** A template that puts strings into contexts, and what must be true of what it renders. */
export interface Page {
  readonly name: string
  readonly contexts: readonly string[]
  /** The template's name, which says its syntax. */
  readonly file: string
  readonly template: string
  readonly dialect: ProseDialect
  /** What the view holds for a string, if that is not the string. */
  readonly wrap?: ((string: string) => unknown) | undefined
  /** What is wrong with a rendered page. Throws where the page is broken as a whole. */
  problems(rendered: string, strings: readonly string[]): Promise<Problem[]>
  /** The same page with one context. */
  only(context: string): Page
}

const callout = (kind: string, body: string) => `<Callout kind="${kind}">\n${body}\n</Callout>`
export const mdxDialect: ProseDialect = { mdx: true, callout }
/** As Mintlify's, which prints pages anew and would undo a character reference. */
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

/** The escapes of a comment, undone. Text that holds them itself is changed alike on both sides. */
export function uncomment(text: string): string {
  return text.replace(/\\(?=[/@])/g, '')
}

/** A comment is on one line whatever its text holds. */
export function collapseAll(text: string): string {
  return text.replace(/[\s\u0085]+/g, ' ').trim()
}
