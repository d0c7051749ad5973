import { expect } from 'vitest'
import type { Failure } from './verify.js'

/** Fails the test if there are failures, and prints each string with its page and context. */
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
