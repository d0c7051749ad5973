import type { Finding } from '../../model/diagnostic.js'
import type { Path } from '../../model/source.js'
import { sourceTextAt } from '../yaml/locate.js'
import type { Context } from './issue-context.js'
import { missing } from './issue-context.js'
import { knownKeys, schemaAt } from './schema-walk.js'
import { isMap, quote, typeName, typeOf } from './words.js'

/** A value of another type than its field has. */
export function typeFindings(
  expected: string,
  actual: unknown,
  path: Path,
  context: Context,
): Finding[] {
  const at = { ...context.origin, path }
  if (actual === undefined) return missing(path, context)
  const wanted = typeName(expected)
  const scalar = actual === null || typeof actual === 'object' ? '' : String(actual)
  const text = sourceTextAt(context.origin.source, context, path)?.trim() ?? scalar
  const found = actual === null && text === '' ? 'empty value' : typeOf(actual)
  if (
    wanted.split(/, | or /).includes('text') &&
    !Array.isArray(actual) &&
    (!isMap(actual) || isUnquoted(actual, text))
  ) {
    return [
      {
        code: 'unquoted-text',
        message: `Unexpected ${found}${text === '' ? '' : ` ${quote(text)}`}, expected text.`,
        help:
          text === ''
            ? 'Write the text, or remove the key.'
            : `Quote it: ${JSON.stringify(text)}${actual === null ? ', or remove the key' : ''}.`,
        at,
      },
    ]
  }
  return [
    {
      code: 'wrong-type',
      message: `Unexpected ${found}, expected ${wanted}.`,
      help: typeHelp(wanted, actual, path, context),
      at,
    },
  ]
}

/** Whether a map is text that YAML took for one: `Common mistake: no id`, `{id}`. */
function isUnquoted(map: object, text: string): boolean {
  if (text === '' || text.includes('\n')) return false
  return text.startsWith('{')
    ? Object.values(map).every((value) => value === null)
    : Object.keys(map).length === 1
}

function typeHelp(wanted: string, actual: unknown, path: Path, context: Context): string {
  const kinds = wanted.split(/, | or /)
  if (actual === null)
    return `Write ${wanted} here, or remove the ${path.length > 0 ? 'key' : 'document'}.`
  if (
    typeof actual === 'string' &&
    ((kinds.some((kind) => kind.endsWith('number')) && /^-?\d+$/.test(actual)) ||
      (kinds.includes('true or false') && /^(?:true|false)$/.test(actual)))
  )
    return `Remove the quotes: ${actual}.`
  if (wanted === 'a list' && !isMap(actual))
    return 'Write a list: each item on a line of its own, after `- `.'
  if (kinds.includes('a map')) {
    if (path.length === 0 && Array.isArray(actual))
      return 'Write the keys without `- `. Where one file holds several errors, `---` stands between them.'
    const known = knownKeys(schemaAt(context.schema, path, {}))
    if (known.length > 0)
      return `Write ${wanted}, with ${known.length > 6 ? 'keys such as' : 'the keys'} ${known.slice(0, 6).map(quote).join(', ')}.`
  }
  return wanted === 'text'
    ? 'Write one text. It may have several lines after `|`.'
    : `Write ${wanted} here.`
}
