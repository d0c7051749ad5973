import type { ParamSchema, ResponseSpec, Vocabulary } from '../../model/vocabulary.js'
import { LooseBrace, parseTemplate, type TemplatePart } from './template-string.js'

/** A JSON value. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json }

/** Returns the value of a placeholder. If it is undefined, the member is omitted. */
export type Bindings = (placeholder: string) => Json | undefined

/**
 * The response body as a tree. Its leaves are constants, placeholders, and strings with
 * placeholders.
 */
export type BodyNode =
  // A string with an unmatched brace is kept as a constant. `wireFindings` reports it.
  | { readonly kind: 'constant'; readonly value: Json; readonly isBroken?: true }
  | { readonly kind: 'placeholder'; readonly name: string }
  | { readonly kind: 'text'; readonly parts: readonly TemplatePart[] }
  | { readonly kind: 'list'; readonly items: readonly BodyNode[] }
  | {
      readonly kind: 'object'
      readonly members: readonly { readonly key: string; readonly node: BodyNode }[]
    }

export interface Envelope {
  readonly mediaTypes: readonly string[]
  readonly body: BodyNode
  readonly values: Readonly<Record<string, ParamSchema>>
}

/** Placeholders that errbook fills in. All others are params or values from the service. */
export const builtInPlaceholders = [
  'code',
  'type',
  'status',
  'title',
  'detail',
  'instance',
  'params',
  'extra',
] as const

const problemBody: Readonly<Record<string, Json>> = {
  type: '{type}',
  title: '{title}',
  status: '{status}',
  detail: '{detail}',
  instance: '{instance}',
  '...': '{params}',
}

/** The envelope that a system uses: its own, the catalog's, or by default the one in RFC 9457. */
export function envelopeOf(vocabulary: Vocabulary, system: string): Envelope {
  const own = vocabulary.systems?.[system]?.response
  return parseEnvelope(own ?? vocabulary.response ?? 'problem')
}

const parsed = new WeakMap<object, Envelope>()
const problemEnvelope: Envelope = {
  mediaTypes: ['application/problem+json'],
  body: parseBody(problemBody),
  values: {},
}

/** Parses an envelope, or returns the cached result. */
export function parseEnvelope(spec: NonNullable<ResponseSpec>): Envelope {
  if (spec === 'problem') return problemEnvelope
  const envelope = parsed.get(spec) ?? parseOwn(spec)
  parsed.set(spec, envelope)
  return envelope
}

function parseOwn(spec: Exclude<NonNullable<ResponseSpec>, 'problem'>): Envelope {
  const problem = spec.extends === 'problem'
  const mediaTypes =
    spec.mediaType === undefined
      ? [problem ? 'application/problem+json' : 'application/json']
      : [spec.mediaType].flat()
  const body = spec.body as Readonly<Record<string, Json>>
  return {
    mediaTypes,
    body: parseBody(problem ? { ...problemBody, ...body } : body),
    values: spec.values ?? {},
  }
}

function parseBody(value: Json): BodyNode {
  if (typeof value === 'string') {
    const parts = partsOf(value)
    if (parts === undefined) return { kind: 'constant', value, isBroken: true }
    const [only] = parts
    if (parts.length === 1 && only && 'placeholder' in only)
      return { kind: 'placeholder', name: only.placeholder }
    if (parts.every((part) => 'text' in part))
      return { kind: 'constant', value: parts.map((part) => part.text).join('') }
    return { kind: 'text', parts }
  }
  if (Array.isArray(value)) return { kind: 'list', items: value.map(parseBody) }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, child]) => ({
      key,
      node: parseBody(child as Json),
    }))
    return { kind: 'object', members }
  }
  return { kind: 'constant', value }
}

function partsOf(text: string): TemplatePart[] | undefined {
  try {
    return parseTemplate(text)
  } catch (cause) {
    if (!(cause instanceof LooseBrace)) throw cause
    return undefined
  }
}

/** Whether a string in a body has an unmatched brace. */
export function isBrokenBody(node: BodyNode): boolean {
  if (node.kind === 'constant') return node.isBroken === true
  if (node.kind === 'list') return node.items.some(isBrokenBody)
  return node.kind === 'object' && node.members.some((member) => isBrokenBody(member.node))
}

/** All placeholders of a body, in order. */
export function bodyPlaceholders(node: BodyNode): string[] {
  switch (node.kind) {
    case 'constant':
      return []
    case 'placeholder':
      return [node.name]
    case 'text':
      return node.parts.flatMap((part) => ('placeholder' in part ? [part.placeholder] : []))
    case 'list':
      return node.items.flatMap(bodyPlaceholders)
    case 'object':
      return node.members.flatMap((member) => bodyPlaceholders(member.node))
  }
}

/** Fills in the placeholders of a body. Omits members if their placeholder has no value. */
export function fillBody(node: BodyNode, bindings: Bindings): Json | undefined {
  switch (node.kind) {
    case 'constant':
      return node.value
    case 'placeholder':
      return bindings(node.name)
    case 'text': {
      const texts = node.parts.map((part) =>
        'text' in part ? part.text : asText(bindings(part.placeholder)),
      )
      return texts.some((text) => text === undefined) ? undefined : texts.join('')
    }
    case 'list':
      return node.items.map((item) => fillBody(item, bindings)).filter((item) => item !== undefined)
    case 'object': {
      const filled = node.members.flatMap(({ key, node: child }): [string, Json][] => {
        const value = fillBody(child, bindings)
        if (value === undefined) return []
        if (key !== '...') return [[key, value]]
        return isObject(value) ? Object.entries(value) : []
      })
      return Object.fromEntries(filled)
    }
  }
}

/** Converts a value to text for use inside a string. Values that are not strings become JSON. */
export function asText(value: Json | undefined): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value)
}

/** A JSON Schema as an object. */
export type Schema = { [keyword: string]: Json }

/**
 * Returns the schema of a placeholder, and whether it always has a value. Undefined if there is no
 * such placeholder.
 */
export type SchemaBindings = (
  placeholder: string,
) => { readonly schema: Schema; readonly always: boolean } | undefined

/**
 * The JSON Schema (draft 2020-12) of a body, and whether the body always has a value. Unknown
 * members are allowed, because RFC 9457 requires clients to ignore them.
 */
export function bodySchema(
  node: BodyNode,
  bindings: SchemaBindings,
): { schema: Schema; always: boolean } | undefined {
  switch (node.kind) {
    case 'constant':
      return { schema: { const: node.value }, always: true }
    case 'placeholder':
      return bindings(node.name)
    case 'text': {
      const parts = node.parts.flatMap((part) =>
        'placeholder' in part ? [bindings(part.placeholder)] : [],
      )
      if (parts.some((part) => part === undefined)) return undefined
      const constants = parts.every((part) => part?.schema.const !== undefined)
      const schema: Schema = constants
        ? { const: fillBody(node, (name) => bindings(name)?.schema.const as Json) as Json }
        : { type: 'string' }
      return { schema, always: parts.every((part) => part?.always) }
    }
    case 'list': {
      const items = node.items.flatMap((item) => bodySchema(item, bindings) ?? [])
      const minItems = items.filter((item) => item.always).length
      // An item without a value is omitted, and the items after it move up.
      const shape: Schema =
        minItems === items.length
          ? { prefixItems: items.map((item) => item.schema) }
          : { items: { anyOf: items.map((item) => item.schema) } }
      return { schema: { type: 'array', ...shape, minItems }, always: true }
    }
    case 'object': {
      const properties: Record<string, Json> = {}
      const required: string[] = []
      for (const { key, node: child } of node.members) {
        const member = bodySchema(child, bindings)
        if (member === undefined) continue
        if (key !== '...') {
          properties[key] = member.schema
          if (member.always) required.push(key)
          continue
        }
        Object.assign(properties, member.schema.properties)
        if (member.always) required.push(...((member.schema.required ?? []) as string[]))
      }
      return {
        schema: {
          type: 'object',
          properties,
          ...(required.length > 0 && { required: [...new Set(required)] }),
        },
        always: true,
      }
    }
  }
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
