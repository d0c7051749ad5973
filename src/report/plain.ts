// This file alone defines which characters control a terminal and which lines a CI system runs as
// commands. Reports escape values with it, and `printer.ts` escapes all output again before it is
// printed.

/**
 * Control characters, bidirectional marks, zero-width characters, and separators that some
 * terminals treat as line ends.
 */
const controls =
  '\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}'
const unsafe = new RegExp(`[${controls}]|\\p{Surrogate}`, 'gu')
// `JSON.stringify` already escapes lone surrogates and characters below U+0020.
const unsafeInJson = new RegExp(`[${controls}]`, 'gu')

/**
 * The second `#` of `##vso[` (Azure Pipelines), `##[` (Azure, GitHub) and `##teamcity[`. CI systems
 * look for these anywhere in a line, so any word may precede the bracket.
 */
const command = /(?<=#)#(?=[\w.-]*\[)/g

/**
 * Matches a line that GitHub's runner treats as a command. The runner ignores leading whitespace.
 * This pattern also allows color codes before the `::`.
 */
const commandLine = /^((?:[^\S\n]|\u001b\[[\d;]*m)*)(?=::)/gm

/** Makes text from a catalog safe for a terminal or log by escaping control characters. */
export function visible(text: string): string {
  return text
    .replace(unsafe, (character) => (character === '\t' ? '  ' : escaped(character)))
    .replace(command, '\\x23')
}

/** Like `visible`, but on one line. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', ' ')
}

/** Makes text safe for a CI log, so that no line is run as a command. */
export function inert(text: string): string {
  return text.replace(command, '\\x23').replace(commandLine, '$1· ')
}

/**
 * Converts a value to JSON text. Unsafe characters are written as JSON escapes, so parsing the text
 * returns the original value.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
    .replace(unsafeInJson, jsonEscape)
    .replace(command, '\\u0023')
  return `${text}\n`
}

function escaped(character: string): string {
  const unit = character.codePointAt(0)!
  if (unit < 0x100) return `\\x${unit.toString(16).padStart(2, '0')}`
  return unit > 0xffff ? `\\u{${unit.toString(16)}}` : `\\u${unit.toString(16).padStart(4, '0')}`
}

/** JSON escapes have four digits, so a character outside the BMP needs two. */
function jsonEscape(character: string): string {
  return [...Array(character.length).keys()]
    .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('')
}
