import { isScalar, isSeq, parseDocument } from 'yaml'

/**
 * Where a scalar stands: between the brackets of a flow collection, commas and brackets end a plain
 * text.
 */
export type Context = 'block' | 'flow'

/**
 * A text as one line of YAML: plain where every parser reads that as the same text, in quotes
 * otherwise.
 */
export function inlineText(text: string, context: Context): string {
  if (isPlain(text, context)) return text
  // Single quotes where double ones would need escapes; only double ones can hold what can't be
  // seen.
  return /["\\]/.test(text) && !/['\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)
    ? `'${text}'`
    : JSON.stringify(text)
}

/**
 * Whether a text is written as a literal block: it has lines, and nothing that a block can't hold
 * or would end in doubt.
 */
export function isBlockText(text: string): boolean {
  return (
    text.includes('\n') &&
    !/\n\n$|^\n+$|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)
  )
}

/**
 * A text as a literal block, its lines under `indent`: the header, and what follows it up to the
 * last line's end.
 */
export function blockText(text: string, indent: string): { header: string; lines: string } {
  const body = text.replace(/\n$/, '')
  // A text that begins with a space has to say where it begins.
  const indicator = /^\n*[ \t]/.test(body) ? '2' : ''
  return {
    header: `|${indicator}${body === text ? '-' : ''}`,
    lines: body.replace(/^(?=.)/gm, indent),
  }
}

// Words and numbers that YAML 1.1 or 1.2 read as something else than text, dates and times among
// them.
const otherThanText =
  /^(?:true|false|yes|no|on|off|y|n|null|nan|inf|[-+.]?\d[\d._:xobeE+-]*(?:[T ][\d:.+-]*Z?)?)$/i
// A template such as `err:{system}:{name}`, which a reader would take for a map.
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
  // The parser knows the rules, and that a comma is one thing in a block and another between
  // brackets.
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
