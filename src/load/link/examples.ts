import * as z from 'zod'
import { type PatternProblem, patternGuard, patternsIn } from '../../facts/pattern/slow-pattern.js'
import type { Finding } from '../../model/diagnostic.js'
import { limits } from '../../model/limits.js'
import type { Address, Path } from '../../model/source.js'
import type { ParamSchema } from '../../model/vocabulary.js'

/**
 * Checks values against the schemas of params. Use one checker for a whole catalog, because it
 * remembers slow patterns.
 */
export interface ExampleChecker {
  /** Checks the schema at `at`, its patterns and its own example. */
  own(spec: ParamSchema, at: Address, name: string): Finding[]
  /** Checks the value at `at` against a schema. The schema itself is checked elsewhere. */
  of(spec: ParamSchema, value: unknown, at: Address, name: string): Finding[]
}

/** The maximum number of characters of a value or pattern in a message. */
const mostShown = 80

interface Place {
  readonly at: Address
  /** The address of the schema, unless it is checked elsewhere. */
  readonly schemaAt?: Address
  readonly name: string
}

export function exampleChecker(): ExampleChecker {
  const guard = patternGuard()
  const check = (spec: ParamSchema, value: unknown, { at, schemaAt, name }: Place): Finding[] => {
    const patterns = patternsIn(spec)
    const placeOf = (path: Path): Address =>
      schemaAt ? { ...schemaAt, path: [...(schemaAt.path ?? []), ...path] } : at
    for (const { pattern, path } of patterns) {
      const problem = guard.problemOf(pattern, spec.example)
      // The pattern is reported once, with its schema.
      if (problem !== undefined)
        return schemaAt ? [patternFinding(problem, pattern, placeOf(path))] : []
    }
    const { example: _example, required: _required, sensitive: _sensitive, ...schema } = spec
    const test = () =>
      z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value).error
        ?.issues[0]?.message
    let problem: string | undefined
    try {
      const tested = guard.run(
        patterns.map(({ pattern }) => pattern),
        value,
        test,
      )
      if ('problem' in tested) {
        const { problem, pattern, length } = tested
        const path = patterns.find((one) => one.pattern === pattern)?.path ?? []
        return [patternFinding(problem, pattern, placeOf(path), length)]
      }
      problem = tested.result
    } catch (cause) {
      return [
        {
          code: 'invalid-value',
          message: `Invalid schema of \`${name}\`: ${(cause as Error).message}.`,
          help: 'Use only keywords of JSON Schema 2020-12.',
          at: { ...at, path: at.path?.slice(0, -1) ?? [] },
        },
      ]
    }
    if (problem === undefined) return []
    return [
      {
        code: 'example-mismatch',
        message: `Example ${excerpt(JSON.stringify(value))} does not match the schema of \`${name}\`: ${problem.replace(/^Invalid input: /, '')}.`,
        help: 'Correct the example or the schema.',
        at,
      },
    ]
  }
  return {
    own: (spec, schemaAt, name) =>
      check(spec, spec.example, {
        at: { ...schemaAt, path: [...(schemaAt.path ?? []), 'example'] },
        schemaAt,
        name,
      }),
    of: (spec, value, at, name) => check(spec, value, { at, name }),
  }
}

/** Shortens a string for a message if it is too long. */
function excerpt(text: string): string {
  const characters = [...text.slice(0, 2 * mostShown + 2)]
  return characters.length > mostShown ? `${characters.slice(0, mostShown).join('')}…` : text
}

function patternFinding(
  problem: PatternProblem,
  pattern: string,
  at: Address,
  length = 0,
): Finding {
  const shown = excerpt(pattern)
  switch (problem) {
    case 'slow':
      return {
        code: 'slow-pattern',
        message: `The pattern \`${shown}\` can run for minutes on a short value.`,
        help: 'Make sure that each character can match in only one way. Avoid nested repetitions such as `(a+)+`, and neighbors that match the same characters, such as `\\w*\\d*`.',
        at,
      }
    case 'slow on a long value':
      return {
        code: 'slow-pattern',
        message: `The pattern \`${shown}\` is too slow on an example of ${length} characters.`,
        help: 'Use a shorter example. To keep long values from slowing down your service, start the pattern with `^`, add `maxLength`, or remove repetitions that match the same characters.',
        at,
      }
    case 'untested':
      return {
        code: 'slow-pattern',
        message: `The pattern \`${shown}\` was not tested, because too many others were slow.`,
        help: 'Fix the other patterns and run errbook again.',
        at,
      }
    case 'too long':
      return {
        code: 'slow-pattern',
        message: `This pattern has ${pattern.length} characters. The maximum is ${limits.pattern}.`,
        help: 'Use `enum` for a list of values, or a simpler pattern.',
        at,
      }
  }
}
