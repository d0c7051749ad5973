import type { ErrorDef } from './definition.js'
import { type KnownBy, parseProblem, type ResponseLike } from './parse.js'

/** A failure in the format of test runners, which show the difference between the two values. */
class ExpectationError extends Error {
  readonly actual: unknown
  readonly expected: unknown

  constructor(message: string, actual: unknown, expected: unknown) {
    super(message)
    this.name = 'AssertionError'
    this.actual = actual
    this.expected = expected
  }
}

/**
 * Checks a response in a test of a service. It must be this error, with a status and a media type
 * from the catalog and with these params. Returns the parsed problem. Throws an AssertionError if
 * something differs.
 */
export async function expectProblem<
  Code extends string,
  Status extends number | undefined,
  Params extends object,
>(
  response: ResponseLike,
  def: ErrorDef<Code, Status, Params>,
  params?: Partial<NoInfer<Params>>,
): Promise<KnownBy<ErrorDef<Code, Status, Params>>> {
  const problem = await parseProblem(response, [def])
  if (problem.kind !== 'known') {
    const found =
      problem.kind === 'other'
        ? `${problem.type} (${response.status})`
        : `a response ${response.status} that is not a problem`
    throw new ExpectationError(`Expected ${def.code}, found ${found}.`, problem, def.code)
  }
  const statuses: readonly unknown[] = def.statuses ?? [def.status]
  if (!statuses.includes(response.status))
    throw new ExpectationError(
      `Expected ${def.code} with status ${statuses.join(' or ')}, found ${response.status}.`,
      response.status,
      def.status,
    )
  const mediaType = response.headers.get('content-type')?.split(';')[0]?.trim() ?? 'none'
  if (!def.envelope.mediaTypes.includes(mediaType))
    throw new ExpectationError(
      `Expected ${def.envelope.mediaTypes.join(' or ')}, found ${mediaType}.`,
      mediaType,
      def.envelope.mediaTypes,
    )
  const actual = Object.fromEntries(
    Object.keys(params ?? {}).map((name) => [
      name,
      (problem.params as Record<string, unknown>)[name],
    ]),
  )
  if (sorted(actual) !== sorted(params ?? {}))
    throw new ExpectationError(`Expected ${def.code} with different params.`, actual, params)
  return problem
}

/** JSON that does not depend on the order of members. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
