import type { Context } from './context.js'
import type { Language, StringKind } from './languages.js'
import { isEach } from './probe.js'
import type { Block, Content, Mustache, Program } from './syntax-tree.js'

/**
 * The state of the scanner at some place. Every state except the outermost contains the state that
 * follows when it ends.
 */
type State =
  | Code
  | { readonly in: 'line'; readonly back: Code }
  | { readonly in: 'regular expression'; readonly back: Code }
  | { readonly in: 'block'; readonly close: string; readonly back: Code }
  | Text

/**
 * `last`: the previous token, which shows whether a `/` is a division or starts a regular
 * expression. `back`: the string that contains this code, if the code is interpolated.
 */
type Code = {
  readonly in: 'code'
  readonly depth: number
  readonly last: string
  readonly back: Text | undefined
}
/** `escape`: whether the previous character is a backslash. */
type Text = {
  readonly in: 'string'
  readonly kind: StringKind
  readonly escape: boolean
  readonly back: Code
}

/**
 * Finds the contexts in a template of source code by scanning its text from left to right. As in
 * Go's html/template, both branches of a block must end in the same state. If a block may be
 * skipped or repeated, it must end in the state in which it starts.
 */
export function codeContexts(
  program: Program,
  language: Language,
  report: (node: Mustache | Block, problem: string) => void,
): Map<Mustache, Context> {
  const contexts = new Map<Mustache, Context>()
  const read = ({ body }: Program, from: State): State => {
    let state = from
    for (const statement of body) {
      if (statement.type === 'ContentStatement')
        state = advance((statement as Content).value, state, language)
      else if (statement.type === 'MustacheStatement') {
        const context = contextOf(state)
        if (context) {
          if ((statement as Mustache).escaped) contexts.set(statement as Mustache, context)
        } else if (state.in !== 'code' || needsContext(statement as Mustache))
          report(statement as Mustache, problemOf(state))
        if (state.in === 'code') state = { ...state, last: 'x' }
      } else if (statement.type === 'BlockStatement') {
        const block = statement as Block
        const main = read(block.program, state)
        const other = block.inverse ? read(block.inverse, state) : state
        const again = isEach(block) ? state : main
        if (!same(main, other) || !same(main, again))
          report(block, 'a block with branches that end in different contexts')
        state = main
      }
    }
    return state
  }
  read(program, outermost)
  return contexts
}

const outermost: Code = { in: 'code', depth: 0, last: '', back: undefined }

/**
 * Scans a result in which text from the catalog is between marks. Returns the problem if such text
 * ends its string or comment, or if it is in code and is more than a name. Undefined if there is no
 * problem.
 */
export function leavesText(
  marked: string,
  marks: readonly [string, string],
  language: Language,
): string | undefined {
  let state: State = outermost
  let isText = false
  for (const piece of marked.split(new RegExp(`([${marks.join('')}])`))) {
    if (piece === marks[0] || piece === marks[1]) isText = piece === marks[0]
    else {
      if (isText && !staysIn(state, piece))
        return `${state.in === 'code' ? 'code' : `end of a ${placeOf(state)}`} \`${shorten(piece)}\``
      state = advance(piece, state, language)
    }
  }
  return undefined
}

function staysIn(state: State, text: string): boolean {
  switch (state.in) {
    case 'code':
    case 'regular expression':
      return /^[\w$.]*$/.test(text)
    case 'string':
      return ![...text].some((character) => endsString(character, state.kind))
    case 'line':
      return !/[\r\n\u2028\u2029]/.test(text)
    case 'block':
      return ![...state.close].some((character) => text.includes(character))
  }
}

/** Whether a character may end a string, or start code inside it. */
function endsString(
  character: string,
  { quote, lines, backslash, interpolation }: StringKind,
): boolean {
  const marks = interpolation === 'none' ? '' : interpolation.opens.join('') + interpolation.close
  return (
    quote.includes(character) ||
    marks.includes(character) ||
    (backslash && character === '\\') ||
    (!lines && /[\r\n\u2028\u2029]/.test(character))
  )
}

function placeOf(state: State): string {
  if (state.in === 'line' || state.in === 'block') return 'comment'
  return isRaw(state) ? 'raw string' : state.in
}

function shorten(text: string): string {
  const line = text.split('\n')[0] ?? ''
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}

function needsContext({ path, escaped }: Mustache): boolean {
  return escaped && (path as hbs.AST.PathExpression).original !== 'json'
}

function contextOf(state: State): Context | undefined {
  switch (state.in) {
    case 'line':
      return { kind: 'comment', close: undefined }
    case 'block':
      return { kind: 'comment', close: state.close }
    case 'string':
      return state.escape || isRaw(state) ? undefined : { kind: 'string', string: state.kind }
    default:
      return undefined
  }
}

function isRaw(state: State): boolean {
  return state.in === 'string' && state.kind.escapes === 'none'
}

function problemOf(state: State): string {
  if (isRaw(state)) return 'a raw string'
  if (state.in === 'string') return 'a string, after a backslash'
  return state.in === 'code' ? 'code' : `a ${state.in}`
}

function advance(text: string, from: State, language: Language): State {
  let state = from
  for (let at = 0; at < text.length; ) {
    const rest = (marker: string) => text.startsWith(marker, at)
    const character = text.charAt(at)
    let length = 1
    if (state.in === 'code') {
      const block = language.blockComments.find(([open]) => rest(open))
      const line = language.lineComments.find(rest)
      const kind = language.strings.find(
        ({ quote, prefixes }) => rest(quote) && hasPrefix(state as Code, prefixes),
      )
      if (block) {
        state = { in: 'block', close: block[1], back: state }
        length = block[0].length
      } else if (line !== undefined) {
        state = { in: 'line', back: state }
        length = line.length
      } else if (kind !== undefined) {
        state = { in: 'string', kind, escape: false, back: { ...state, last: 'x' } }
        length = kind.quote.length
      } else if (character === '/' && language.regularExpressions && opensExpression(state.last))
        state = { in: 'regular expression', back: { ...state, last: 'x' } }
      else if (state.back && state.depth === 0 && character === closeOf(state.back))
        state = state.back
      else
        state = {
          ...state,
          depth: state.depth + depthChange(character),
          last: lastAfter(state.last, character),
        }
    } else if (state.in === 'block') {
      if (rest(state.close)) {
        length = state.close.length
        state = state.back
      }
    } else if (state.in === 'line') {
      if (character === '\n') state = state.back
    } else if (state.in === 'regular expression') {
      if (character === '\\') length = 2
      else if (character === '[') length = Math.max(1, text.slice(at).search(/[^\\]\]/) + 2)
      else if (character === '/' || character === '\n') state = state.back
    } else if (state.escape) state = { ...state, escape: false }
    else {
      const open = opened(state, rest)
      if (open !== undefined) {
        length = open.length
        state = { in: 'code', depth: 0, last: '', back: state }
      } else if (character === '\\' && state.kind.backslash) state = { ...state, escape: true }
      else if (rest(state.kind.quote)) {
        length = state.kind.quote.length
        state = state.back
      } else if (character === '\n' && !state.kind.lines) state = state.back
    }
    at += length
  }
  return state
}

function depthChange(character: string): number {
  if (/[{(]/.test(character)) return 1
  return /[})]/.test(character) ? -1 : 0
}

/** Returns the last word or character of code after `character` is appended. */
function lastAfter(last: string, character: string): string {
  if (/\s/.test(character)) return `${last.trimEnd()} `
  const isWord = /[\w$]$/.test(last) && /[\w$]/.test(character)
  return isWord ? last + character : character
}

/** Returns the mark that starts code at this place in a string, if the code has a closing mark. */
function opened(
  { kind: { interpolation } }: Text,
  rest: (marker: string) => boolean,
): string | undefined {
  if (interpolation === 'none') return undefined
  const open = interpolation.opens.find(rest)
  return open !== undefined && bracketsOf[interpolation.close] === open.at(-1) ? open : undefined
}

const bracketsOf: Readonly<Record<string, string>> = { '}': '{', ')': '(', ']': '[' }

function closeOf({ kind: { interpolation } }: Text): string {
  return interpolation === 'none' ? '' : interpolation.close
}

/** Whether the word before a quote is one of these prefixes. Always true for an empty list. */
function hasPrefix({ last }: Code, prefixes: readonly string[]): boolean {
  return (
    prefixes.length === 0 || prefixes.includes(/[A-Za-z_]\w*$/.exec(last)?.[0].toLowerCase() ?? '')
  )
}

/** Whether an expression may start after this token, so that a `/` is not a division. */
function opensExpression(last: string): boolean {
  return /[^\w$)\]}"'`\s]$|^$|\b(?:return|typeof|case|in|of|default|void|delete|throw|new|else|do)$/.test(
    last.trimEnd(),
  )
}

/** Whether two states are the same, except for their previous tokens. */
function same(a: State, b: State): boolean {
  const place = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null ? { ...value, last: undefined } : value
  return JSON.stringify(a, place) === JSON.stringify(b, place)
}
