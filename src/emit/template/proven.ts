import { createHash } from 'node:crypto'
import type { Bound, Boundary } from './bind.js'
import { mustachesOf } from './probe.js'
import { type Place, type Proof, proofs } from './proofs.js'
import {
  type Block,
  type Content,
  type Mustache,
  type Program,
  partsOf,
  type TemplateSet,
} from './syntax-tree.js'

/**
 * Returns the stored binding of a built-in template. Undefined if the user replaced the template or
 * a partial. In that case, the binding is computed during compilation.
 */
export function provenBinding(name: string, set: TemplateSet, program: Program): Bound | undefined {
  const proof = proofs[proofKey(name, set)]
  return proof && boundBy(proof, program)
}

export function proofKey(name: string, set: TemplateSet): string {
  const texts = partsOf(name, set).map(([part, { text }]) => [part, text])
  return createHash('sha256')
    .update(JSON.stringify([name, texts]))
    .digest('hex')
}

/** Converts a `Bound` to a `Proof`. `program` is the tree that the `Bound` refers to. */
export function proofOf({ contexts, regions }: Bound, program: Program): Proof {
  const mustaches = mustachesOf(program)
  const statements = statementsOf(program).map(({ statement }) => statement)
  const placeOf = ({ statement, offset }: Boundary): Place => [
    statements.indexOf(statement),
    offset,
  ]
  return {
    contexts: [...contexts].map(([mustache, context]) => [mustaches.indexOf(mustache), context]),
    regions: regions.map(({ encoding, start, end }) => ({
      encoding,
      start: placeOf(start),
      end: placeOf(end),
    })),
  }
}

/** Converts a `Proof` to a `Bound` for a newly parsed tree of the same template. */
export function boundBy({ contexts, regions }: Proof, program: Program): Bound {
  const mustaches = mustachesOf(program)
  const statements = statementsOf(program)
  const boundaryOf = ([at, offset]: Place): Boundary => ({ ...statements[at]!, offset })
  return {
    contexts: new Map(contexts.map(([at, context]) => [mustaches[at]!, context])),
    regions: regions.map(({ encoding, start, end }) => ({
      encoding,
      start: boundaryOf(start),
      end: boundaryOf(end),
    })),
  }
}

/** Returns the texts and values of a template in order, with the programs that contain them. */
function statementsOf(program: Program): { program: Program; statement: Content | Mustache }[] {
  return program.body.flatMap((statement) => {
    if (statement.type !== 'BlockStatement')
      return [{ program, statement: statement as Content | Mustache }]
    const { program: main, inverse } = statement as Block
    return [...statementsOf(main), ...(inverse ? statementsOf(inverse) : [])]
  })
}
