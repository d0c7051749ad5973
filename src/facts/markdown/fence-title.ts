/**
 * How a site reads the title of a fence. The title is a quoted attribute on the line that opens the
 * fence.
 */
export interface TitleStyle {
  readonly name: string
  /** The allowed quotes. The first one that is not in the text is used. */
  readonly quotes: readonly ('"' | "'")[]
  /** Whether a quote can be escaped with a backslash. */
  readonly escapes: boolean
  /** Whether the site highlights lines by numbers in braces, even if they are in the title. */
  readonly marksLines: boolean
}

export const defaultTitle: TitleStyle = {
  name: 'title',
  quotes: ['"', "'"],
  escapes: false,
  marksLines: false,
}

const curly = { '"': '”', "'": '’' } as const

/**
 * Writes a title after the language of a fence. Only characters that the site can't show are
 * replaced.
 */
export function quotedTitle(
  text: string,
  { name, quotes, escapes, marksLines }: TitleStyle = defaultTitle,
): string {
  const line = oneLine(text)
  const shown = marksLines ? line.replace(/\{([\d,\s-]+)\}/g, '｛$1｝') : line
  const [first = '"'] = quotes
  const quote = quotes.find((one) => !shown.includes(one)) ?? first
  const kept = shown.replaceAll(quote, escapes ? `\\${quote}` : curly[quote])
  // A backslash at the end would escape the closing quote.
  const closed = escapes && kept.endsWith('\\') ? `${kept} ` : kept
  return `${name}=${quote}${inInfo(closed)}${quote}`
}

/**
 * Escapes text for the line that opens a fence. Backslashes and character references work in this
 * line as they do in a paragraph.
 */
function inInfo(text: string): string {
  return text.replace(/[\\&`]/g, (character) =>
    character === '\\' ? '\\\\' : `&#${character.charCodeAt(0)};`,
  )
}

/**
 * Escapes a title that the site inserts into HTML without escaping it. Each mark becomes a
 * character reference.
 */
export function titleInHtml(text: string): string {
  return oneLine(text).replace(
    /[&<>"'`{}[\]\\*_~$:]/g,
    (character) => `&#${character.charCodeAt(0)};`,
  )
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/**
 * Finds the title in the info line of a fence that an author wrote. Also returns the rest of the
 * line.
 */
export function takeTitle(meta: string): {
  readonly title: string | undefined
  readonly before: string
  readonly after: string
} {
  // Try only the first match. If its quote is never closed, no later quote is closed either.
  const start = meta.search(/(?<![\w-])(?:title|filename)=["']/)
  const found =
    start === -1
      ? null
      : /^(?:title|filename)=(?:"(.*?)"|'(.*?)')(?=$|\s+[\w-]+(?:[=\s]|$)|\s*\{[^"]*$)/.exec(
          meta.slice(start),
        )
  if (found === null) return { title: undefined, before: meta, after: '' }
  return {
    title: found[1] ?? found[2] ?? '',
    before: meta.slice(0, start).trim(),
    after: meta.slice(start + found[0].length).trim(),
  }
}
