import type { Block, Content, Mustache, Program } from './syntax-tree.js'

/** A stretch of the probe that came from one statement of the template. */
export interface Piece {
  readonly program: Program
  /** The statement, which may be inside a block of `program`'s own. */
  readonly statement: Content | Mustache
  readonly start: number
  readonly text: string
}

/** A template's text with a word in place of each value: what a parser of the target can read. */
export interface Probe {
  readonly text: string
  readonly pieces: readonly Piece[]
}

const wordPattern = /zq(\d+)zq/g

/** Every value of a template, in order: its index is its number in the probes. */
export function mustachesOf(program: Program): Mustache[] {
  return program.body.flatMap((statement) => {
    if (statement.type === 'MustacheStatement') return [statement as Mustache]
    if (statement.type !== 'BlockStatement') return []
    const { program: main, inverse } = statement as Block
    return [...mustachesOf(main), ...(inverse ? mustachesOf(inverse) : [])]
  })
}

/** The numbers of the values that a stretch of probe holds. */
export function valuesIn(text: string): number[] {
  return [...text.matchAll(wordPattern)].map((match) => Number(match[1]))
}

export const hasValue = (text: string): boolean => /zq\d+zq/.test(text)

/**
 * The probes of a template: one with the main branch of every block, and one with its other branch in
 * place of it. The body of an `each` stands there twice, because its second round starts where the
 * first one ended.
 */
export function probesOf(program: Program, mustaches: readonly Mustache[]): Probe[] {
  const numbers = new Map(mustaches.map((mustache, number) => [mustache, number]))
  const others = blocksOf(program).filter((block) => block.inverse)
  return [undefined, ...others].map((other) => probe(program, numbers, other))
}

function blocksOf(program: Program): Block[] {
  return program.body.flatMap((statement) => {
    if (statement.type !== 'BlockStatement') return []
    const block = statement as Block
    return [block, ...blocksOf(block.program), ...(block.inverse ? blocksOf(block.inverse) : [])]
  })
}

function probe(program: Program, numbers: ReadonlyMap<Mustache, number>, other: Block | undefined): Probe {
  const pieces: Piece[] = []
  let text = ''
  const add = (owner: Program, statement: Content | Mustache, piece: string) => {
    pieces.push({ program: owner, statement, start: text.length, text: piece })
    text += piece
  }
  const visit = (owner: Program): void => {
    for (const statement of owner.body) {
      if (statement.type === 'ContentStatement') add(owner, statement as Content, (statement as Content).value)
      else if (statement.type === 'MustacheStatement') {
        const mustache = statement as Mustache
        // A list's number must be a number, or there is no list.
        const ordinal = (mustache.path as hbs.AST.PathExpression).original === 'ordinal'
        add(owner, mustache, ordinal ? '1' : `zq${numbers.get(mustache)}zq`)
      } else if (statement.type === 'BlockStatement') {
        const block = statement as Block
        // On the way to the other branch that is asked for, inner blocks of an inverse show their main ones.
        const inverse = block.inverse && (block === other || (other !== undefined && contains(block.inverse, other)))
        visit(inverse ? block.inverse! : block.program)
        if (!inverse && (block.path as hbs.AST.PathExpression).original === 'each') visit(block.program)
      }
    }
  }
  visit(program)
  return { text, pieces }
}

function contains(program: Program, block: Block): boolean {
  return blocksOf(program).includes(block)
}
