import { Lexer } from 'yaml'

/**
 * Returns the offset at which nesting exceeds the limit, or undefined. Uses the lexer because the
 * recursive parser could overflow the stack.
 */
export function tooDeepAt(text: string, limit: number): number | undefined {
  if (!mayBeDeep(text, limit)) return undefined
  const columns: number[] = []
  let flow = 0
  let offset = 0
  let column = 0
  let startOfLine = true
  for (const token of new Lexer().lex(text)) {
    if (token === '\u0002' || token === '\u0018' || token === '\u001f') continue
    const content = token.trim()
    if (flow === 0 && startOfLine && content !== '' && !content.startsWith('#')) {
      while ((columns.at(-1) ?? -1) >= column) columns.pop()
      columns.push(column)
      startOfLine = /^[-?:]$/.test(content)
    }
    if (content === '{' || content === '[') flow++
    if ((content === '}' || content === ']') && flow > 0) flow--
    if (columns.length + flow > limit) return offset
    offset += token.length
    const newline = token.lastIndexOf('\n')
    if (newline === -1) column += token.length
    else {
      column = token.length - newline - 1
      startOfLine = true
    }
  }
  return undefined
}

/** Whether the YAML could exceed the limit, based on its brackets and indentation. */
function mayBeDeep(text: string, limit: number): boolean {
  let brackets = 0
  let indent = 0
  let leading = true
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0x7b || unit === 0x5b) brackets++
    if (unit === 0x0a) {
      leading = true
      indent = 0
    } else if (
      leading &&
      (unit === 0x20 || unit === 0x2d || unit === 0x3f || unit === 0x3a || unit === 0x09)
    )
      indent++
    else leading = false
    if (brackets + indent > limit) return true
  }
  return false
}
