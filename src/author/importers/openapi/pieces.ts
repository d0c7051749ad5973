import { isDeepStrictEqual } from 'node:util'
import { fieldSaying, memberField, short, valuePieces } from './blocks.js'
import { child, children, includes, type Members, members, type Part } from './document.js'
import { saysWith } from './params.js'
import type { Piece, Written } from './piece.js'
import type { DescribedResponse } from './responses.js'

/**
 * Finds the schema in an entry that corresponds to a schema in the description. Returns undefined
 * if the entry has no such schema, for example for members of the envelope.
 */
type Locate = (entry: Written) => { readonly at: string; readonly schema: Members } | undefined

/** How to find a piece. `name` is the member that the piece describes. */
interface Context {
  readonly locate: Locate
  readonly name: string | undefined
}

// Keywords that only define structure. The envelope already defines the types of the members.
const structure = new Set([
  'type',
  'required',
  'properties',
  'allOf',
  'oneOf',
  'anyOf',
  'items',
  'additionalProperties',
  '$ref',
  'discriminator',
])

/**
 * Returns all pieces of a response. A piece counts as imported only if it is found in the written
 * entries.
 */
export function piecesOf(document: Members, { part, headers }: DescribedResponse): Piece[] {
  const pieces: Piece[] = []
  const seen = new Set<string>()
  const enter = (piece: Piece) => pieces.push(piece)

  const words = (owner: Part, key: string) =>
    enter({
      path: [...owner.path, key],
      kind: 'value',
      text: `${key}: ${short(owner.value[key])}`,
      note: 'no matching field',
      find: ({ data }) =>
        typeof owner.value[key] === 'string' ? fieldSaying(data, owner.value[key]) : undefined,
    })

  for (const key of Object.keys(part.value))
    if (!['headers', 'content', '$ref'].includes(key)) words(part, key)
  for (const [name, header] of headers) headerPieces(document, name, header, enter)
  for (const [, media] of children(document, part, 'content')) {
    for (const key of Object.keys(media.value))
      if (!['schema', 'example', 'examples'].includes(key)) words(media, key)
    if (Object.hasOwn(media.value, 'example'))
      valuePieces(media.value.example, [...media.path, 'example'], enter)
    for (const [, example] of children(document, media, 'examples')) {
      for (const key of Object.keys(example.value)) if (key !== 'value') words(example, key)
      if (Object.hasOwn(example.value, 'value'))
        valuePieces(example.value.value, [...example.path, 'value'], enter)
    }
    const schema = child(document, media, 'schema')
    if (schema) walk(schema, { locate: () => undefined, name: undefined })
  }
  return pieces

  function walk(schema: Part, context: Context): void {
    const at = schema.path.join('/')
    if (seen.has(at)) return
    seen.add(at)
    for (const [key, value] of Object.entries(schema.value)) {
      if (structure.has(key)) continue
      const examples = context.name === undefined && (key === 'example' || key === 'examples')
      if (examples)
        for (const one of key === 'example' ? [value] : [value].flat())
          valuePieces(one, [...schema.path, key], enter)
      else keywordPieces(schema, key, context, enter)
    }
    for (const key of ['allOf', 'oneOf', 'anyOf'])
      for (const [, one] of children(document, schema, key)) walk(one, context)
    for (const [name, property] of children(document, schema, 'properties')) {
      const isWrapper =
        context.name === undefined &&
        /^(?:error|problem|fault|err)$/i.test(name) &&
        isObject(property)
      const inner = isWrapper ? context : { locate: memberOf(context, name), name }
      if (!isWrapper) propertyPiece(schema, name, inner, enter)
      walk(property, inner)
    }
    for (const key of ['items', 'additionalProperties']) {
      const one = child(document, schema, key)
      if (one) walk(one, { ...context, locate: within(context.locate, key) })
    }
  }

  function isObject({ value }: Part): boolean {
    return value.properties !== undefined || value.allOf !== undefined
  }
}

function memberOf({ locate, name }: Context, member: string): Locate {
  if (name !== undefined) return (entry) => within(within(locate, 'properties'), member)(entry)
  return ({ data }) => {
    const param = data.params?.[member]
    return typeof param === 'object' ? { at: `params.${member}`, schema: param } : undefined
  }
}

function within(locate: Locate, key: string): Locate {
  return (entry) => {
    const outer = locate(entry)
    return outer && Object.hasOwn(outer.schema, key)
      ? { at: outer.at, schema: members(outer.schema[key]) }
      : undefined
  }
}

function propertyPiece(
  schema: Part,
  name: string,
  { locate }: Context,
  enter: (piece: Piece) => void,
): void {
  enter({
    path: [...schema.path, 'properties', name],
    kind: 'property',
    text: name,
    note: 'neither a param nor in the body in catalog.yaml',
    find: (entry) => locate(entry)?.at ?? (hasMember(entry.body, name) ? 'response' : undefined),
  })
}

function hasMember(body: Members, name: string): boolean {
  return (
    Object.hasOwn(body, name) ||
    Object.values(body).some((inner) => Object.hasOwn(members(inner), name))
  )
}

function keywordPieces(
  schema: Part,
  key: string,
  { locate, name }: Context,
  enter: (piece: Piece) => void,
): void {
  const value = schema.value[key]
  const path = [...schema.path, key]
  // Treat each value of a list as a separate piece, because some codes of an `enum` may not be
  // errors of this operation.
  const values = key === 'enum' || key === 'examples' ? [value].flat() : [value]
  for (const one of values)
    enter({
      path,
      kind: 'value',
      text: `${key}: ${short(one)}`,
      note: name === undefined ? 'no matching field' : `of \`${name}\`: no matching field`,
      find: (entry) => {
        const place = locate(entry)
        if (place) return saysKeyword(place.schema, key, one) ? place.at : undefined
        if (typeof one === 'string' && ['title', 'description', 'x-error-code'].includes(key))
          return fieldSaying(entry.data, one)
        return name !== undefined &&
          ['const', 'enum', 'example', 'examples', 'default'].includes(key)
          ? memberField(entry, name, one, {})
          : undefined
      },
    })
}

/** Whether the schema in an entry has the same value for a keyword. */
function saysKeyword(schema: Members, key: string, value: unknown): boolean {
  if (key === 'example' || key === 'examples')
    return includes([schema.example, ...[schema.examples ?? []].flat()], value)
  if (key === 'enum') return includes([schema.enum].flat(), value)
  if (key === 'nullable') return value === false || [schema.type].flat().includes('null')
  if (key === 'exclusiveMinimum' || key === 'exclusiveMaximum')
    if (typeof value === 'boolean') return !value || schema[key] !== undefined
  if (key === 'minimum' || key === 'maximum')
    return schema[key] === value || schema[`exclusiveM${key.slice(1)}`] === value
  return isDeepStrictEqual(schema[key], value)
}

function headerPieces(
  document: Members,
  name: string,
  header: Part,
  enter: (piece: Piece) => void,
): void {
  const own = ({ data }: Written) => members(data.headers?.[name])
  enter({
    path: header.path,
    kind: 'header',
    text: name,
    note: 'the description has no value for it',
    find: ({ data }) => (Object.hasOwn(data.headers ?? {}, name) ? `headers.${name}` : undefined),
  })
  const values = ['example', 'examples', 'const', 'default']
  const schema = child(document, header, 'schema')
  for (const { value, path } of [header, ...(schema ? [schema] : [])])
    for (const [key, one] of Object.entries(value)) {
      if (['schema', 'type', 'required', '$ref', 'style', 'explode'].includes(key)) continue
      const isList = key === 'examples' && typeof one === 'object'
      for (const each of isList ? Object.values(Object(one)) : [one])
        enter({
          path: [...path, key],
          kind: 'value',
          text: `${key}: ${short(each)}`,
          note: `of the header \`${name}\`: no matching field`,
          find: (entry) => {
            const said = values.includes(key)
              ? saysWith(String(own(entry).value ?? ''), {})
              : own(entry)[key]
            const shown = values.includes(key) ? String(members(each).value ?? each) : each
            return said === shown && said !== undefined ? `headers.${name}` : undefined
          },
        })
    }
}
