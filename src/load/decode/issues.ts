import type { Node } from 'yaml'
import type * as z from 'zod'
import { meant, nearest, suggester } from '../../facts/nearest.js'
import { pathText } from '../../facts/path-text.js'
import { pairsByKey } from '../../facts/yaml-nodes.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Path, Source } from '../../model/source.js'
import { type PairsOf, sourceTextAt } from '../yaml/locate.js'
import { describe, knownKeys, schemaAt, valueAt } from './schema-walk.js'
import { isMap, oneOf, orList, quote, show, typeName, typeOf } from './words.js'

type Issue = z.core.$ZodIssue

/** Where a value came from: its file, and which document of it. */
export interface Origin {
  readonly source: Source
  readonly document: number
}

/** An origin whose syntax tree is still there. */
export interface ParsedOrigin extends Origin {
  readonly root?: Node | null | undefined
}

/** Checks a plain value against a schema, and words what zod finds in errbook's grammar. */
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

interface Context {
  readonly schema: z.ZodType
  readonly value: unknown
  readonly origin: Origin
  readonly root: Node | null | undefined
  /** The pairs of each map of `root`, gone through once for all findings. */
  readonly pairsOf: PairsOf
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
          message: `Unexpected name ${quote(key)}, expected ${describeName(issue)}.`,
          help: 'Rename it.',
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
          message: `Unexpected ${show(actual)}, expected ${oneOf(values)}.`,
          ...meant(near, { help: `Use ${oneOf(values)}.`, at }),
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
      const expected = (issue as { params?: { expected?: string } }).params?.expected
      return [
        {
          code: 'invalid-value',
          message: `Unexpected value, expected ${expected ?? issue.message}.`,
          help: `Write ${expected ?? 'it differently'}.`,
          at: { ...at, on: path.length > 0 ? 'key' : 'value' },
        },
      ]
    }
  }
}

/**
 * A union's finding is that of the branch whose type the value has; where none has it, what would
 * have done.
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
  const expected = branches.flatMap((branch) =>
    branch.flatMap((inner) =>
      inner.path.length > 0
        ? []
        : inner.code === 'invalid_type'
          ? [typeName(inner.expected)]
          : inner.code === 'invalid_value'
            ? inner.values.map((value) => `\`${String(value)}\``)
            : [],
    ),
  )
  return typeFindings(orList([...new Set(expected)]) || 'another type', actual, path, context)
}

function typeFindings(expected: string, actual: unknown, path: Path, context: Context): Finding[] {
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

/** A key that is not there. Nothing where it is there misspelt: the unknown key says so. */
function missing(path: Path, context: Context): Finding[] {
  const key = String(path.at(-1))
  const parent = path.slice(0, -1)
  const siblings = valueAt(context.value, parent)
  const known = knownKeys(schemaAt(context.schema, parent, siblings))
  if (
    isMap(siblings) &&
    Object.keys(siblings).some(
      (sibling) => !known.includes(sibling) && nearest(sibling, known) === key,
    )
  )
    return []
  const example = describe(schemaAt(context.schema, path))
  return [
    {
      code: 'missing-key',
      message: `Missing \`${key}\`${parent.length > 0 ? ` in \`${pathText(parent)}\`` : ''}.`,
      help: example === undefined ? `Add \`${key}\`.` : `Add \`${key}\`: ${example}`,
      at: { ...context.origin, path: parent, on: 'key' },
    },
  ]
}

function unknownKeys(keys: readonly string[], path: Path, context: Context): Finding[] {
  const known = knownKeys(schemaAt(context.schema, path, valueAt(context.value, path)))
  const suggest = suggester(known)
  const removal = `Remove it. Known here: ${known.map(quote).join(', ') || 'none'}.`
  return keys.map((key): Finding => {
    const near = suggest(key)
    return {
      code: 'unknown-key',
      message: `Unexpected key ${quote(key)}${near === undefined ? '' : `, expected \`${near}\``}.`,
      help:
        key === '$ref'
          ? 'Write the schema out: errbook follows no `$ref`.'
          : near === undefined
            ? removal
            : `Rename it to \`${near}\`.`,
      at: { ...context.origin, path: [...path, key], on: 'key' },
    }
  })
}

function rangeWords(
  issue: Issue & { code: 'too_small' | 'too_big' | 'not_multiple_of' },
  actual: unknown,
  path: Path,
  context: Context,
): { message: string; help: string } {
  const schema = schemaAt(context.schema, path) as
    | { minValue?: number; maxValue?: number }
    | undefined
  if (issue.code !== 'not_multiple_of' && issue.origin !== 'number' && issue.origin !== 'int') {
    const limit =
      issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`
    const unit = issue.origin === 'string' ? 'characters' : 'items'
    return {
      message: `Unexpected number of ${unit}, expected ${limit}.`,
      help: issue.code === 'too_small' ? 'Add one, or remove the key.' : 'Shorten it.',
    }
  }
  const limits =
    schema?.minValue != null && schema.maxValue != null && Number.isFinite(schema.maxValue)
      ? `${schema.minValue}–${schema.maxValue}`
      : issue.code === 'too_small'
        ? `at least ${issue.minimum}`
        : issue.code === 'too_big'
          ? `at most ${issue.maximum}`
          : `a multiple of ${issue.divisor}`
  return {
    message: `Unexpected ${show(actual)}, expected ${limits}.`,
    help: path.at(-1) === 'status' ? 'Use the status that your API sends.' : `Use ${limits}.`,
  }
}

/** What the patterns of the model mean, in words. */
export const patternWords: readonly (readonly [pattern: string, expected: string, help: string])[] =
  [
    ['^[^\\n]*\\S[^\\n]*$', 'text on one line', 'Put it on one line, with something on it.'],
    [
      '^(?!\\W*(?:TODO|todo|TBD|tbd)\\W*$)[^\\n]*[\\p{L}\\p{N}][^\\n]*$',
      'the reason for this break',
      'Write why this break is fine, in words, on one line.',
    ],
    ['\\S', 'text that is not blank', 'Write the text, or remove the key.'],
    [
      '^[A-Z][A-Za-z0-9]*$',
      'a PascalCase name such as `DataKeyNotFound`',
      'Start with a capital letter, then letters and digits alone.',
    ],
    ['^[A-Z]+$', 'an HTTP method such as `POST`', 'Write the method in capital letters.'],
    [
      '^[A-Za-z0-9][A-Za-z0-9_-]*$',
      'letters, digits, `_` and `-`, starting with a letter or digit',
      'Rename it.',
    ],
    [
      '^(?:\\/[A-Za-z0-9._~-]+)*$',
      'a path such as `/errors`, a slash before each part',
      'Start with a slash and end without one.',
    ],
    ['^[a-z][a-z0-9]*$', 'lower-case letters and digits, starting with a letter', 'Rename it.'],
    [
      '^[0-9a-f]{12}$',
      'the twelve characters of a fingerprint',
      'Copy it from what `errbook diff` says of the change.',
    ],
    [
      '^[\\w.+-]+\\/[\\w.+-]+$',
      'a media type such as `application/json`',
      'Write type, slash, subtype.',
    ],
  ]

function formatFinding(
  issue: Issue & { code: 'invalid_format' },
  actual: unknown,
  path: Path,
  context: Context,
): Finding {
  const pattern = (issue as { pattern?: string }).pattern?.replace(/^\/|\/[a-z]*$/g, '')
  const [, expected = `a valid ${issue.format}`, help = `Write a valid ${issue.format}.`] =
    patternWords.find(([known]) => known === pattern) ?? []
  const words =
    issue.format === 'url'
      ? (['an http or https URL', 'Write it whole, `https://` included.'] as const)
      : ([expected, help] as const)
  return {
    code: 'invalid-value',
    message: `Unexpected ${show(actual)}, expected ${words[0]}.`,
    help: words[1],
    at: { ...context.origin, path },
  }
}

function describeName(issue: Issue & { code: 'invalid_key' | 'invalid_element' }): string {
  const pattern = (issue.issues[0] as { pattern?: string } | undefined)?.pattern ?? ''
  return pattern.includes('[A-Za-z_]')
    ? 'letters, digits and `_`'
    : pattern.includes("!#$%&'")
      ? 'a header name'
      : 'letters, digits, `_` and `-`'
}
