import { Lexer } from 'yaml'

// What each key, value, item or document begins with, as the lexer has it: `\u001f` stands before a
// scalar, `\u0002` before a document.
const beginnings = new Set(['\u001f', '\u0002', '---', '-', '?', ',', '[', '{'])

/**
 * Whether a text holds more keys and values than a limit. Their syntax tree would take thousands of
 * times their characters.
 */
export function holdsMoreThan(limit: number, text: string): boolean {
  if (!mayHoldMoreThan(limit, text)) return false
  let count = 0
  for (const token of new Lexer().lex(text)) {
    if (beginnings.has(token)) count++
    if (count > limit) return true
  }
  return false
}

/**
 * Commas, brackets and lines bound the number of values from above, and most files have few of
 * them.
 */
function mayHoldMoreThan(limit: number, text: string): boolean {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    const isBeginning =
      unit === 0x2c ||
      unit === 0x5b ||
      unit === 0x7b ||
      unit === 0x3a ||
      unit === 0x3f ||
      unit === 0x2d ||
      unit === 0x0a ||
      unit === 0x0d
    if (isBeginning && ++count > limit / 2) return true
  }
  return false
}
