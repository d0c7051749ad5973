// Converts a zod schema to a table of its keys, with types and meanings.
import * as z from 'zod'

// The meanings of keys that the schema does not describe: keys of JSON Schema, and keys that need
// context.
const meanings = {
  title: 'A name for the value.',
  const: 'The only allowed value.',
  default: 'The default value.',
  examples: 'More examples.',
  minimum: 'The minimum.',
  maximum: 'The maximum.',
  exclusiveMinimum: 'The exclusive minimum.',
  exclusiveMaximum: 'The exclusive maximum.',
  multipleOf: 'The value must be a multiple of this.',
  minLength: 'The minimum length of a string.',
  maxLength: 'The maximum length of a string.',
  pattern: 'A regular expression that a string must match.',
  minItems: 'The minimum number of items.',
  maxItems: 'The maximum number of items.',
  uniqueItems: 'Whether all items must be different.',
  additionalProperties: 'Whether an object may have other members, or their schema.',
  items: 'The schema of the items.',
  properties:
    'The schemas of the members. In a schema inside a param, `required` lists the members that are always present.',
  propertyNames: 'The schema of the names of the members.',
  status: 'The HTTP status.',
  headers: 'Response headers for this status, or `true` for a shared one.',
  request: 'The request.',
  systems: 'Errors of these systems.',
  categories: 'Errors of these categories.',
  tags: 'Errors with one of these tags.',
  $schema: 'The schema, for editors.',
  base: 'The part of `docs` in catalog.yaml between the host and the path of a page.',
  most: 'The maximum number of characters.',
  words: 'The minimum number of words.',
  parts: 'The required parts of a page.',
}

export function fieldTable(schema, { textKinds }) {
  const members = Object.entries(schema instanceof z.ZodType ? unwrap(schema).shape : schema)
  if (members.length === 0) return ''
  const rows = members.map(([key, member]) => {
    const meta = metaOf(member)
    const meaning = descriptionOf(member) ?? meanings[key]
    if (meaning === undefined) throw new Error(`the key "${key}" has no description`)
    const more = [
      ...(['[]', '{}', '""', undefined].includes(JSON.stringify(defaultOf(member)))
        ? []
        : [`Default: ${code(defaultOf(member))}.`]),
      ...(meta.examples
        ? [`Example: ${meta.examples.map((example) => code(example)).join(', ')}.`]
        : []),
      ...(key === 'outputs' ? [] : nestedText(member, textKinds)),
    ]
    return `| \`${key}\` | ${typeOf(member, textKinds)} | ${isOptional(member) ? '' : 'yes'} | ${[meaning, ...more].join(' ').replaceAll('|', '\\|')} |`
  })
  return `| Key | Type | Required | Meaning |\n| --- | --- | --- | --- |\n${rows.join('\n')}`
}

/** All named schemas inside these schemas, by name. */
export function namedIn(schemas) {
  const found = new Map()
  const seen = new Set()
  const walk = (schema) => {
    if (seen.has(schema)) return
    seen.add(schema)
    const { id } = schema.meta?.() ?? {}
    if (id !== undefined) found.set(id, schema)
    for (const child of childrenOf(schema)) walk(child)
  }
  for (const schema of schemas) walk(schema)
  return found
}

export function headingOf(name) {
  return name.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`)
}

function childrenOf(schema) {
  if (schema instanceof z.ZodObject) return Object.values(schema.shape)
  if (schema instanceof z.ZodUnion) return schema.options
  if (schema instanceof z.ZodTuple) return schema.def.items
  if (schema instanceof z.ZodArray) return [schema.element]
  if (schema instanceof z.ZodRecord) return [schema.valueType]
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return [schema.unwrap()]
  return []
}

function unwrap(schema) {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? unwrap(schema.unwrap())
    : schema
}

function isOptional(schema) {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
}

function defaultOf(schema) {
  return schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined
}

/** The meaning of a key, without a note about Markdown, because the type column shows this. */
function descriptionOf(schema) {
  return metaOf(schema).description?.replace(/ Markdown(?:, one paragraph)?\.$/, '')
}

/** The metadata of a key, or of the schema that it wraps. */
function metaOf(schema) {
  const own = schema.meta?.() ?? {}
  const inner =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? metaOf(schema.unwrap()) : {}
  return {
    ...(inner.description !== undefined && { description: inner.description }),
    ...(inner.examples && { examples: inner.examples }),
    ...own,
  }
}

function typeOf(schema, textKinds) {
  const inner = unwrap(schema)
  const { id } = inner.meta?.() ?? {}
  if (id !== undefined)
    return `[${headingOf(id)}](#${headingOf(id).toLowerCase().replaceAll(' ', '-')})`
  if (inner instanceof z.ZodLazy) return isJson(inner.def.getter()) ? 'anything' : 'schema'
  if (inner instanceof z.ZodUnion) {
    return [...new Set(inner.options.map((option) => typeOf(option, textKinds)))].join(', or ')
  }
  if (inner instanceof z.ZodEnum) return inner.options.map((option) => `\`${option}\``).join(', ')
  if (inner instanceof z.ZodLiteral) return [...inner.values].map((value) => code(value)).join(', ')
  if (inner instanceof z.ZodArray) return `list of: ${typeOf(inner.element, textKinds)}`
  if (inner instanceof z.ZodTuple)
    return `\`[${inner.def.items.map((item) => (unwrap(item) instanceof z.ZodEnum ? 'level' : 'options')).join(', ')}]\``
  if (inner instanceof z.ZodRecord) return `map to: ${typeOf(inner.valueType, textKinds)}`
  if (inner instanceof z.ZodObject)
    return `\`{${Object.entries(inner.shape)
      .map(([key, member]) => `${key}${isOptional(member) ? '?' : ''}`)
      .join(', ')}}\``
  if (inner instanceof z.ZodBoolean) return '`true` or `false`'
  if (inner instanceof z.ZodNumber) return numberType(inner)
  const kind = textKinds.get(inner)?.text
  if (kind === 'plain')
    return /\\n/.test(String(inner.def.checks?.[0]?._zod.def.pattern)) ? 'one line' : 'text'
  if (kind !== undefined) return kind === 'inline' ? 'Markdown, one paragraph' : 'Markdown'
  if (inner instanceof z.ZodURL) return 'URL'
  if (inner instanceof z.ZodString) return 'string'
  return 'anything'
}

/** Whether a schema is the union inside `z.json()`. */
function isJson(schema) {
  return (
    schema instanceof z.ZodUnion && schema.options.some((option) => option instanceof z.ZodNull)
  )
}

function numberType(schema) {
  const { minimum = -Infinity, maximum = Infinity } = z.toJSONSchema(schema)
  const low = minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined
  const high = maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined
  if (low !== undefined && high !== undefined) return `${low} to ${high}`
  const kind = z.toJSONSchema(schema).type === 'integer' ? 'integer' : 'number'
  return low === undefined ? kind : `${kind}, ${low} or more`
}

/** The keys of an unnamed object in a list or a map. */
function nestedText(schema, textKinds) {
  const inner = unwrap(schema)
  const objects = [
    inner,
    ...(inner instanceof z.ZodArray
      ? [inner.element, ...(inner.element instanceof z.ZodUnion ? inner.element.options : [])]
      : []),
  ].filter((one) => one instanceof z.ZodObject && one.meta()?.id === undefined)
  return objects.map((object) =>
    Object.entries(object.shape)
      .map(
        ([key, member]) =>
          `\`${key}\` (${typeOf(member, textKinds)}): ${lowerFirst(descriptionOf(member) ?? meanings[key])}`,
      )
      .join(' '),
  )
}

function lowerFirst(text) {
  return /^[A-Z][a-z]/.test(text) ? `${text[0].toLowerCase()}${text.slice(1)}` : text
}

function code(value) {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
}
