import { spanParts } from './code-spans.js'
import { quotedTitle, type TitleStyle } from './fence-title.js'

/** How a Markdown dialect treats plain text. Everything else is CommonMark with GFM. */
export interface MarkdownDialect {
  /**
   * Whether it is MDX, in which `{` opens an expression, and a paragraph that starts with `import`
   * or `export` is code.
   */
  readonly mdx: boolean
  /** Returns an escaped `import` or `export` for the start of a paragraph. Only used for MDX. */
  keyword?(word: string): string
  /**
   * Marks that have a meaning only in this dialect. They are replaced after the marks of CommonMark
   * are escaped.
   */
  readonly marks?: readonly Mark[]
  /** Returns the text that must follow a code span with this code. */
  afterCode?(code: string): string
  /** How the title of a fence is written: as an attribute, or in the site's own format. */
  readonly title?: TitleStyle | ((text: string) => string)
  /**
   * Characters that the info line of a fence can't contain in this dialect, in addition to those
   * that no dialect allows.
   */
  readonly notInInfo?: RegExp
  /** Escapes a string in the frontmatter, if the site inserts it into HTML without escaping it. */
  frontmatter?(text: string): string
}

/** A mark of one dialect and its replacement. */
export interface Mark {
  readonly pattern: RegExp
  readonly written: string
}

/**
 * Writes the first letter of a word as a character reference. The parser then sees no keyword, but
 * readers see the same word.
 */
export function referenceKeyword(word: string): string {
  return `&#${word.charCodeAt(0)};${word.slice(1)}`
}

/**
 * Escapes plain text so that Markdown shows it unchanged. The text around it is unknown, so this
 * escapes all characters that could have a meaning next to other text. `start` means that the text
 * may start a line. Whitespace is collapsed, as in a browser.
 *
 * Escaping only a few characters is not enough. That would fail for a third of the strings in
 * public lists of hostile strings, and for any text that contains a backslash.
 */
export function escapeText(text: string, dialect: MarkdownDialect, start: boolean): string {
  return escapeLine(text.replace(/[ \t\n\r\f\v]+/g, ' ').replace(/^ | $/g, ''), dialect, start)
}

/**
 * Escapes a text node of prose. The text around it is known. Line ends are kept. Whitespace that
 * Markdown would drop at the ends of lines and paragraphs becomes character references.
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

/** Writes a code span, in a run of backticks that the code does not contain. */
export function inlineCode(code: string, dialect: MarkdownDialect): string {
  if (code === '') return ''
  const runs = new Set((code.match(/`+/g) ?? []).map((run) => run.length))
  let length = 1
  while (runs.has(length)) length++
  const pad = /^`|`$|^ .*[^ ].* $/.test(code) ? ' ' : ''
  const fence = '`'.repeat(length)
  return `${fence}${pad}${code}${pad}${fence}${dialect.afterCode?.(code) ?? ''}`
}

/** Escapes plain text in which backticks mark code, and writes the code as code spans. */
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
      // `escapeText` trims the text, but spaces between two parts must stay.
      const lead = at > 0 && part.text.startsWith(' ') ? ' ' : ''
      const tail = at < length - 1 && / $/.test(part.text) && words !== '' ? ' ' : ''
      // A colon before a space needs no escape.
      return lead + (tail === '' ? words : words.replace(/\\:$/, ':')) + tail
    })
    .join('')
}

/**
 * Writes a code span in a table cell. Code with `\|` becomes text in a tag, because the cell would
 * end at `\\|`.
 */
export function inlineCodeInCell(code: string, dialect: MarkdownDialect): string {
  return code.includes('\\|')
    ? `<code>${escapeText(code, dialect, false)}</code>`
    : inlineCode(code.replaceAll('|', '\\|'), dialect)
}

const anywhere = /[\\`*_[\]<>|~$&@]/g
const anywhereMdx = /[\\`*_{}[\]<>|~$&@]/g
// Whitespace and invisible characters that parsers drop, or that change the meaning of a delimiter
// next to them.
const edge = /^[\s\u200b\u2060]|[\s\u200b\u2060]$/g
const byteOrderMark = /\ufeff/g

/**
 * Escapes text when the text around it is unknown. Also escapes characters that could combine with
 * the surrounding text.
 */
function escapeLine(line: string, dialect: MarkdownDialect, start: boolean): string {
  const text = escapeMiddle(line, dialect, start)
  return text.replace(/^(w{0,2})([.:/])/i, '$1\\$2').replace(/([^\\]|^):$/, '$1\\:')
}

function escapeMiddle(line: string, dialect: MarkdownDialect, start: boolean): string {
  let text = line
    .replace(dialect.mdx ? anywhereMdx : anywhere, '\\$&')
    // `http://` and `www.` become links if autolinks are enabled, and escapes would become part of
    // them.
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
 * Escapes marks that have a meaning only at the start of a line: list markers, headings,
 * underlines, imports.
 */
function escapeStart(text: string, { mdx, keyword = referenceKeyword }: MarkdownDialect): string {
  if (/^[-+=!]/.test(text)) return `\\${text}`
  if (/^\d{1,9}$/.test(text)) return reference(text.charAt(0)) + text.slice(1)
  if (/^\d{1,9}[.)]/.test(text)) return text.replace(/^\d+/, '$&\\')
  if (/^[)]/.test(text)) return `\\${text}`
  if (!mdx) return text
  const word = /^(?:import|export)(?![A-Za-z0-9_])/.exec(text)?.[0]
  if (word !== undefined) return keyword(word) + text.slice(word.length)
  // Together with the text after it, this text could become a keyword.
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

/** Writes the title of a fence, which follows the language. */
export function writeTitle(text: string, { title }: MarkdownDialect): string {
  return typeof title === 'function' ? title(text) : quotedTitle(text, title)
}
