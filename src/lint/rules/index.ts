import type { AnyRule } from '../rule.js'
import { indistinctErrors } from './indistinct-errors.js'
import { longSummary } from './long-summary.js'
import { oneWayRelated } from './one-way-related.js'
import { relativeLink } from './relative-link.js'
import { repeatedText } from './repeated-text.js'
import { stub } from './stub.js'
import { throttledWithoutRetryAfter } from './throttled-without-retry-after.js'
import { titlePhrase } from './title-phrase.js'
import { todo } from './todo.js'

/** All rules, in the order in which their findings are reported. */
export const rules: readonly AnyRule[] = [
  stub,
  longSummary,
  titlePhrase,
  repeatedText,
  throttledWithoutRetryAfter,
  indistinctErrors,
  relativeLink,
  todo,
  oneWayRelated,
]
