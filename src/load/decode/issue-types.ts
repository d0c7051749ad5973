import type { Finding } from '../../model/diagnostic.js'
import type { Path } from '../../model/source.js'
import { sourceTextAt } from '../yaml/locate.js'
import type { Context } from './issue-context.js'
import { missing } from './issue-context.js'
import { knownKeys, schemaAt } from './schema-walk.js'
import { isMap, quote, typeName, typeOf } from './words.js'

/** The longest value that a message repeats. */
const longest = 60

/** Findings for a value with the wrong type. */
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
  const kinds = wanted.split(/, | or /)
  if (
    kinds.includes(typeName('string')) &&
    !Array.isArray(actual) &&
    (!isMap(actual) || isUnquoted(actual, text))
  ) {
    return [
      {
        code: 'unquoted-text',
        message: `Unexpected ${found}${text === '' || text === found ? '' : ` ${quote(text)}`}, expected a string.`,
        help:
          text === ''
            ? 'Write a value, or delete the key.'
            : `Quote it: ${JSON.stringify(text)}${actual === null ? ', or delete the key' : ''}.`,
        at,
      },
    ]
  }
  const shown = scalar === '' || text === found || text.length > longest ? '' : text
  return [
    {
      code: 'wrong-type',
      message: `Unexpected ${found}${shown === '' ? '' : ` ${quote(shown)}`}, expected ${wanted}.`,
      help: typeHelp(wanted, actual, path, context),
      at,
    },
  ]
}

/** Whether a map is probably unquoted text, such as `Common mistake: no id` or `{id}`. */
function isUnquoted(map: object, text: string): boolean {
  if (text === '' || text.includes('\n')) return false
  return text.startsWith('{')
    ? Object.values(map).every((value) => value === null)
    : Object.keys(map).length === 1
}

const numbers = ['number', 'int'].map(typeName)

function typeHelp(wanted: string, actual: unknown, path: Path, context: Context): string {
  const kinds = wanted.split(/, | or /)
  if (actual === null)
    return `Write ${wanted} here, or delete the ${path.length > 0 ? 'key' : 'document'}.`
  if (
    typeof actual === 'string' &&
    ((kinds.some((kind) => numbers.includes(kind)) && /^-?\d+$/.test(actual)) ||
      (kinds.includes(typeName('boolean')) && /^(?:true|false)$/.test(actual)))
  )
    return `Remove the quotes: ${actual}.`
  if (wanted === typeName('array') && !isMap(actual))
    return 'Write a list, with each item on its own line after `- `.'
  if (kinds.includes(typeName('object'))) {
    if (path.length === 0 && Array.isArray(actual))
      return 'Write the fields without `- `. To put several errors in one file, separate them with `---`.'
    const known = knownKeys(schemaAt(context.schema, path, {}))
    if (known.length > 0) {
      const fields = `with fields such as ${known.slice(0, 3).map(quote).join(', ')}`
      const object = `${typeName('object')} ${fields}`
      const list = typeName('array')
      const others = kinds.filter((kind) => kind !== typeName('object') && kind !== list)
      const lists = kinds.includes(list) ? [`${list} of such objects`] : []
      return `Write ${[...others, object, ...lists].join(', or ')}.`
    }
  }
  return wanted === typeName('string')
    ? 'Write a string. For several lines, use `|`.'
    : `Write ${wanted} here.`
}
