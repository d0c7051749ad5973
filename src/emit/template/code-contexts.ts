import type { Context } from './context.js'
import { isEach } from './probe.js'
import type { Block, Content, Mustache, Program } from './syntax-tree.js'

/** How a language quotes: what opens a comment or a string, and what closes it. */
export interface Quoting {
  readonly lineComments: readonly string[]
  readonly blockComments: readonly (readonly [open: string, close: string])[]
  readonly strings: readonly Quote[]
  /** Strings without escapes: no value can stand in one. */
  readonly rawStrings: readonly string[]
  /** A `/` where a value is expected opens a regular expression. */
  readonly regularExpressions: boolean
}

export type Quote = '"' | "'" | '`' | '"""'

/** A row a language. Of two marks that begin alike the longer comes first. */
export const quoting = {
  ecmascript: { lineComments: ['//'], blockComments: [['/*', '*/']], strings: ['"', "'", '`'], rawStrings: [], regularExpressions: true },
  go: { lineComments: ['//'], blockComments: [['/*', '*/']], strings: ['"', "'"], rawStrings: ['`'], regularExpressions: false },
  python: { lineComments: ['#'], blockComments: [], strings: ['"""', '"', "'"], rawStrings: ["'''"], regularExpressions: false },
  json: { lineComments: [], blockComments: [], strings: ['"'], rawStrings: [], regularExpressions: false },
} as const satisfies Record<string, Quoting>

/** Where the text before a place leaves off. Each state but the outermost knows the one that it goes back to. */
type State =
  | Code
  | { readonly in: 'line'; readonly back: Code }
  | { readonly in: 'regular expression'; readonly back: Code }
  | { readonly in: 'block'; readonly close: string; readonly back: Code }
  | { readonly in: 'raw string'; readonly close: string; readonly back: Code }
  | Text

/** `last` is what stands before: it tells a division from a regular expression. `back`: in `${…}` of that string. */
type Code = { readonly in: 'code'; readonly braces: number; readonly last: string; readonly back: Text | undefined }
/** `escape`: right behind a backslash. */
type Text = { readonly in: 'string'; readonly quote: Quote; readonly escape: boolean; readonly back: Code }

/**
 * Finds the contexts of a template of source code by reading its own text from left to right. Both
 * branches of a block must leave off in the same place, as in Go's html/template, and so must a block
 * that may be left out or come round again.
 */
export function codeContexts(
  program: Program,
  language: Quoting,
  report: (node: Mustache | Block, problem: string) => void,
): Map<Mustache, Context> {
  const contexts = new Map<Mustache, Context>()
  const read = ({ body }: Program, from: State): State => {
    let state = from
    for (const statement of body) {
      if (statement.type === 'ContentStatement') state = advance((statement as Content).value, state, language)
      else if (statement.type === 'MustacheStatement') {
        const context = contextOf(state)
        if (context) {
          if ((statement as Mustache).escaped) contexts.set(statement as Mustache, context)
        } else if (state.in !== 'code' || needsContext(statement as Mustache)) report(statement as Mustache, problemOf(state))
        if (state.in === 'code') state = { ...state, last: 'x' }
      } else if (statement.type === 'BlockStatement') {
        const block = statement as Block
        const main = read(block.program, state)
        const other = block.inverse ? read(block.inverse, state) : state
        const again = isEach(block) ? state : main
        if (!same(main, other) || !same(main, again)) report(block, 'a block whose branches leave off in different places')
        state = main
      }
    }
    return state
  }
  read(program, outermost)
  return contexts
}

const outermost: Code = { in: 'code', braces: 0, last: '', back: undefined }

/**
 * Reads a result in which text of the catalog stands between marks, and says where such text is more than
 * a name among code, or ends the string or the comment that it is in.
 */
export function leavesText(marked: string, marks: readonly [string, string], language: Quoting): string | undefined {
  let state: State = outermost
  let isText = false
  for (const piece of marked.split(new RegExp(`([${marks.join('')}])`))) {
    if (piece === marks[0] || piece === marks[1]) isText = piece === marks[0]
    else {
      if (isText && !staysIn(state, piece)) return `${state.in === 'code' ? 'code' : `end of a ${placeOf(state)}`} \`${shorten(piece)}\``
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
      return (
        !text.includes(state.quote[0]!) &&
        !/[\\\u2028\u2029]/.test(text) &&
        (state.quote === '`' ? !/[${]/.test(text) : !/[\r\n]/.test(text))
      )
    case 'line':
      return !/[\r\n\u2028\u2029]/.test(text)
    case 'block':
    case 'raw string':
      return ![...state.close].some((character) => text.includes(character))
  }
}

function placeOf(state: State): string {
  return state.in === 'line' || state.in === 'block' ? 'comment' : state.in
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
      return state.escape ? undefined : { kind: 'string', quote: state.quote }
    default:
      return undefined
  }
}

function problemOf(state: State): string {
  return state.in === 'string' ? 'a string, behind a backslash' : state.in === 'code' ? 'code' : `a ${state.in}`
}

function advance(text: string, from: State, language: Quoting): State {
  let state = from
  for (let at = 0; at < text.length; ) {
    const rest = (marker: string) => text.startsWith(marker, at)
    const character = text[at]!
    let length = 1
    if (state.in === 'code') {
      const block = language.blockComments.find(([open]) => rest(open))
      const line = language.lineComments.find(rest)
      const raw = language.rawStrings.find(rest)
      const quote = language.strings.find(rest)
      if (block) {
        state = { in: 'block', close: block[1], back: state }
        length = block[0].length
      } else if (line !== undefined) {
        state = { in: 'line', back: state }
        length = line.length
      } else if (raw !== undefined) {
        state = { in: 'raw string', close: raw, back: { ...state, last: 'x' } }
        length = raw.length
      } else if (quote !== undefined) {
        state = { in: 'string', quote, escape: false, back: { ...state, last: 'x' } }
        length = quote.length
      } else if (character === '/' && language.regularExpressions && opensExpression(state.last))
        state = { in: 'regular expression', back: { ...state, last: 'x' } }
      else if (character === '}' && state.braces === 0 && state.back) state = state.back
      else {
        const braces = state.braces + (character === '{' ? 1 : character === '}' ? -1 : 0)
        const word = /[\w$]$/.test(state.last) && /[\w$]/.test(character)
        state = { ...state, braces, last: /\s/.test(character) ? `${state.last.trimEnd()} ` : word ? state.last + character : character }
      }
    } else if (state.in === 'block' || state.in === 'raw string') {
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
    else if (character === '\\') state = { ...state, escape: true }
    else if (state.quote === '`' && rest('${')) {
      state = { in: 'code', braces: 0, last: '', back: state }
      length = 2
    } else if (rest(state.quote)) {
      length = state.quote.length
      state = state.back
    } else if (character === '\n' && (state.quote === '"' || state.quote === "'")) state = state.back
    at += length
  }
  return state
}

/** Whether an expression may start behind this, so that a `/` is not a division. */
function opensExpression(last: string): boolean {
  return /[^\w$)\]}"'`\s]$|^$|\b(?:return|typeof|case|in|of|default|void|delete|throw|new|else|do)$/.test(last.trimEnd())
}

/** What stood before makes no difference to where a place is. */
function same(a: State, b: State): boolean {
  const place = (_: string, value: unknown) => (typeof value === 'object' && value !== null ? { ...value, last: undefined } : value)
  return JSON.stringify(a, place) === JSON.stringify(b, place)
}
