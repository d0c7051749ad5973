import type * as z from 'zod'
import { meant, nearest, suggester } from '../../facts/nearest.js'
import { pathText } from '../../facts/path-text.js'
import { pairsByKey } from '../../facts/yaml-nodes.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Path } from '../../model/source.js'
import { formatFinding } from './formats.js'
import { type Context, type Issue, missing } from './issue-context.js'
import { typeFindings } from './issue-types.js'
import type { ParsedOrigin } from './origin.js'
import { knownKeys, schemaAt, valueAt } from './schema-walk.js'
import { isMap, orList, quote, show, typeName } from './words.js'

/** Checks a value against a schema and turns the issues of zod into findings. */
export function validate<T>(
  schema: z.ZodType<T>,
  value: unknown,
  { root, ...origin }: ParsedOrigin,
): { value: T | undefined; findings: Finding[] } {
  const parsed = schema.safeParse(value)
  if (parsed.success) return { value: parsed.data, findings: [] }
  const context = { schema, value, origin, root, pairsOf: pairsByKey() }
  const findings = parsed.error.issues.flatMap((issue) => findingsOf(issue, [], context))
  return { value: undefined, findings }
}

function findingsOf(issue: Issue, above: Path, context: Context): Finding[] {
  const path = [...above, ...(issue.path as (string | number)[])]
  const at = { ...context.origin, path }
  const actual = valueAt(context.value, path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue.keys, path, context)
    case 'invalid_union':
      return unionFindings(issue, path, context)
    case 'invalid_key':
    case 'invalid_element': {
      const key = String(issue.path.at(-1))
      return [
        {
          code: 'invalid-value',
          message: `Invalid name ${quote(key)}.`,
          help: `Use only ${describeName(issue)}.`,
          at: { ...at, on: 'key' },
        },
      ]
    }
    case 'invalid_type':
      return typeFindings(issue.expected, actual, path, context)
    case 'invalid_value': {
      const values = issue.values.map(String)
      const near = typeof actual === 'string' ? nearest(actual, values) : undefined
      if (actual === undefined) return missing(path, context)
      return [
        {
          code: 'invalid-value',
          message: `Invalid value ${typeof actual === 'string' ? quote(show(actual).slice(1, -1)) : show(actual)}${path.length > 0 ? ` for ${quote(pathText(path))}` : ''}.`,
          ...meant(near, { help: `Allowed values: ${values.map(quote).join(', ')}.`, at }),
          at,
        },
      ]
    }
    case 'too_small':
    case 'too_big':
    case 'not_multiple_of': {
      const { message, help } = rangeWords(issue, actual, path, context)
      return [{ code: 'invalid-value', message, help, at }]
    }
    case 'invalid_format':
      return [formatFinding(issue, actual, path, context)]
    default: {
      const { message = issue.message, help = 'Correct the value.' } =
        (issue as { params?: { message?: string; help?: string } }).params ?? {}
      return [
        {
          code: 'invalid-value',
          message,
          help,
          at: { ...at, on: path.length > 0 ? 'key' : 'value' },
        },
      ]
    }
  }
}

/**
 * Returns the findings of the union branch that accepts the type of the value. If no branch does,
 * returns one finding that lists the allowed types.
 */
function unionFindings(
  issue: Issue & { code: 'invalid_union' },
  path: Path,
  context: Context,
): Finding[] {
  const actual = valueAt(context.value, path)
  const branches = issue.errors
  const misses = (branch: Issue[]) =>
    branch.some(
      (inner) =>
        inner.path.length === 0 &&
        (inner.code === 'invalid_type' ||
          (inner.code === 'invalid_value' &&
            !inner.values.some((value) => typeof value === typeof actual))),
    )
  const fitting = branches.filter((branch) => !misses(branch))
  const best = fitting.sort((a, b) => a.length - b.length)[0]
  const text = branches.some((branch) =>
    branch.some(
      (inner) =>
        inner.path.length === 0 && inner.code === 'invalid_type' && inner.expected === 'string',
    ),
  )
  const keys = knownKeys(schemaAt(context.schema, path, actual))
  if (text && isMap(actual) && keys.length > 0 && !keys.some((key) => Object.hasOwn(actual, key)))
    return typeFindings('string', actual, path, context)
  if (best) return best.flatMap((inner) => findingsOf(inner, path, context))
  if (actual === undefined) return missing(path, context)
  const expected = branches.flat().flatMap(expectedBy)
  return typeFindings(orList([...new Set(expected)]) || 'another type', actual, path, context)
}

/** The type or values that a branch of a union accepts. */
function expectedBy(issue: Issue): string[] {
  if (issue.path.length > 0) return []
  if (issue.code === 'invalid_type') return [typeName(issue.expected)]
  if (issue.code === 'invalid_value') return issue.values.map((value) => quote(String(value)))
  return []
}

const noReferences = 'Write the schema here. errbook does not resolve `$ref`.'

function unknownKeys(keys: readonly string[], path: Path, context: Context): Finding[] {
  const known = knownKeys(schemaAt(context.schema, path, valueAt(context.value, path)))
  const suggest = suggester(known)
  const removal = `Delete it.${known.length > 0 ? ` Known fields: ${known.map(quote).join(', ')}.` : ''}`
  return keys.map((key): Finding => {
    const near = suggest(key)
    const rename = near === undefined ? removal : `Did you mean \`${near}\`?`
    return {
      code: 'unknown-key',
      message: `Unknown field ${quote(key)}.`,
      help: key === '$ref' ? noReferences : rename,
      at: { ...context.origin, path: [...path, key], on: 'key' },
    }
  })
}

type RangeIssue = Issue & { code: 'too_small' | 'too_big' | 'not_multiple_of' }

function rangeWords(
  issue: RangeIssue,
  actual: unknown,
  path: Path,
  context: Context,
): { message: string; help: string } {
  if (issue.code !== 'not_multiple_of' && issue.origin !== 'number' && issue.origin !== 'int') {
    const limit =
      issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`
    const unit = issue.origin === 'string' ? 'characters' : 'items'
    return {
      message: `Too ${issue.code === 'too_small' ? 'few' : 'many'} ${unit}, expected ${limit}.`,
      help: issue.code === 'too_small' ? 'Add one, or delete the key.' : 'Shorten it.',
    }
  }
  const limits = limitsOf(issue, schemaAt(context.schema, path))
  return {
    message: `Unexpected ${show(actual)}, expected ${limits}.`,
    help: path.at(-1) === 'status' ? 'Use the status that your API sends.' : `Use ${limits}.`,
  }
}

/** The allowed range of a number, with both limits if the schema has them. */
function limitsOf(issue: RangeIssue, schema: z.ZodType | undefined): string {
  const { minValue: least, maxValue: most } = (schema ?? {}) as {
    minValue?: number
    maxValue?: number
  }
  if (least != null && most != null && Number.isFinite(most)) return `${least}–${most}`
  switch (issue.code) {
    case 'too_small':
      return `at least ${issue.minimum}`
    case 'too_big':
      return `at most ${issue.maximum}`
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`
  }
}

function describeName(issue: Issue & { code: 'invalid_key' | 'invalid_element' }): string {
  const pattern = (issue.issues[0] as { pattern?: string } | undefined)?.pattern ?? ''
  if (pattern.includes('[A-Za-z_]')) return 'letters, digits and `_`'
  return pattern.includes("!#$%&'")
    ? 'characters that are allowed in a header name'
    : 'letters, digits, `_` and `-`'
}
