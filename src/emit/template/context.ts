import type { ProseWriter } from '../../facts/markdown.js'
import { escapeText, inlineCode, inlineCodeInCell, type MarkdownDialect } from '../../facts/markdown-text.js'
import { parseProse, plainText } from '../../facts/prose.js'

/** Markdown in a view. It comes out as blocks, as a line, or as plain text: as the place allows. */
export class Prose {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
}

/** Where a value stands in a template, decided once from the template's own text. */
export type Context =
  /** Markdown text. `start`: maybe the first of a line. `block`: alone in its paragraph, whose further lines start with this. `cell`: in a table. */
  | { readonly kind: 'text'; readonly start: boolean; readonly block: string | undefined; readonly cell: boolean }
  /** The body of a fence or of a code block: as it is, further lines behind this prefix. */
  | { readonly kind: 'code'; readonly prefix: string }
  /** Part of a region that is encoded as a whole. */
  | { readonly kind: 'part' }
  /** The info line of a fence, which no escape can leave: what would end it is dropped. */
  | { readonly kind: 'info' }
  | { readonly kind: 'url' }
  | { readonly kind: 'comment'; readonly close: string | undefined }
  | { readonly kind: 'string'; readonly quote: '"' | "'" | '`' | '"""' }

/** A stretch of a template that is rendered first and then encoded as a whole. */
export type RegionKind = 'fence' | 'inline-code' | 'inline-code-cell' | 'attribute' | 'yaml'

/** A kind of region, and how many characters of the template's own delimit it at each end. */
export interface Encoding {
  readonly kind: RegionKind
  readonly marks: number
}

/** One context for a value that was seen in two places: the more careful of two, if they are of a kind. */
export function mergeContexts(a: Context, b: Context): Context | undefined {
  if (a.kind === 'text' && b.kind === 'text')
    return { kind: 'text', start: a.start || b.start, block: a.block === b.block ? a.block : undefined, cell: a.cell || b.cell }
  return JSON.stringify(a) === JSON.stringify(b) ? a : undefined
}

/** What writing a value takes beside the value: how this output writes prose. */
export interface Writing {
  readonly dialect: MarkdownDialect
  readonly prose: ProseWriter
}

/** A value as literal text where it stands. */
export function put(value: unknown, context: Context, { dialect, prose }: Writing): string {
  if (value instanceof Prose) {
    if (context.kind === 'text') {
      if (context.block === undefined) return prose.inline(value.source, context.cell)
      return prefixLines(prose.blocks(value.source), context.block)
    }
    return putText(plainText(parseProse(value.source)), context, dialect)
  }
  return value === null || value === undefined ? '' : putText(String(value), context, dialect)
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
        .trim()
    case 'url':
      return encodeUrl(text)
    case 'comment':
      return commentText(text, context.close)
    case 'string':
      return stringBody(text, context.quote)
  }
}

/** A rendered region in the form in which its text is literal. */
export function encodeRegion({ kind, marks }: Encoding, rendered: string, dialect: MarkdownDialect): string {
  const inner = rendered.slice(marks, rendered.length - marks)
  switch (kind) {
    case 'fence':
      return encodeFence(rendered)
    case 'inline-code':
      return inlineCode(collapse(inner), dialect)
    case 'inline-code-cell':
      return inlineCodeInCell(collapse(inner), dialect)
    case 'attribute': {
      const json = jsonText(inner)
      // The same without braces, where it holds nothing that JSX reads in another way than JSON.
      return json === `"${inner}"` && !inner.includes('&') ? json : `{${json}}`
    }
    case 'yaml':
      return jsonText(dialect.frontmatter?.(inner) ?? inner)
  }
}

/** White space as a browser shows it. */
function collapse(text: string): string {
  return text.replace(/[ \t\n\r\f\v]+/g, ' ').replace(/^ | $/g, '')
}

/** Lengthens a fence that its own body could close. */
function encodeFence(rendered: string): string {
  const lines = rendered.split('\n')
  const [open = '', ...rest] = lines
  const close = rest.pop() ?? ''
  const marks = /^(`{3,}|~{3,})/.exec(open)?.[0] ?? '```'
  const mark = marks[0]!
  const longest = Math.max(0, ...rest.flatMap((line) => (line.match(mark === '`' ? /`{3,}/g : /~{3,}/g) ?? []).map((run) => run.length)))
  const fence = mark.repeat(Math.max(marks.length, longest + 1))
  return [`${fence}${open.slice(marks.length)}`.trimEnd(), ...rest, close.replace(/[`~]+\s*$/, fence)].join('\n')
}

/** JSON that is a YAML scalar and a JavaScript literal too: what either may take for a line end is escaped. */
export function jsonText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function stringBody(text: string, quote: '"' | "'" | '`' | '"""'): string {
  // A docstring is read by people: on one line, as comments are.
  const body = jsonText(quote === '"""' ? collapse(text) : text).slice(1, -1)
  if (quote === '"' || quote === '"""') return body
  const bare = body.replaceAll('\\"', '"')
  // Each half of `${`, because a neighbour may hold the other.
  return quote === "'" ? bare.replaceAll("'", "\\'") : bare.replace(/[`$]|^\{/g, '\\$&')
}

/** A comment's text on one line: it can neither end the comment nor be read as a tag of a doc comment. */
function commentText(text: string, close: string | undefined): string {
  const line = text.replace(/[\s\u0085\u2028\u2029]+/g, ' ').trim()
  const tagless = line.replace(/(^|[\s{(])@/g, '$1\\@')
  // A neighbour may hold the other half of what closes it.
  return close === '*/' ? tagless.replaceAll('*/', '*\\/').replace(/^\//, '\\/').replace(/\*$/, '* ') : tagless
}

/** A link's destination. A scheme that runs code becomes a path that leads nowhere. */
function encodeUrl(text: string): string {
  const url = text
    .trim()
    .replace(/[\s<>()[\]{}\\"'`|^*_~]/g, (character) =>
      character === '_' || character === '~'
        ? character
        : encodeURIComponent(character).replace(/[()'*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`),
    )
  const literal = url.replace(/&(?=#?\w+;)/g, '&amp;')
  return /^(?:javascript|data|vbscript):/i.test(url) ? `#${literal}` : literal
}

function prefixLines(text: string, prefix: string): string {
  if (prefix === '' || !text.includes('\n')) return text
  return text.replace(/\n(?!\n)/g, `\n${prefix}`).replace(/\n(?=\n)/g, `\n${prefix.trimEnd()}`)
}
