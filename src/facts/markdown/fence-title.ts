/**
 * How a site reads the title of a fence: an attribute in quotes, on the line that opens the fence.
 */
export interface TitleStyle {
  readonly name: string
  /** The quotes that may be around it. One that the text does not have is chosen. */
  readonly quotes: readonly ('"' | "'")[]
  /** Whether a backslash before a quote keeps it in the text. */
  readonly escapes: boolean
  /** Whether the site marks lines by numbers in braces, even if these are in the title. */
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
 * A title as it is written behind the language of a fence. The text arrives as it is, but for what
 * the site has no way to show.
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
  // A backslash at the end would keep the quote that closes the title.
  const closed = escapes && kept.endsWith('\\') ? `${kept} ` : kept
  return `${name}=${quote}${inInfo(closed)}${quote}`
}

/**
 * Text for the line that opens a fence, where backslashes and character references mean what they
 * mean in a paragraph.
 */
function inInfo(text: string): string {
  return text.replace(/[\\&`]/g, (character) =>
    character === '\\' ? '\\\\' : `&#${character.charCodeAt(0)};`,
  )
}

/** A title that ends up in HTML as it is written: each mark is a character reference. */
export function titleInHtml(text: string): string {
  return oneLine(text).replace(
    /[&<>"'`{}[\]\\*_~$:]/g,
    (character) => `&#${character.charCodeAt(0)};`,
  )
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** The title in the info of a fence that people wrote, and the rest of the line. */
export function takeTitle(meta: string): {
  readonly title: string | undefined
  readonly before: string
  readonly after: string
} {
  // What ends no title that begins first ends none that begins later, so only the first is tried.
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
