import { isScalar, isSeq, parseDocument } from 'yaml'

/** The context of a scalar. In a flow collection, commas and brackets end a plain string. */
export type Context = 'block' | 'flow'

/**
 * Writes a string on one line of YAML. The result is plain if every parser reads it as the same
 * string, else quoted.
 */
export function inlineText(text: string, context: Context): string {
  if (isPlain(text, context)) return text
  // Single quotes avoid escaping double quotes. Only double quotes can contain invisible
  // characters.
  return /["\\]/.test(text) && !/['\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)
    ? `'${text}'`
    : JSON.stringify(text)
}

/**
 * Whether to write a string as a literal block. Returns true if the string has several lines and a
 * block can represent it exactly.
 */
export function isBlockText(text: string): boolean {
  return (
    text.includes('\n') &&
    !/\n\n$|^\n+$|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)
  )
}

/** Writes a string as a literal block: the header, and the lines without the last line end. */
export function blockText(text: string, indent: string): { header: string; lines: string } {
  const body = text.replace(/\n$/, '')
  // A string that begins with a space needs an indentation indicator.
  const indicator = /^\n*[ \t]/.test(body) ? '2' : ''
  return {
    header: `|${indicator}${body === text ? '-' : ''}`,
    lines: body.replace(/^(?=.)/gm, indent),
  }
}

// Words and numbers that YAML 1.1 or 1.2 does not read as strings, including dates and times.
const otherThanText =
  /^(?:true|false|yes|no|on|off|y|n|null|nan|inf|[-+.]?\d[\d._:xobeE+-]*(?:[T ][\d:.+-]*Z?)?)$/i
// A template such as `err:{system}:{name}`, which people could mistake for a map.
const likeMap = /^\S*\{\S*$/
const plainAtOnce = /^[A-Za-z][A-Za-z0-9 _.;()/'?-]*$/

function isPlain(text: string, context: Context): boolean {
  if (
    text === '' ||
    text !== text.trim() ||
    /[\n\r]/.test(text) ||
    otherThanText.test(text) ||
    likeMap.test(text)
  )
    return false
  if (plainAtOnce.test(text)) return true
  // The parser knows the rules, including that commas are special only in flow context.
  const { contents, errors, warnings } = parseDocument(
    context === 'flow' ? `[${text}]` : `- ${text}`,
    {
      logLevel: 'silent',
      prettyErrors: false,
    },
  )
  const [item, ...others] = isSeq(contents) ? contents.items : []
  return (
    errors.length + warnings.length + others.length === 0 &&
    isScalar(item) &&
    item.value === text &&
    item.anchor === undefined
  )
}
