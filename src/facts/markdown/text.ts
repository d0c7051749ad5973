import { spanParts } from './code-spans.js'
import { quotedTitle, type TitleStyle } from './fence-title.js'

/**
 * How one dialect of Markdown differs where plain text is concerned. The rest is CommonMark with
 * GFM.
 */
export interface MarkdownDialect {
  /**
   * MDX: `{` opens an expression, and a paragraph that starts with `import` or `export` is code.
   */
  readonly mdx: boolean
  /** How `import` or `export` is written at the start of a paragraph. Only looked at for MDX. */
  keyword?(word: string): string
  /**
   * What else means something here: looked for in text whose CommonMark marks are escaped already.
   */
  readonly marks?: readonly Mark[]
  /** What has to stand behind a code span of this code. */
  afterCode?(code: string): string
  /** How the title of a fence is written: an attribute, or text of the site's own. */
  readonly title?: TitleStyle | ((text: string) => string)
  /** What the info line of a fence can't hold here, beyond what none can. */
  readonly notInInfo?: RegExp
  /** A text of the frontmatter, where the site puts it into HTML as it is. */
  frontmatter?(text: string): string
}

/** A mark of one dialect, and what is written in its place. */
export interface Mark {
  readonly pattern: RegExp
  readonly written: string
}

/**
 * The word with its first letter as a character reference: the parser sees no keyword, the reader
 * no difference.
 */
export function referenceKeyword(word: string): string {
  return `&#${word.charCodeAt(0)};${word.slice(1)}`
}

/**
 * Plain text as Markdown that shows it. What stands beside it is not looked at: every character
 * that could mean something next to some neighbour is escaped. `start` says that the text may be
 * the first of a line. White space is collapsed, as a browser does.
 *
 * Measured on public corpora of hostile strings: escaping a handful of characters fails for one in
 * three, and the author's own backslash defeats it.
 */
export function escapeText(text: string, dialect: MarkdownDialect, start: boolean): string {
  return escapeLine(text.replace(/[ \t\n\r\f\v]+/g, ' ').replace(/^ | $/g, ''), dialect, start)
}

/**
 * The same for a text node of prose, whose line ends stay and whose neighbours are known. White
 * space that Markdown would drop, at the ends of a line and of the paragraph, is kept as
 * references.
 */
export function escapeProseText(
  text: string,
  dialect: MarkdownDialect,
  place: { readonly first: boolean; readonly last: boolean; readonly start: boolean },
): string {
  if (!place.start && /^(?:[A-Za-z0-9 ,;('"-]|(?<![;-])\))*$/.test(text) && !place.last) return text
  const lines = text.split('\n')
  return lines
    .map((line, at) => {
      const opens = at > 0 || place.first
      const closes = at < lines.length - 1 || place.last
      const lead = opens ? (/^[ \t]+/.exec(line)?.[0] ?? '') : ''
      const tail = closes ? (/(?<![ \t])[ \t]+$/.exec(line.slice(lead.length))?.[0] ?? '') : ''
      const middle = line.slice(lead.length, line.length - tail.length)
      const written = `${reference(lead)}${escapeMiddle(middle, dialect, opens || place.start)}${reference(tail)}`
      if (at === lines.length - 1) return written
      // A blank line would end the paragraph.
      const blank =
        (line.trim() === '' && opens) ||
        (lines[at + 1]?.trim() === '' && (at + 1 < lines.length - 1 || place.last))
      return `${written}${blank ? '&#xA;' : '\n'}`
    })
    .join('')
}

/** A code span, behind more backticks than it holds in a row. */
export function inlineCode(code: string, dialect: MarkdownDialect): string {
  if (code === '') return ''
  const runs = new Set((code.match(/`+/g) ?? []).map((run) => run.length))
  let length = 1
  while (runs.has(length)) length++
  const pad = /^`|`$|^ .*[^ ].* $/.test(code) ? ' ' : ''
  const fence = '`'.repeat(length)
  return `${fence}${pad}${code}${pad}${fence}${dialect.afterCode?.(code) ?? ''}`
}

/** Plain text in which backticks mark code: the same with code spans. */
export function escapeSentence(
  text: string,
  dialect: MarkdownDialect,
  { start, cell }: { readonly start: boolean; readonly cell: boolean },
): string {
  const line = text.replace(/[ \t\n\r\f\v]+/g, ' ').replace(/^ | $/g, '')
  const writeCode = cell ? inlineCodeInCell : inlineCode
  return spanParts(line)
    .map((part, at, { length }) => {
      if (part.isCode) return writeCode(part.text, dialect)
      const words = escapeText(part.text, dialect, start && at === 0)
      // An escaped text has no space at its ends, which is between two parts here.
      const lead = at > 0 && part.text.startsWith(' ') ? ' ' : ''
      const tail = at < length - 1 && / $/.test(part.text) && words !== '' ? ' ' : ''
      // A colon before a space begins nothing.
      return lead + (tail === '' ? words : words.replace(/\\:$/, ':')) + tail
    })
    .join('')
}

/**
 * A cell ends at a `|` behind two backslashes: such code is text in a tag, which is the only way to
 * write it.
 */
export function inlineCodeInCell(code: string, dialect: MarkdownDialect): string {
  return code.includes('\\|')
    ? `<code>${escapeText(code, dialect, false)}</code>`
    : inlineCode(code.replaceAll('|', '\\|'), dialect)
}

const anywhere = /[\\`*_[\]<>|~$&@]/g
const anywhereMdx = /[\\`*_{}[\]<>|~$&@]/g
// White space and marks beyond ASCII that change what a delimiter next to them means, or that
// parsers drop.
const edge = /^[\s\u200b\u2060]|[\s\u200b\u2060]$/g
const byteOrderMark = /\ufeff/g

/** A text between neighbours that nobody knows: what could go together with them is escaped too. */
function escapeLine(line: string, dialect: MarkdownDialect, start: boolean): string {
  const text = escapeMiddle(line, dialect, start)
  return text.replace(/^(w{0,2})([.:/])/i, '$1\\$2').replace(/([^\\]|^):$/, '$1\\:')
}

function escapeMiddle(line: string, dialect: MarkdownDialect, start: boolean): string {
  let text = line
    .replace(dialect.mdx ? anywhereMdx : anywhere, '\\$&')
    // `http://` and `www.` become links wherever autolinks are on, and swallow escapes after them.
    .replace(/:(?=\/)/g, '\\:')
    .replace(/(www)\./gi, '$1\\.')
    .replace(/(^|\s)#/g, '$1\\#')
    .replace(/!$/, '\\!')
  text = text
    .replace(byteOrderMark, '&#xFEFF;')
    .replace(edge, (space) => (space === ' ' ? space : reference(space)))
  for (const { pattern, written } of dialect.marks ?? []) text = text.replace(pattern, written)
  return start ? escapeStart(text, dialect) : text
}

/**
 * What only means something as the first of a line: list markers, headings, underlines, imports.
 */
function escapeStart(text: string, { mdx, keyword = referenceKeyword }: MarkdownDialect): string {
  if (/^[-+=!]/.test(text)) return `\\${text}`
  if (/^\d{1,9}$/.test(text)) return reference(text.charAt(0)) + text.slice(1)
  if (/^\d{1,9}[.)]/.test(text)) return text.replace(/^\d+/, '$&\\')
  if (/^[)]/.test(text)) return `\\${text}`
  if (!mdx) return text
  const word = /^(?:import|export)(?![A-Za-z0-9_])/.exec(text)?.[0]
  if (word !== undefined) return keyword(word) + text.slice(word.length)
  // A text that what follows could make a keyword of.
  return text !== '' && ('import'.startsWith(text) || 'export'.startsWith(text))
    ? reference(text.charAt(0)) + text.slice(1)
    : text
}

function reference(text: string): string {
  return Array.from(
    text,
    (character) => `&#x${character.codePointAt(0)!.toString(16).toUpperCase()};`,
  ).join('')
}

/** The title of a fence, behind its language. */
export function writeTitle(text: string, { title }: MarkdownDialect): string {
  return typeof title === 'function' ? title(text) : quotedTitle(text, title)
}
