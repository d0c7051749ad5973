/**
 * Text from a catalog made fit for a terminal or a log: control and bidirectional characters, and the
 * separators that some terminals take for line ends, come out as escapes that can be seen.
 */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (character) => {
      const unit = character.charCodeAt(0)
      if (character === '\t') return '  '
      return unit < 0x100 ? `\\x${unit.toString(16).padStart(2, '0')}` : `\\u${unit.toString(16).padStart(4, '0')}`
    },
  )
}

/** The same, on one line. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', ' ')
}
