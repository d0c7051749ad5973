import { parseProse, plainText } from '../../facts/markdown/prose.js'
import { Prose, Sentence } from './context.js'
import { CodeSpan, Link } from './values.js'

/**
 * A template helper. It returns null and undefined unchanged, because missing values are reported
 * when the template inserts them.
 */
type Helper = (...args: readonly unknown[]) => unknown

/** The helpers of templates, by name. Their results are escaped like any other value. */
export const helpers: Readonly<Record<string, Helper>> = {
  json: (value) => (value === undefined ? undefined : inlineJson(value)),
  ordinal: (index) => (typeof index === 'number' ? String(index + 1) : undefined),
  text: (value) => present(value, (it) => textOf(it)),
  prose: (value) => present(value, (it) => (it instanceof Prose ? it : new Prose(textOf(it)))),
  code: (value) => present(value, (it) => new CodeSpan(textOf(it))),
  link: (target, text) =>
    present(
      target,
      (it) => new Link(textOf(it), text === undefined || text === null ? undefined : textOf(text)),
    ),
}

/** Helpers that return code. JSON is valid wherever an expression is valid. */
export const codeHelpers: ReadonlySet<string> = new Set(['json'])

function present(value: unknown, use: (value: NonNullable<unknown>) => unknown): unknown {
  return value === undefined || value === null ? value : use(value)
}

/** Returns a value as plain text, without Markdown syntax. */
function textOf(value: unknown): string {
  return value instanceof Prose ? plainText(parseProse(value.source)) : String(value)
}

/** Returns JSON on one line, with the spaces that a formatter would add. */
function inlineJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineJson).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (value instanceof Prose || value instanceof Sentence) return JSON.stringify(value.source)
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${inlineJson(member)}`,
  )
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}'
}
