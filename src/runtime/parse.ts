import type { BodyMembers, ErrorDef, Values } from './definition.js'

/** The part of a response that `parseProblem` needs. The `Response` of `fetch` has it. */
export interface ResponseLike {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  clone(): { json(): Promise<unknown> }
}

interface Members {
  readonly type: string
  readonly status: number
  readonly title?: string
  readonly detail?: string
  readonly instance?: string
  readonly values: Values
}

/** One of the given errors. `code` is a literal type, so a comparison narrows the type. */
export interface KnownProblem<Def, Code extends string, Params extends object> extends Members {
  readonly kind: 'known'
  readonly def: Def
  readonly code: Code
  readonly params: Params
}

/** A problem that is not one of the given errors. For example, a newer service may send it. */
export interface OtherProblem extends Members {
  readonly kind: 'other'
  readonly code?: string
  readonly params: Readonly<Record<string, unknown>>
}

/** A response that is not a problem: a success, a different body, or no body. */
export interface NoProblem {
  readonly kind: 'none'
  readonly status: number
}

export type KnownBy<Def> =
  Def extends ErrorDef<infer Code, number | undefined, infer Params>
    ? KnownProblem<Def, Code, Params>
    : never

/** Members that are objects. All others are strings. */
const objectMembers = new Set(['params', 'values'])

/**
 * Determines whether a response is one of the given errors (also under an earlier code), another
 * problem, or not a problem. Never throws. You can still read the body of the response
 * afterwards.
 */
export async function parseProblem<const Defs extends readonly [ErrorDef, ...ErrorDef[]]>(
  response: ResponseLike,
  defs: Defs,
): Promise<KnownBy<Defs[number]> | OtherProblem | NoProblem> {
  const { status } = response
  let parsed: OtherProblem | NoProblem = { kind: 'none', status }
  try {
    const body = status < 400 || (await response.clone().json())
    for (const def of defs) {
      const { code, type, aliases = [] } = def
      const found: BodyMembers & Record<string, unknown> = def.envelope.read(body)
      // RFC 9457 requires clients to ignore members with a wrong type.
      for (const member in found)
        if (!objectMembers.has(member) && typeof found[member] !== 'string') delete found[member]
      const name = found.code ?? found.type
      if ([code, type, ...aliases].includes(name as string))
        return { ...found, kind: 'known', status, def, code, type } as unknown as KnownBy<
          Defs[number]
        >
      if (name) parsed = { type: name, ...found, kind: 'other', status } as OtherProblem
    }
  } catch {
    // A body that can't be read is not a problem.
  }
  return parsed
}
