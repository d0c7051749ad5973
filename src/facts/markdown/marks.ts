import type { Mark } from './text.js'

/** Matches a position that no backslash escapes. */
const bare = '(?<!(?<!\\\\)(?:\\\\\\\\)*\\\\)'
/** Matches one character of an emoji name in Markdown, in which `_` is escaped as `\_`. */
const letter = '(?:[A-Za-z0-9+-]|\\\\_)'

/**
 * Colons that a Markdown parser may read as a directive (`:name`, `::name`, `:::name`) or as an
 * emoji (`:name:`, `:)`).
 */
export const colons: readonly Mark[] = [
  { pattern: new RegExp(`${bare}:(?=[^\\s"'.,]|[',]-?\\()`, 'g'), written: '\\:' },
]

/**
 * `:name:`, for sites with a plugin that searches the parsed text. That text has no backslashes
 * anymore, so a `<span>` puts the two colons into different nodes. The second colon may also come
 * after the value.
 */
export const emojiInText: readonly Mark[] = [
  { pattern: new RegExp(`(:${letter}+)\\\\?:`, 'g'), written: '$1<span>\\:</span>' },
  { pattern: new RegExp(`\\\\?:(?=${letter}+$)`, 'g'), written: '<span>\\:</span>' },
]

/**
 * Braces that Vue reads in HTML (`{{`) or that markdown-it reads as attributes (`{.name}`). The two
 * braces of `{{` may also come from two adjacent values.
 */
export const vueBraces: readonly Mark[] = [
  { pattern: /[{}]/g, written: '\\$&' },
  { pattern: /(?:\\\{){2,}|^\\\{|\\\{$/g, written: '<span v-pre>$&</span>' },
]

/** Emoticons without a colon: `;)`, `8-)`. */
export const emoticons: readonly Mark[] = [{ pattern: /(?<=[;-])\)/g, written: '\\)' }]

/** `{#id}` at the end of a heading, which Mintlify looks for before it parses Markdown. */
export const headingIds: readonly Mark[] = [
  { pattern: /\\\{(\s*)\\?#/g, written: '\\{$1<span>#</span>' },
]

/** Formulas between two dollars. Only a tag around a dollar prevents them. */
export const dollars: readonly Mark[] = [
  { pattern: /\\\$(?=.*\\\$)/gs, written: '<span>\\$$</span>' },
]

/**
 * `[#id]`, `[toc]` and `[!toc]` at the end of a heading, which Fumadocs and Nextra look for after
 * parsing.
 */
export const headingFlags: readonly Mark[] = [
  { pattern: /(?<=\\\[(?:\\?#|!?toc).*)\\\]$/, written: '<span>\\]</span>' },
]
