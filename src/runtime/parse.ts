import type { BodyMembers, ErrorDef, Values } from './definition.js'

/** What is asked of a response: that of `fetch` will do. */
export interface ResponseLike {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  clone(): { text(): Promise<string> }
}

interface Members {
  readonly type: string
  readonly status: number
  readonly title: string | undefined
  readonly detail: string | undefined
  readonly instance: string | undefined
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
  readonly code: string | undefined
  readonly params: Readonly<Record<string, unknown>>
}

/** Not a problem: a success, another body, none at all. */
export interface NoProblem {
  readonly kind: 'none'
  readonly status: number
}

export type KnownBy<Def> = Def extends ErrorDef<infer Code, number | undefined, infer Params> ? KnownProblem<Def, Code, Params> : never

/**
 * Says what a response is: one of these errors (under earlier codes too), another problem, or none.
 * Never throws, whatever was sent; the response can still be read.
 */
export async function parseProblem<const Defs extends readonly ErrorDef[] = readonly []>(
  response: ResponseLike,
  defs?: Defs,
): Promise<KnownBy<Defs[number]> | OtherProblem | NoProblem> {
  const none = { kind: 'none', status: response.status } as const
  if (response.status < 400) return none
  try {
    const body: unknown = JSON.parse(await response.clone().text())
    // A catalog has few envelopes; a body that is in none of them is read as RFC 9457 has it.
    for (const def of defs ?? []) {
      const found = read(def.envelope.read(body), response.status)
      const names = [def.code, def.type, ...(def.aliases ?? [])]
      if (!names.includes(found.type) && !names.includes(found.code as string)) continue
      return { ...found, kind: 'known', def, code: def.code } as unknown as KnownBy<Defs[number]>
    }
    const envelope = defs?.[0]?.envelope
    const other = read(envelope ? envelope.read(body) : { ...(body as object), params: body }, response.status)
    const mediaType = response.headers.get('content-type')?.split(';')[0]?.trim()
    const expected = ['application/problem+json', ...(envelope?.mediaTypes ?? [])]
    return other.type !== '' && expected.includes(mediaType ?? '') ? { ...other, kind: 'other' } : none
  } catch {
    return none
  }
}

/** The members that have the type they should: RFC 9457 has clients ignore the others. */
function read(found: BodyMembers, status: number) {
  const text = (name: keyof BodyMembers): string | undefined => (typeof found[name] === 'string' ? found[name] : undefined)
  return {
    code: text('code'),
    type: text('type') ?? text('code') ?? '',
    status,
    title: text('title'),
    detail: text('detail'),
    instance: text('instance'),
    params: (found.params ?? {}) as Readonly<Record<string, unknown>>,
    values: (found.values ?? {}) as Values,
  }
}
