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

/** Markdown in a view. It comes out as blocks, as a line, or as plain text: as the place allows. */
export class Prose {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
}

/**
 * A plain text in which backticks mark code: a code span where mark-up can stand, and without the
 * marks elsewhere.
 */
export class Sentence {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
  /** What `{{json x}}` and `{{{x}}}` write: the author's text. */
  toString(): string {
    return this.source
  }
}

/** The title of a fence. On the line that opens one, it is written as the site reads it. */
export class FenceTitle {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

/** Where a value stands in a template, decided once from the template's own text. */
export type Context =
  /**
   * Markdown text. `start`: maybe the first of a line. `block`: alone in its paragraph, whose
   * further lines start with this, below a heading of the depth `under`. `cell`: in a table.
   * `glued`: right beside a word, where mark-up could lose its meaning.
   */
  | {
      readonly kind: 'text'
      readonly start: boolean
      readonly block: string | undefined
      readonly under: number
      readonly cell: boolean
      readonly glued: boolean
    }
  /** The body of a fence or of a code block: as it is, further lines behind this prefix. */
  | { readonly kind: 'code'; readonly prefix: string }
  /** Part of a region that is encoded as a whole. */
  | { readonly kind: 'part' }
  /** The info line of a fence, which no escape can leave: what would end it is dropped. */
  | { readonly kind: 'info' }
  /**
   * The target of a link. `inner`: behind text that has not ended its scheme, so that it may not do
   * that either.
   */
  | { readonly kind: 'url'; readonly inner: boolean }
  | { readonly kind: 'comment'; readonly close: string | undefined }
  | { readonly kind: 'string'; readonly string: StringKind }

/** A stretch of a template that is rendered first and then encoded as a whole. */
export type RegionKind =
  | 'fence'
  | 'inline-code'
  | 'inline-code-cell'
  | 'attribute'
  | 'url-attribute'
  | 'yaml'

/** A kind of region, and how many characters of the template's own delimit it at each end. */
export interface Encoding {
  readonly kind: RegionKind
  readonly marks: number
}

/** Stands in a prefix for as many spaces as the number of the list's item has digits. */
export const digits = '\ufdd2'

/** A context in one round of an `each`. */
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
 * One context for a value that was seen in two places: the more careful of two, if they are of a
 * kind.
 */
export function mergeContexts(a: Context, b: Context): Context | undefined {
  if (a.kind === 'text' && b.kind === 'text')
    return {
      kind: 'text',
      start: a.start || b.start,
      block: a.block === b.block ? a.block : undefined,
      // The section that a value is part of, whatever a block before it puts between.
      under: Math.min(a.under, b.under),
      cell: a.cell || b.cell,
      glued: a.glued || b.glued,
    }
  if (a.kind === 'url' && b.kind === 'url') return { kind: 'url', inner: a.inner || b.inner }
  return JSON.stringify(a) === JSON.stringify(b) ? a : undefined
}

/** What writing a value takes beside the value: how this output writes prose. */
export interface Writing {
  readonly dialect: MarkdownDialect
  readonly prose: ProseWriter
  /**
   * Where the page of an error is, for the helper `link`; undefined where this output does not show
   * it.
   */
  readonly url?: (code: string) => string | undefined
  /**
   * Puts these around what `{{{…}}}` writes of the catalog's text, so that it can be found in the
   * result.
   */
  readonly marks?: readonly [start: string, end: string]
  /** The values that have got such marks, by their numbers in the template. */
  readonly marked?: number[]
  /**
   * The values of the view that are code, made here of checked parts: `{{{x}}}` may put these into
   * code.
   */
  readonly code?: readonly string[]
}

/** A value as literal text where it stands. */
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

/** A value as text that has no markup of its own. */
function textOf(value: unknown, context: Context, writing: Writing): string {
  if (value instanceof Prose) return plainText(parseProse(value.source))
  if (value instanceof Sentence) return withoutSpanMarks(value.source)
  if (value instanceof Link)
    return context.kind === 'text' ? labelOf(value) : addressOf(value, writing)
  return String(value)
}

/**
 * `{{{x}}}` and `{{json x}}`: as it is, because the template asks for it. `name` is that of a value
 * asked for raw.
 */
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

/** A link; its text alone where there is nothing to lead to. */
function linkTo(link: Link, cell: boolean, writing: Writing): string {
  const text =
    link.text === undefined
      ? codeSpan(labelOf(link), cell, writing)
      : escapeText(link.text, writing.dialect, false)
  const address = addressOf(link, writing)
  return address === '' || text === '' ? text : `[${text}](${encodeUrl(address)})`
}

const labelOf = ({ text, target }: Link) => text ?? target

/** An error's page, or the target itself if it is an address. */
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
  // A docstring is read by people: on one line, as comments are.
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
  // A neighbor may hold the other half of a mark. One that begins with a backslash is gone with it.
  const marks = opens.filter((open) => !open.startsWith('\\'))
  const starts = oneOf(marks.map((open) => open.charAt(0)))
  const first = oneOf(marks.flatMap((open) => [...open.slice(1)]))
  return quoted.replace(starts, '\\$&').replace(new RegExp(`^${first.source}`), '\\$&')
}

/** A text for a string that knows no escapes but those of its quote and of the backslash. */
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
 * A comment's text on one line: it can neither end the comment nor be read as a tag of a doc
 * comment.
 */
function commentText(text: string, close: string | undefined): string {
  const line = text.replace(/[\s\u0085\u2028\u2029]+/g, ' ').trim()
  const tagless = line.replace(/(^|[\s{(])@/g, '$1\\@')
  // A neighbour may hold the other half of what closes it.
  return close === '*/'
    ? tagless.replaceAll('*/', '*\\/').replace(/^\//, '\\/').replace(/\*$/, '* ')
    : tagless
}

/** A link's destination. A scheme that runs code becomes a path that leads nowhere. */
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
