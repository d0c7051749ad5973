import type { Json, Schema } from '../../facts/body/envelope.js'
import { fillTemplate } from '../../facts/body/template-string.js'
import { groupBy } from '../../facts/group-by.js'
import type { HeaderSpec } from '../../model/catalog.js'
import { type ErrorComponent, type ErrorComponents, mark } from './components.js'
import { markdownCode, markdownText } from './schema.js'

export interface ResponseComponents {
  readonly response: Schema
  /** Bodies as named schemas, so that their types have names in generated code. */
  readonly schemas: Readonly<Record<string, Schema>>
}

/** Returns the response of a single error, for people who write `$ref`s by hand. */
export function errorResponse(component: ErrorComponent): Schema {
  const body = component.body(component.status.status, refTo('schemas', component.name))
  return responseOf(
    [component],
    [component],
    new Map(component.mediaTypes.map((mediaType) => [mediaType, body])),
  )
}

/**
 * Returns the response of one operation with one status: one of its errors or the unexpected error,
 * which can have any status. Bodies that differ outside of the discriminated object become
 * alternatives.
 */
export function operationResponse(
  name: string,
  status: number,
  members: readonly ErrorComponent[],
  unexpectedOf: ErrorComponents['unexpectedOf'],
): ResponseComponents {
  const unexpected = members.flatMap(({ entry }) => unexpectedOf(entry.system) ?? [])
  const all = [...new Set([...members, ...unexpected])]
  const frames = [
    ...groupBy(all, (member) =>
      JSON.stringify([member.mediaTypes, member.body(status, {}), member.discriminator]),
    ).values(),
  ]
  const schemas: Record<string, Schema> = {}
  const bodies = new Map<string, Schema[]>()
  for (const [at, frame] of frames.entries()) {
    const [first] = frame as [ErrorComponent, ...ErrorComponent[]]
    const body = frames.length === 1 ? name : `${name}Body${at + 1}`
    schemas[body] = { ...mark, ...first.body(status, unionOf(frame)) }
    for (const mediaType of first.mediaTypes)
      bodies.set(mediaType, [...(bodies.get(mediaType) ?? []), refTo('schemas', body)])
  }
  const content = new Map([...bodies].map(([mediaType, refs]) => [mediaType, anyOf(refs)]))
  return { response: responseOf(members, all, content), schemas }
}

/**
 * Returns a schema that matches any of several errors. The discriminator maps every value, because
 * tools would use unmapped values as names of schemas.
 */
function unionOf(members: readonly ErrorComponent[]): Schema {
  const refs = members.map(({ name }) => refTo('schemas', name))
  const [first] = members
  if (refs.length === 1 || first?.discriminator === undefined) return anyOf(refs)
  const mapping = Object.fromEntries(
    members.map(({ value, name }) => [value, `#/components/schemas/${name}`]),
  )
  return { oneOf: refs, discriminator: { propertyName: first.discriminator.property, mapping } }
}

/** Returns a schema that allows any of these, or the schema itself if there is only one. */
function anyOf(schemas: readonly Schema[]): Schema {
  const [only, ...others] = schemas
  return only && others.length === 0 ? only : { anyOf: schemas }
}

/**
 * Returns a response that can contain any error in `all`. Its description and examples cover only
 * the errors in `shown`.
 */
function responseOf(
  shown: readonly ErrorComponent[],
  all: readonly ErrorComponent[],
  content: ReadonlyMap<string, Schema>,
): Schema {
  const headers = headersOf(all)
  return {
    description: describe(shown),
    ...mark,
    ...(Object.keys(headers).length > 0 && { headers }),
    content: Object.fromEntries(
      [...content].map(([mediaType, schema]) => {
        const examples = shown
          .filter((member) => member.mediaTypes.includes(mediaType))
          .map(({ name }): [string, Json] => [name, refTo('examples', name)])
        return [
          mediaType,
          { schema, ...(examples.length > 0 && { examples: Object.fromEntries(examples) }) },
        ]
      }),
    ),
  }
}

function describe(members: readonly ErrorComponent[]): string {
  const [first] = members
  if (members.length === 1 && first) return markdownText(first.entry.data.summary)
  return members
    .map(({ entry }) => `- ${markdownCode(entry.code)}: ${markdownText(entry.data.summary)}`)
    .join('\n')
}

/** Returns the headers of these errors. A header is required only if all errors send it. */
function headersOf(members: readonly ErrorComponent[]): Record<string, Schema> {
  const sent = members.flatMap((member) =>
    Object.entries(member.status.headers).map(([name, spec]) => ({ name, spec, member })),
  )
  const byName = groupBy(sent, ({ name }) => name.toLowerCase())
  return Object.fromEntries(
    [...byName.values()].map((senders): [string, Schema] => {
      const [{ name, spec, member }] = senders as [(typeof senders)[number], ...typeof senders]
      const types = [...new Set(senders.map((sender) => sender.spec.type))]
      const texts = [...new Set(senders.map((sender) => sender.spec.description))]
      const required =
        senders.length === members.length && senders.every((sender) => sender.spec.required)
      const example = exampleOf(spec, member)
      return [
        name,
        {
          description: texts.map(markdownText).join(' '),
          ...(required && { required }),
          schema: anyOf(types.map((type) => ({ type }))),
          ...(example !== undefined && { example }),
        },
      ]
    }),
  )
}

const booleans = new Map([
  ['true', true],
  ['false', false],
])

/**
 * Returns an example of a header. Undefined if a param has no example or the value has the wrong
 * type.
 */
function exampleOf({ value, type }: HeaderSpec, { entry }: ErrorComponent): Json | undefined {
  const text = fillTemplate(value, (name) => {
    const example = Object.hasOwn(entry.params, name) ? entry.params[name]?.example : undefined
    if (example === undefined) return undefined
    return typeof example === 'string' ? example : JSON.stringify(example)
  })
  if (/\{\w+\}/.test(text)) return undefined
  if (type === 'string') return text
  if (type === 'boolean') return booleans.get(text)
  const number = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(number) && (type === 'number' || Number.isInteger(number))
    ? number
    : undefined
}

export function refTo(
  section: 'schemas' | 'responses' | 'examples',
  name: string,
): { readonly $ref: string } {
  return { $ref: `#/components/${section}/${name}` }
}
