import type { Json, Schema } from '../../facts/body/envelope.js'
import { fillTemplate } from '../../facts/body/template-string.js'
import { groupBy } from '../../facts/group-by.js'
import type { HeaderSpec } from '../../model/catalog.js'
import { type ErrorComponent, type ErrorComponents, mark } from './components.js'
import { markdownCode, markdownText } from './schema.js'

export interface ResponseComponents {
  readonly response: Schema
  /** Bodies with names of their own: types with names in generated code. */
  readonly schemas: Readonly<Record<string, Schema>>
}

/** The response of one error alone, for whoever writes `$ref`s by hand. */
export function errorResponse(component: ErrorComponent): Schema {
  const body = component.body(component.status.status, refTo('schemas', component.name))
  return responseOf(
    [component],
    [component],
    new Map(component.mediaTypes.map((mediaType) => [mediaType, body])),
  )
}

/**
 * The response of one operation under one status: any of its errors, and what internal errors go
 * out as, which may come under any status. Bodies that differ around the discriminated object are
 * alternatives of their own.
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
 * One of several errors. With a discriminator it maps every value: one that maps none is read as
 * the names of the schemas.
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

/** Any of these schemas, which is the schema itself where there is one. */
function anyOf(schemas: readonly Schema[]): Schema {
  const [only, ...others] = schemas
  return only && others.length === 0 ? only : { anyOf: schemas }
}

/** `shown` are described and have examples; `all` may come. */
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

/** The headers of any of these errors. One that not all of them send is not required. */
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

/** The header as the example has it, where its value is of the type that was said. */
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
