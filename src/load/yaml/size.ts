import { Lexer } from 'yaml'

// The lexer tokens that start a key, value, item or document: `\u001f` comes before a scalar,
// `\u0002` before a document.
const beginnings = new Set(['\u001f', '\u0002', '---', '-', '?', ',', '[', '{'])

/**
 * Whether YAML text has more keys and values than a limit. Checked before parsing, because a syntax
 * tree can be thousands of times larger than its text.
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

/** A fast upper bound from commas, brackets and lines. Most files are far below the limit. */
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
