// The one place that knows which characters control a terminal and which lines a CI takes for
// commands. Values are made visible where they are put into a report, and `printer.ts` sends all
// that is printed through here again.

/**
 * Controls, bidirectional marks, characters without width, and the separators that some terminals
 * take for line ends.
 */
const controls =
  '\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}'
const unsafe = new RegExp(`[${controls}]|\\p{Surrogate}`, 'gu')
// `JSON.stringify` has escaped those below a space, and lone surrogates.
const unsafeInJson = new RegExp(`[${controls}]`, 'gu')

/**
 * The second `#` of `##vso[` (Azure Pipelines), `##[` (Azure and GitHub's runner) and
 * `##teamcity[`. These are looked for anywhere in a line, so any word may stand before the bracket
 * here.
 */
const command = /(?<=#)#(?=[\w.-]*\[)/g

/**
 * A line that GitHub's runner takes for a command. It skips white space first; colors are skipped
 * here too.
 */
const commandLine = /^((?:[^\S\n]|\u001b\[[\d;]*m)*)(?=::)/gm

/**
 * Text from a catalog for a terminal or a log: what could control one comes out as an escape that
 * can be seen.
 */
export function visible(text: string): string {
  return text
    .replace(unsafe, (character) => (character === '\t' ? '  ' : escaped(character)))
    .replace(command, '\\x23')
}

/** The same, on one line. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', ' ')
}

/** A report for a log that a CI reads: no line of it is a command. */
export function inert(text: string): string {
  return text.replace(command, '\\x23').replace(commandLine, '$1· ')
}

/**
 * JSON, in which the same characters are JSON's own escapes: what is read back is what was written.
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

/** JSON has escapes of four digits only: a character beyond them is two. */
function jsonEscape(character: string): string {
  return [...Array(character.length).keys()]
    .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('')
}
