import type { Context } from './context.js'
import type { Block, Content, Mustache, Program } from './syntax-tree.js'

/** How a language quotes: what opens a comment or a string, and what closes it. */
export interface Quoting {
  readonly lineComments: readonly string[]
  readonly blockComments: readonly (readonly [open: string, close: string])[]
  readonly strings: readonly ('"' | "'" | '`')[]
}

/** A row a language. */
export const quoting = {
  ecmascript: { lineComments: ['//'], blockComments: [['/*', '*/']], strings: ['"', "'", '`'] },
} as const satisfies Record<string, Quoting>

type State = { readonly in: 'code' } | { readonly in: 'line' } | { readonly in: 'block'; readonly close: string } | { readonly in: 'string'; readonly quote: '"' | "'" | '`' }

const code: State = { in: 'code' }

/**
 * Finds the contexts of a template of source code by reading its own text from left to right. Both
 * branches of a block must leave off in the same place, as in Go's html/template.
 */
export function codeContexts(program: Program, language: Quoting, report: (node: Mustache | Block, problem: string) => void): Map<Mustache, Context> {
  const contexts = new Map<Mustache, Context>()
  const read = ({ body }: Program, from: State): State => {
    let state = from
    for (const statement of body) {
      if (statement.type === 'ContentStatement') state = advance((statement as Content).value, state, language)
      else if (statement.type === 'MustacheStatement') {
        const context = contextOf(state)
        if (context) contexts.set(statement as Mustache, context)
        else if (needsContext(statement as Mustache)) report(statement as Mustache, 'code')
      } else if (statement.type === 'BlockStatement') {
        const block = statement as Block
        const main = read(block.program, state)
        const other = block.inverse ? read(block.inverse, state) : state
        if (!same(main, other)) report(block, 'a block whose branches leave off in different places')
        state = main
      }
    }
    return state
  }
  read(program, code)
  return contexts
}

function needsContext({ path, escaped }: Mustache): boolean {
  return escaped && (path as hbs.AST.PathExpression).original !== 'json'
}

function contextOf(state: State): Context | undefined {
  switch (state.in) {
    case 'code':
      return undefined
    case 'line':
      return { kind: 'comment', close: undefined }
    case 'block':
      return { kind: 'comment', close: state.close }
    case 'string':
      return { kind: 'string', quote: state.quote }
  }
}

function advance(text: string, from: State, language: Quoting): State {
  let state = from
  for (let at = 0; at < text.length; ) {
    const rest = (marker: string) => text.startsWith(marker, at)
    if (state.in === 'code') {
      const block = language.blockComments.find(([open]) => rest(open))
      const line = language.lineComments.find(rest)
      const quote = language.strings.find(rest)
      if (block) {
        state = { in: 'block', close: block[1] }
        at += block[0].length
      } else if (line !== undefined) {
        state = { in: 'line' }
        at += line.length
      } else {
        if (quote !== undefined) state = { in: 'string', quote }
        at++
      }
    } else if (state.in === 'block' && rest(state.close)) {
      at += state.close.length
      state = code
    } else if (state.in === 'line' && text[at] === '\n') {
      state = code
      at++
    } else if (state.in === 'string') {
      if (text[at] === '\\') at += 2
      else {
        if (text[at] === state.quote || (text[at] === '\n' && state.quote !== '`')) state = code
        at++
      }
    } else at++
  }
  return state
}

function same(a: State, b: State): boolean {
  return a.in === b.in && (a as { quote?: string }).quote === (b as { quote?: string }).quote && (a as { close?: string }).close === (b as { close?: string }).close
}
