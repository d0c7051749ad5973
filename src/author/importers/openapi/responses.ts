import { statusPhrases } from '../../../facts/http.js'
import { type BodyFacts, canonicalName, factsOf } from '../bodies.js'
import {
  child,
  children,
  type Members,
  members,
  type Part,
  partAt,
  refName,
  text,
} from './document.js'
import { constantOf, joined, type Shape, sampleBody, shapeOf, shownBy } from './schema.js'

/** An error that an operation can return. */
export interface DescribedError {
  /** The code from an example, a constant or an extension. */
  readonly told: string | undefined
  /** The name to use if there is no code: the name of an example, component or status. */
  readonly name: string
  readonly type: string | undefined
  readonly title: string | undefined
  /** A message from the schema, and its path in the schema. */
  readonly detail: { readonly text: string; readonly path: readonly string[] } | undefined
  readonly summary: string | undefined
  readonly description: string | undefined
  /** Facts from an example, or from a body generated from the schema (`made`). */
  readonly facts: BodyFacts | undefined
  readonly made: boolean
  /** The shape of the error's body. `alone` is true if no other error uses the same schema. */
  readonly shape: Shape
  readonly alone: boolean
  readonly response: DescribedResponse
}

/** A response of an operation. */
export interface DescribedResponse {
  readonly status: number
  readonly operation: string
  /** The path of the response in the document, after following references. */
  readonly path: readonly string[]
  readonly part: Part
  readonly description: string | undefined
  readonly headers: ReadonlyMap<string, Part>
  readonly mediaTypes: readonly string[]
}

/** A part of the API description that does not belong to any error. */
export interface LeftOut {
  readonly path: readonly string[]
  readonly note: string
  /** The reference that can't be resolved. */
  readonly reference?: string
}

const methods = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
] as const

/**
 * Returns the errors in all responses of all operations. Each example or schema branch is an error.
 */
export function describedErrors(document: Members): {
  errors: DescribedError[]
  leftOut: LeftOut[]
} {
  const leftOut: LeftOut[] = []
  const found: { response: DescribedResponse; component: string | undefined }[] = []
  const resolved = (value: unknown, path: readonly string[]): Part | undefined => {
    const part = partAt(document, value, path)
    const reference = text(members(value).$ref)
    if (part === undefined && reference !== undefined)
      leftOut.push({ path, note: `\`${reference}\` can't be resolved`, reference })
    return part
  }
  for (const [url, value] of Object.entries(members(document.paths))) {
    const item = resolved(value, ['paths', url])
    if (item === undefined) continue
    for (const method of methods) {
      const operation = Object.hasOwn(item.value, method)
        ? resolved(item.value[method], [...item.path, method])
        : undefined
      if (operation === undefined) continue
      const responses = resolved(operation.value.responses, [...operation.path, 'responses'])
      const id = text(operation.value.operationId) ?? `${method.toUpperCase()} ${url}`
      if (responses === undefined) continue
      for (const [status, response] of Object.entries(responses.value)) {
        const path = [...responses.path, status]
        if (/^[123]|^x-/.test(status)) continue
        const part = resolved(response, path)
        if (part === undefined) continue
        if (!/^[45]\d\d$/.test(status))
          leftOut.push({ path, note: `a response for \`${status}\` does not have a single status` })
        else {
          const described = describedResponse(document, part, {
            status: Number(status),
            operation: id,
            path,
          })
          found.push({ response: described, component: nameOf(response) })
        }
      }
    }
  }
  const statuses = statusesOfEnums(
    document,
    found.map(({ response }) => response),
  )
  return {
    errors: found.flatMap(({ response, component }) =>
      errorsOf(document, response, component, statuses),
    ),
    leftOut,
  }
}

function describedResponse(
  document: Members,
  part: Part,
  place: Pick<DescribedResponse, 'status' | 'operation' | 'path'>,
): DescribedResponse {
  return {
    ...place,
    part,
    description: text(part.value.description),
    headers: new Map(children(document, part, 'headers')),
    mediaTypes: Object.keys(members(part.value.content)),
  }
}

/** Returns the media type to read errors from, preferably JSON. */
function mediaOf(document: Members, { part }: DescribedResponse): Part | undefined {
  return children(document, part, 'content').sort(
    ([a], [b]) => Number(/json/.test(b)) - Number(/json/.test(a)),
  )[0]?.[1]
}

/**
 * Maps each list of codes to the statuses of the responses that use the list. If there are several
 * statuses, it is unknown which code belongs to which status.
 */
function statusesOfEnums(
  document: Members,
  responses: readonly DescribedResponse[],
): Map<unknown, Set<number>> {
  const statuses = new Map<unknown, Set<number>>()
  for (const response of responses) {
    const media = mediaOf(document, response)
    const list = media && codesOf(document, shapeOf(document, child(document, media, 'schema')))
    if (list) statuses.set(list, (statuses.get(list) ?? new Set()).add(response.status))
  }
  return statuses
}

/** Returns the codes that a schema allows. */
function codesOf(document: Members, shape: Shape): readonly unknown[] | undefined {
  for (const [name, part] of coreOf(document, shape).properties) {
    const { keywords } = shapeOf(document, part)
    if (canonicalName(name) === 'code' && Array.isArray(keywords.enum) && keywords.enum.length > 1)
      return keywords.enum
  }
  return undefined
}

/** Returns the shape of the object that describes the error: the body, or a member of the body. */
export function coreOf(document: Members, shape: Shape): Shape {
  const inner = [...shape.properties].find(
    ([name, part]) =>
      /^(?:error|problem|fault|err)$/i.test(name) && shapeOf(document, part).properties.size > 0,
  )
  return inner ? shapeOf(document, inner[1]) : shape
}

function errorsOf(
  document: Members,
  response: DescribedResponse,
  component: string | undefined,
  statuses: ReadonlyMap<unknown, ReadonlySet<number>>,
): DescribedError[] {
  const { status } = response
  const media = mediaOf(document, response)
  const schema = media && child(document, media, 'schema')
  const base = shapeOf(document, schema)
  const { propertyName, mapping } = members(base.keywords.discriminator)
  const tells = typeof propertyName === 'string' ? canonicalName(propertyName) : undefined
  const named: [string, Part][] = media ? children(document, media, 'examples') : []
  const single =
    media && Object.hasOwn(media.value, 'example')
      ? { value: { value: media.value.example }, path: media.path }
      : undefined
  const examples: [string, Part][] =
    named.length === 0 && single ? [[component ?? phrase(status), single]] : named
  const common = {
    response,
    type: undefined,
    detail: undefined,
    title: undefined,
    summary: undefined,
    description: undefined,
    facts: undefined,
    made: true,
    alone: false,
  }

  const whole = schema ? [schema] : []
  const branches = base.branches.length > 0 ? base.branches : whole
  const listed = codesOf(document, base)
  const codes =
    listed && statuses.get(listed)?.size === 1 && base.branches.length === 0 ? listed : []
  const described = branches.flatMap((branch): DescribedError[] => {
    const own =
      base.branches.length > 0 ? joined({ ...base, keywords: {} }, shapeOf(document, branch)) : base
    const component = base.branches.length > 0 ? nameOfPath(branch.path) : undefined
    const constants = constantsOf(document, own)
    const mapped =
      tells === 'code' || tells === 'type' ? mappedValue(members(mapping), branch) : undefined
    const type = constants.type ?? (tells === 'type' ? mapped : undefined)
    const told =
      text(own.keywords['x-error-code']) ??
      constants.code ??
      (tells === 'code' ? mapped : undefined) ??
      slugOf(type)
    const words =
      base.branches.length > 0
        ? { title: text(own.keywords.title), description: text(own.keywords.description) }
        : {}
    const all = told === undefined && codes.length > 0 ? codes.map(String) : [told]
    return all.map((code) => ({
      ...common,
      told: code,
      name: code ?? component ?? words.title ?? phrase(status),
      type,
      title: constants.title ?? words.title,
      detail: messageOf(document, own),
      description: words.description,
      facts: factsOf(sampleBody(document, own, status), 'known'),
      shape: own,
    }))
  })
  const exampled = examples.flatMap(([name, part]): DescribedError[] => {
    const facts = factsOf(part.value.value, 'known')
    if (facts === undefined) return []
    const told = facts.code ?? slugOf(facts.type) ?? text(part.value['x-error-code'])
    return [
      {
        ...common,
        told,
        name: examples.length > 1 ? name : (component ?? name),
        type: facts.type,
        title: facts.title,
        summary: text(part.value.summary),
        description: text(part.value.description),
        facts,
        made: false,
        shape: (described.find((one) => told !== undefined && one.told === told) ?? { shape: base })
          .shape,
      },
    ]
  })
  const known = new Set(exampled.map(({ told, name }) => told ?? name))
  // If a response has examples and its schema has no constants, the schema is not a separate error.
  const more = described.filter(({ told }) =>
    told === undefined ? exampled.length === 0 || base.branches.length > 1 : !known.has(told),
  )
  const nothing = { ...common, told: undefined, name: component ?? phrase(status), shape: base }
  const errors = exampled.length + more.length > 0 ? [...exampled, ...more] : [nothing]
  const own = new Set(errors.map(({ told, name }) => told ?? name))
  return errors.map((error) => ({
    ...error,
    told: error.told ?? (own.size === 1 ? text(response.part.value['x-error-code']) : undefined),
    name:
      base.branches.length === 0 && error.made && error.told === undefined
        ? (component ?? phrase(status))
        : error.name,
    alone: own.size === 1,
  }))
}

/**
 * Returns the discriminator value for a branch: the key in the mapping, or the name of the schema.
 */
function mappedValue(mapping: Members, { path }: Part): string | undefined {
  const name = path.at(-1)
  const isIt = (target: unknown) => target === `#/${path.join('/')}` || target === name
  const [value] = Object.entries(mapping).find(([, target]) => isIt(target)) ?? [
    path[0] === 'components' ? name : undefined,
  ]
  return value
}

/** Returns the last part of a `type` URL, which is the name of the error. */
function slugOf(type: string | undefined): string | undefined {
  if (type === undefined || type === 'about:blank') return undefined
  if (!/^https?:/.test(type)) return /^\S+$/.test(type) ? type : undefined
  return /([^/#]+)\/?$/.exec(type)?.[1]
}

/** Returns the members of a schema that have the same value in every body. */
function constantsOf(
  document: Members,
  shape: Shape,
): { code?: string; type?: string; title?: string } {
  const found: Record<string, string> = {}
  for (const [name, part] of coreOf(document, shape).properties) {
    const value = text(constantOf(document, part))
    const canonical = canonicalName(name)
    if (value !== undefined && canonical !== undefined) found[canonical] ??= value
  }
  return found
}

function messageOf(document: Members, shape: Shape): DescribedError['detail'] {
  for (const [name, part] of coreOf(document, shape).properties) {
    const shown = canonicalName(name) === 'detail' ? text(shownBy(document, part)) : undefined
    if (shown !== undefined) return { text: shown, path: part.path }
  }
  return undefined
}

function nameOf(value: unknown): string | undefined {
  const name = refName(value)
  return name === undefined ? undefined : nameOfPath([name])
}

function nameOfPath(path: readonly string[]): string | undefined {
  const name = path.at(-1) ?? ''
  if (/^\d+$/.test(name)) return undefined
  return (
    name
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .replace(/_?(?:response|problem)$/i, '')
      .toLowerCase() || undefined
  )
}

function phrase(status: number): string {
  return (statusPhrases[status] ?? `status ${status}`).toLowerCase().replace(/[^a-z0-9]+/g, '_')
}
