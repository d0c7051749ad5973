import type { Block, Content, Mustache, Program, Statement } from './syntax-tree.js'

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
  /** Where it has the number of a list's item. */
  readonly ordinals: ReadonlySet<number>
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
 * The probes of a template: one with the main branch of every block, one with the other branch of
 * all, which may be nothing, and between them, by the bits of their numbers, few that show any two
 * blocks in each combination of their branches. The body of an `each` stands there twice, because
 * its second round starts where the first one ended, and in one more probe once, because there need
 * be no second.
 */
export function probesOf(program: Program, mustaches: readonly Mustache[]): Probe[] {
  const numbers = new Map(mustaches.map((mustache, number) => [mustache, number]))
  const blocks = blocksOf(program).filter(
    ({ path }) => (path as hbs.AST.PathExpression).original !== '__scope',
  )
  const bits = Array.from(
    { length: Math.ceil(Math.log2(blocks.length || 1)) },
    (_, bit) => 1 << bit,
  )
  const halves = bits.flatMap((bit) => [
    blocks.filter((_, at) => at & bit),
    blocks.filter((_, at) => !(at & bit)),
  ])
  const shown = new Set<Block>()
  const probes = [[], ...(blocks.length > 0 ? [blocks] : []), ...halves].map((others) =>
    probe(program, numbers, others, shown),
  )
  if (blocks.some(isEach)) probes.push(probe(program, numbers, [], shown, 1))
  // From the tenth item on, what belongs to it stands further in.
  if (mustaches.some(isOrdinal)) probes.push(probe(program, numbers, [], shown, 2, '10'))
  // A block that is deep in others may not have come up.
  const hidden = blocks.filter((block) => !shown.has(block))
  probes.push(...hidden.map((block) => probe(program, numbers, [block], shown)))
  // Nor a value in the main branch of a block that is in the other branch of one above.
  const seen = new Set<object>(
    probes.flatMap(({ pieces }) => pieces.map(({ statement }) => statement)),
  )
  for (const [statement, others] of branchesTo(program)) {
    if (seen.has(statement)) continue
    const more = probe(program, numbers, others, shown)
    probes.push(more)
    for (const piece of more.pieces) seen.add(piece.statement)
  }
  return probes
}

/** Every value and text with the blocks whose other branch leads to it. */
function branchesTo(
  program: Program,
  others: readonly Block[] = [],
): [Statement, readonly Block[]][] {
  return program.body.flatMap((statement): [Statement, readonly Block[]][] => {
    if (statement.type !== 'BlockStatement') return [[statement, others]]
    const block = statement as Block
    return [
      ...branchesTo(block.program, others),
      ...(block.inverse ? branchesTo(block.inverse, [...others, block]) : []),
    ]
  })
}

export function isOrdinal({ path }: Mustache): boolean {
  return (path as hbs.AST.PathExpression).original === 'ordinal'
}

export function isEach({ path }: Block): boolean {
  return (path as hbs.AST.PathExpression).original === 'each'
}

function blocksOf(program: Program): Block[] {
  return program.body.flatMap((statement) => {
    if (statement.type !== 'BlockStatement') return []
    const block = statement as Block
    return [block, ...blocksOf(block.program), ...(block.inverse ? blocksOf(block.inverse) : [])]
  })
}

function probe(
  program: Program,
  numbers: ReadonlyMap<Mustache, number>,
  others: readonly Block[],
  shown: Set<Block>,
  rounds = 2,
  ordinal = '1',
): Probe {
  const pieces: Piece[] = []
  const ordinals = new Set<number>()
  let text = ''
  const add = (owner: Program, statement: Content | Mustache, piece: string) => {
    pieces.push({ program: owner, statement, start: text.length, text: piece })
    text += piece
  }
  const visit = (owner: Program): void => {
    for (const statement of owner.body) {
      if (statement.type === 'ContentStatement')
        add(owner, statement as Content, (statement as Content).value)
      else if (statement.type === 'MustacheStatement') {
        const mustache = statement as Mustache
        // A list's number must be a number, or there is no list.
        if (isOrdinal(mustache)) ordinals.add(text.length)
        add(owner, mustache, isOrdinal(mustache) ? ordinal : `zq${numbers.get(mustache)}zq`)
      } else if (statement.type === 'BlockStatement') {
        const block = statement as Block
        // On the way to the other branch that is asked for, a block shows the branch that holds it.
        const { inverse } = block
        if (
          others.includes(block) ||
          (inverse && others.some((other) => contains(inverse, other)))
        ) {
          shown.add(block)
          if (inverse) visit(inverse)
        } else {
          for (let round = 0; round < (isEach(block) ? rounds : 1); round++) visit(block.program)
        }
      }
    }
  }
  visit(program)
  return { text, pieces, ordinals }
}

function contains(program: Program, block: Block): boolean {
  return blocksOf(program).includes(block)
}
