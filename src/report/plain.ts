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

/**
 * A report for a log that a workflow reads: no line of it begins with a command, which GitHub's runner
 * looks for behind white space too.
 */
export function inert(text: string): string {
  return text.replace(/^(\s*)(?=::|##\[)/gm, '$1· ')
}

/** JSON, in which the same characters are JSON's own escapes: what is read back is what was written. */
export function jsonText(value: unknown): string {
  const escaped = JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${escaped}\n`
}

/** The same, on one line. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', ' ')
}
