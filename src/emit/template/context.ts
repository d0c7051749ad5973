import { withoutSpanMarks } from '../../facts/markdown/code-spans.js'
import { parseProse, plainText } from '../../facts/markdown/prose.js'
import {
  escapeSentence,
  escapeText,
  inlineCode,
  inlineCodeInCell,
  type MarkdownDialect,
  writeTitle,
} from '../../facts/markdown/text.js'
import type { ProseWriter } from '../../facts/markdown/write.js'
import type { StringKind } from './languages.js'
import { collapse, jsonText } from './one-line.js'
import { runsCode } from './url.js'
import { CodeSpan, Link } from './values.js'

/**
 * Markdown in a view. The place in the template decides whether it becomes blocks, one line or
 * plain text.
 */
export class Prose {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
}

/**
 * Plain text in which backticks mark code. The code becomes code spans where Markdown is allowed.
 * Elsewhere, the backticks are removed.
 */
export class Sentence {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
  /** Returns the author's text, for `{{json x}}` and `{{{x}}}`. */
  toString(): string {
    return this.source
  }
}

/** The title of a fence. The first line of a fence shows it in the title syntax of the site. */
export class FenceTitle {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

/** The kind of place where a template inserts a value, determined from the template alone. */
export type Context =
  /**
   * Markdown text. `start`: whether it may start a line. `block`: the prefix of further lines, if
   * the value is a whole paragraph. `under`: the depth of the heading above. `cell`: whether it is
   * in a table. `glued`: whether it touches a word, so that markup could lose its meaning.
   */
  | {
      readonly kind: 'text'
      readonly start: boolean
      readonly block: string | undefined
      readonly under: number
      readonly cell: boolean
      readonly glued: boolean
    }
  /** The body of a fence. It is not escaped, and further lines start with this prefix. */
  | { readonly kind: 'code'; readonly prefix: string }
  /** Part of a region that is encoded as a whole. */
  | { readonly kind: 'part' }
  /** The info line of a fence. It can't be escaped, so characters that would end it are removed. */
  | { readonly kind: 'info' }
  /**
   * The target of a link. `inner`: whether the URL scheme may have started before the value. If so,
   * the value must not complete the scheme.
   */
  | { readonly kind: 'url'; readonly inner: boolean }
  | { readonly kind: 'comment'; readonly close: string | undefined }
  | { readonly kind: 'string'; readonly string: StringKind }

/** A part of a template that is rendered first and then encoded as a whole. */
export type RegionKind =
  | 'fence'
  | 'inline-code'
  | 'inline-code-cell'
  | 'attribute'
  | 'url-attribute'
  | 'yaml'

/** The kind of a region, and the length of its delimiters in the template, in characters. */
export interface Encoding {
  readonly kind: RegionKind
  readonly marks: number
}

/**
 * A placeholder in a prefix. It becomes one space for each digit in the number of the list item.
 */
export const digits = '\ufdd2'

/** Returns the context in one iteration of an `each`. */
export function inRound(context: Context, index: unknown): Context {
  const spaced = (prefix: string) =>
    prefix.replace(digits, ' '.repeat(String(Number(index ?? 0) + 1).length))
  if (context.kind === 'text' && context.block?.includes(digits))
    return { ...context, block: spaced(context.block) }
  return context.kind === 'code' && context.prefix.includes(digits)
    ? { ...context, prefix: spaced(context.prefix) }
    : context
}

/**
 * Returns a context that is safe in both places of a value. Undefined if the places are of
 * different kinds.
 */
export function mergeContexts(a: Context, b: Context): Context | undefined {
  if (a.kind === 'text' && b.kind === 'text')
    return {
      kind: 'text',
      start: a.start || b.start,
      block: a.block === b.block ? a.block : undefined,
      // Use the higher heading, because a block before the value may add a deeper one.
      under: Math.min(a.under, b.under),
      cell: a.cell || b.cell,
      glued: a.glued || b.glued,
    }
  if (a.kind === 'url' && b.kind === 'url') return { kind: 'url', inner: a.inner || b.inner }
  return JSON.stringify(a) === JSON.stringify(b) ? a : undefined
}

/** How an output writes values and prose. */
export interface Writing {
  readonly dialect: MarkdownDialect
  readonly prose: ProseWriter
  /**
   * Returns the URL of an error's page, for the helper `link`. Undefined if the output does not
   * show the error.
   */
  readonly url?: (code: string) => string | undefined
  /**
   * The marks to put around unescaped text from the catalog, so that it can be found in the result.
   */
  readonly marks?: readonly [start: string, end: string]
  /** The numbers of the marked values in the template. Filled during rendering. */
  readonly marked?: number[]
  /**
   * The names of values that are code, generated from checked parts. `{{{x}}}` may insert them into
   * code.
   */
  readonly code?: readonly string[]
}

/** Returns a value as text, escaped for the place where the template inserts it. */
export function put(value: unknown, context: Context, writing: Writing): string {
  if (value === null || value === undefined) return ''
  if (context.kind === 'text' && !context.glued) {
    if (value instanceof Prose) {
      if (context.block === undefined) return writing.prose.inline(value.source, context.cell)
      return prefixLines(writing.prose.blocks(value.source, context.under), context.block)
    }
    if (value instanceof CodeSpan) return codeSpan(value.text, context.cell, writing)
    if (value instanceof Link) return linkTo(value, context.cell, writing)
    if (value instanceof Sentence) return escapeSentence(value.source, writing.dialect, context)
  }
  if (value instanceof FenceTitle && context.kind === 'info')
    return writeTitle(value.text, writing.dialect)
  return putText(textOf(value, context, writing), context, writing.dialect)
}

/** Returns a value as text without markup. */
function textOf(value: unknown, context: Context, writing: Writing): string {
  if (value instanceof Prose) return plainText(parseProse(value.source))
  if (value instanceof Sentence) return withoutSpanMarks(value.source)
  if (value instanceof Link)
    return context.kind === 'text' ? labelOf(value) : addressOf(value, writing)
  return String(value)
}

/** Returns the unescaped text for `{{{x}}}` and `{{json x}}`. `name` is undefined for JSON. */
export function putRaw(
  value: unknown,
  { marks, marked, code = [] }: Writing,
  name: string | undefined,
  number: number,
): string {
  if (value === null) return ''
  const text = value instanceof Prose ? value.source : String(value)
  const isText =
    name !== undefined &&
    !code.includes(name) &&
    typeof value !== 'number' &&
    typeof value !== 'boolean'
  if (!marks || !isText) return text
  marked?.push(number)
  return `${marks[0]}${marks.reduce((rest, mark) => rest.replaceAll(mark, ''), text)}${marks[1]}`
}

function codeSpan(text: string, cell: boolean, { dialect }: Writing): string {
  return cell ? inlineCodeInCell(collapse(text), dialect) : inlineCode(collapse(text), dialect)
}

/** Returns a link, or only its text if it has no address. */
function linkTo(link: Link, cell: boolean, writing: Writing): string {
  const text =
    link.text === undefined
      ? codeSpan(labelOf(link), cell, writing)
      : escapeText(link.text, writing.dialect, false)
  const address = addressOf(link, writing)
  return address === '' || text === '' ? text : `[${text}](${encodeUrl(address)})`
}

const labelOf = ({ text, target }: Link) => text ?? target

/** Returns the URL of an error's page, the target if it is an address, or ''. */
function addressOf({ target }: Link, { url }: Writing): string {
  return url?.(target) ?? (/^(?:https?:|mailto:|[/.#?])/i.test(target) ? target : '')
}

function putText(text: string, context: Context, dialect: MarkdownDialect): string {
  switch (context.kind) {
    case 'text':
      return escapeText(text, dialect, context.start)
    case 'code':
      return prefixLines(text.replace(/\n$/, ''), context.prefix)
    case 'part':
      return text
    case 'info':
      return text
        .replace(/[`"\n\r\\&{}]+/g, ' ')
        .replace(dialect.notInInfo ?? /(?!)/g, ' ')
        .replace(/ {2,}/g, ' ')
        .trim()
    case 'url':
      return encodeUrl(context.inner ? text.replaceAll(':', '%3A') : text)
    case 'comment':
      return commentText(text, context.close)
    case 'string':
      return stringBody(text, context.string)
  }
}

function stringBody(text: string, { quote, escapes, interpolation }: StringKind): string {
  // People read docstrings, so their text is on one line, like in comments.
  const body =
    escapes === 'c'
      ? jsonText(quote === '"""' ? collapse(text) : text)
          .slice(1, -1)
          .replaceAll('\\"', '"')
      : quotable(text)
  const mark = quote.charAt(0)
  const quoted = body.replaceAll(mark, `\\${mark}`)
  if (interpolation === 'none') return quoted
  const { opens, close, literal } = interpolation
  if (literal === 'twice')
    return quoted.replace(oneOf([...opens, close].map((one) => one.charAt(0))), '$&$&')
  // The text before or after may contain the other half of a mark. Marks that start with a
  // backslash need no escape, because backslashes are already escaped.
  const marks = opens.filter((open) => !open.startsWith('\\'))
  const starts = oneOf(marks.map((open) => open.charAt(0)))
  const first = oneOf(marks.flatMap((open) => [...open.slice(1)]))
  return quoted.replace(starts, '\\$&').replace(new RegExp(`^${first.source}`), '\\$&')
}

/** Returns text for a string in which only its quote and the backslash can be escaped. */
function quotable(text: string): string {
  return text.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]+/g, ' ').replaceAll('\\', '\\\\')
}

function oneOf(characters: readonly string[]): RegExp {
  return characters.length === 0
    ? /(?!)/g
    : new RegExp(
        `[${characters.map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}]`,
        'g',
      )
}

/**
 * Returns text for a comment, on one line. It can't end the comment and can't become a tag of a doc
 * comment.
 */
function commentText(text: string, close: string | undefined): string {
  const line = text.replace(/[\s\u0085\u2028\u2029]+/g, ' ').trim()
  const tagless = line.replace(/(^|[\s{(])@/g, '$1\\@')
  // The text before or after may contain the other half of the closing mark.
  return close === '*/'
    ? tagless.replaceAll('*/', '*\\/').replace(/^\//, '\\/').replace(/\*$/, '* ')
    : tagless
}

/** Encodes the target of a link. A URL that runs code becomes a fragment that leads nowhere. */
function encodeUrl(text: string): string {
  const url = text
    .trim()
    .replace(/[\s\0-\x1f<>()[\]{}\\"'`|^*_~]/g, (character) =>
      character === '_' || character === '~'
        ? character
        : encodeURIComponent(character).replace(
            /[()'*]/g,
            (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
          ),
    )
  const literal = url.replace(/&(?=#?\w+;)/g, '&amp;')
  return runsCode(url) ? `#${literal}` : literal
}

function prefixLines(text: string, prefix: string): string {
  if (prefix === '' || !text.includes('\n')) return text
  return text.replace(/\n(?!\n)/g, `\n${prefix}`).replace(/\n(?=\n)/g, `\n${prefix.trimEnd()}`)
}
