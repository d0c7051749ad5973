import { expect } from 'vitest'
import type { Failure } from './verify.js'

/** Fails if there are failures. Prints each string with its place, to add it to failures.json. */
export function expectNone(failures: readonly Failure[]): void {
  const shown = failures
    .slice(0, 20)
    .map(
      ({ page, context, string, problem }) =>
        `${page}, ${context}: ${JSON.stringify(string).slice(0, 300)}\n    ${problem.slice(0, 500)}`,
    )
  expect
    .soft(
      failures.length,
      `Add these strings to failures.json, and fix the cause:\n${shown.join('\n')}`,
    )
    .toBe(0)
}
