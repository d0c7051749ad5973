import type { Mark } from './text.js'

/** What is not behind a backslash of its own. */
const bare = '(?<!(?<!\\\\)(?:\\\\\\\\)*\\\\)'
/** A letter of an emoji's name, in text whose `_` is escaped. */
const letter = '(?:[A-Za-z0-9+-]|\\\\_)'

/**
 * `:name`, `::name` and `:::name` of generic directives, and `:name:` and `:)` where a parser of
 * Markdown reads them.
 */
export const colons: readonly Mark[] = [
  { pattern: new RegExp(`${bare}:(?=[^\\s"'.,]|[',]-?\\()`, 'g'), written: '\\:' },
]

/**
 * `:name:` where a plugin looks for it in text that has been parsed, when a backslash is gone: the
 * two colons stand in different nodes. What follows a value may be the second colon.
 */
export const emojiInText: readonly Mark[] = [
  { pattern: new RegExp(`(:${letter}+)\\\\?:`, 'g'), written: '$1<span>\\:</span>' },
  { pattern: new RegExp(`\\\\?:(?=${letter}+$)`, 'g'), written: '<span>\\:</span>' },
]

/**
 * What Vue reads in HTML (`{{`), where a pair may come of two values, and what attributes of
 * Markdown-it are (`{.name}`).
 */
export const vueBraces: readonly Mark[] = [
  { pattern: /[{}]/g, written: '\\$&' },
  { pattern: /(?:\\\{){2,}|^\\\{|\\\{$/g, written: '<span v-pre>$&</span>' },
]

/** Emoticons without a colon: `;)`, `8-)`. */
export const emoticons: readonly Mark[] = [{ pattern: /(?<=[;-])\)/g, written: '\\)' }]

/** `{#id}` at the end of a heading, which Mintlify looks for before it reads Markdown. */
export const headingIds: readonly Mark[] = [
  { pattern: /\\\{(\s*)\\?#/g, written: '\\{$1<span>#</span>' },
]

/** Formulas between two dollars, where only a tag of their own keeps them apart. */
export const dollars: readonly Mark[] = [
  { pattern: /\\\$(?=.*\\\$)/gs, written: '<span>\\$$</span>' },
]

/**
 * `[#id]`, `[toc]` and `[!toc]` at the end of a heading's text, which Fumadocs and Nextra look for
 * in what has been parsed.
 */
export const headingFlags: readonly Mark[] = [
  { pattern: /(?<=\\\[(?:\\?#|!?toc).*)\\\]$/, written: '<span>\\]</span>' },
]
