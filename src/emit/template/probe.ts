import type { Block, Content, Mustache, Program, Statement } from './syntax-tree.js'

/** A part of a probe that comes from one statement of the template. */
export interface Piece {
  readonly program: Program
  /** A statement that `program` directly contains. */
  readonly statement: Content | Mustache
  readonly start: number
  readonly text: string
}

/** The text of a template with a word in place of each value, so that a parser can read it. */
export interface Probe {
  readonly text: string
  readonly pieces: readonly Piece[]
  /** The offsets of list item numbers. */
  readonly ordinals: ReadonlySet<number>
}

const wordPattern = /zq(\d+)zq/g

/** Returns all values of a template in order. The index of a value is its number in the probes. */
export function mustachesOf(program: Program): Mustache[] {
  return program.body.flatMap((statement) => {
    if (statement.type === 'MustacheStatement') return [statement as Mustache]
    if (statement.type !== 'BlockStatement') return []
    const { program: main, inverse } = statement as Block
    return [...mustachesOf(main), ...(inverse ? mustachesOf(inverse) : [])]
  })
}

/** Returns the numbers that identify the values in a part of a probe. */
export function valuesIn(text: string): number[] {
  return [...text.matchAll(wordPattern)].map((match) => Number(match[1]))
}

export const hasValue = (text: string): boolean => /zq\d+zq/.test(text)

/**
 * Returns the probes of a template. One shows the main branch of every block, and one shows every
 * else branch, which may be empty. A few more show any two blocks in every combination of their
 * branches. The body of an `each` is in a probe twice, because the second iteration starts where
 * the first one ends. One additional probe contains each body only once.
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
  // From the tenth item on, the contents of a list item are indented further.
  if (mustaches.some(isOrdinal)) probes.push(probe(program, numbers, [], shown, 2, '10'))
  // Some deeply nested blocks may be missing from these probes. Add a probe for each of them.
  const hidden = blocks.filter((block) => !shown.has(block))
  probes.push(...hidden.map((block) => probe(program, numbers, [block], shown)))
  // A value in the main branch of a block inside an else branch may also be missing.
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

/**
 * Returns all values and texts of a template. Each comes with the blocks that must show their else
 * branch, so that the value or text is visible.
 */
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
        // Without a number, there would be no list.
        if (isOrdinal(mustache)) ordinals.add(text.length)
        add(owner, mustache, isOrdinal(mustache) ? ordinal : `zq${numbers.get(mustache)}zq`)
      } else if (statement.type === 'BlockStatement') {
        const block = statement as Block
        // Show the else branch if it is requested, or if a block inside it has a requested else
        // branch.
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
