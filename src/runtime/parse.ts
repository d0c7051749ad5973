import type { BodyMembers, ErrorDef, Values } from './definition.js'

/** What is asked of a response: that of `fetch` will do. */
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

/** One of the errors that were asked for. `code` is a literal type, and a comparison narrows. */
export interface KnownProblem<Def, Code extends string, Params extends object> extends Members {
  readonly kind: 'known'
  readonly def: Def
  readonly code: Code
  readonly params: Params
}

/** Another problem: one that a newer service sends, or one that was not asked for. */
export interface OtherProblem extends Members {
  readonly kind: 'other'
  readonly code?: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Not a problem: a success, another body, none at all. */
export interface NoProblem {
  readonly kind: 'none'
  readonly status: number
}

export type KnownBy<Def> =
  Def extends ErrorDef<infer Code, number | undefined, infer Params>
    ? KnownProblem<Def, Code, Params>
    : never

/** What a body is read into: these are objects, and all others texts. */
const objectMembers = new Set(['params', 'values'])

/**
 * Says what a response is: one of these errors (under earlier codes too), another problem, or none.
 * Never throws, whatever was sent; the response can still be read.
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
      // RFC 9457 has clients ignore members of a wrong type.
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
    // What can't be read is no problem.
  }
  return parsed
}
