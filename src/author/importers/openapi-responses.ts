import { statusPhrases } from '../../facts/http.js'
import { type BodyFacts, factsOf } from './bodies.js'

type Members = Readonly<Record<string, unknown>>

/** One error that an operation may answer with, as the description has it. */
export interface DescribedError {
  /** The code that it tells, in an example, a constant or an extension. */
  readonly told: string | undefined
  /** What it is called where nothing is told: an example, a component, a status. */
  readonly name: string
  readonly status: number
  readonly title: string | undefined
  readonly summary: string | undefined
  readonly description: string | undefined
  readonly facts: BodyFacts | undefined
  /** What the members of its body are, by name. */
  readonly properties: Members
  readonly headers: Members
  readonly operation: string
  /** Where it stands in the document. */
  readonly path: readonly string[]
}

/** A part that is in no error. */
export interface LeftOut {
  readonly path: readonly string[]
  readonly note: string
  /** What it refers to, where that leads nowhere. */
  readonly reference?: string
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const

/** Every error response of every operation, taken apart: an example, or a branch of its schema, is an error. */
export function describedErrors(document: Members): { errors: DescribedError[]; leftOut: LeftOut[] } {
  const errors: DescribedError[] = []
  const leftOut: LeftOut[] = []
  for (const [url, item] of Object.entries(members(document.paths))) {
    for (const method of methods) {
      const operation = members(members(resolve(document, item))[method])
      if (Object.keys(operation).length === 0) continue
      const id = text(operation.operationId) ?? `${method.toUpperCase()} ${url}`
      for (const [status, response] of Object.entries(members(operation.responses))) {
        const path = ['paths', url, method, 'responses', status]
        if (/^[123]/.test(status)) continue
        const reference = text(members(response).$ref)
        if (reference !== undefined && resolve(document, response) === undefined)
          leftOut.push({ path, note: `\`${reference}\` leads nowhere`, reference })
        else if (!/^[45]\d\d$/.test(status)) leftOut.push({ path, note: `a response for \`${status}\` has no status of its own` })
        else errors.push(...errorsOf(document, response, { status: Number(status), operation: id, path }, leftOut))
      }
    }
  }
  return { errors, leftOut }
}

interface Place {
  readonly status: number
  readonly operation: string
  readonly path: readonly string[]
}

function errorsOf(document: Members, reference: unknown, { status, operation, path }: Place, leftOut: LeftOut[]): DescribedError[] {
  const response = members(resolve(document, reference))
  const component = refName(reference)
  const content = Object.entries(members(response.content))
  const [media] = content.sort(([a], [b]) => Number(/json/.test(b)) - Number(/json/.test(a)))
  const { schema: schemaReference, example, examples } = members(media?.[1])
  const schema = flattened(document, schemaReference)
  const headers = members(response.headers)
  const common = { status, operation, path, headers, description: text(response.description) }
  const named = Object.entries(members(examples)).map(
    ([name, one]) => ({ name, ...members(resolve(document, one)) }) as Members & { name: string },
  )
  const all =
    named.length > 0
      ? named
      : example === undefined
        ? []
        : [{ name: component ?? phrase(status), value: example } as Members & { name: string }]
  const exampled = all.flatMap((one): DescribedError[] => {
    const facts = factsOf(one.value)
    if (facts === undefined) {
      leftOut.push({ path, note: `the example \`${one.name}\` is no body of an error` })
      return []
    }
    const told = toldBy(facts) ?? text(one['x-error-code'])
    return [
      {
        ...common,
        told,
        name: all.length > 1 ? one.name : (component ?? one.name),
        title: facts.title,
        summary: text(one.summary),
        description: text(one.description) ?? common.description,
        facts,
        properties: members(schema.properties),
      },
    ]
  })
  const branches = [schema.oneOf, schema.anyOf].flatMap((list) => (Array.isArray(list) ? list : []))
  const described = (branches.length > 0 ? branches : [schemaReference]).flatMap((branch): DescribedError[] => {
    const own = flattened(document, branch)
    const constants = constantsOf(own, document)
    const told = text(own['x-error-code']) ?? constants.code ?? slugOf(constants.type)
    if (told === undefined && branches.length === 0) return []
    const facts = factsOf(own.example ?? (Array.isArray(own.examples) ? own.examples[0] : undefined))
    return [
      {
        ...common,
        told,
        name: refName(branch) ?? text(own.title) ?? phrase(status),
        title: constants.title ?? facts?.title ?? text(own.title),
        summary: undefined,
        description: text(own.description) ?? common.description,
        facts,
        properties: members(own.properties),
      },
    ]
  })
  const known = new Set(exampled.map(({ told, name }) => told ?? name))
  const found = [...exampled, ...described.filter(({ told, name }) => !known.has(told ?? name))]
  if (found.length > 0) return found
  return [
    {
      ...common,
      told: text(response['x-error-code']),
      name: component ?? phrase(status),
      title: undefined,
      summary: undefined,
      facts: undefined,
      properties: members(schema.properties),
    },
  ]
}

function toldBy({ code, type }: BodyFacts): string | undefined {
  return code ?? slugOf(type)
}

/** The last part of a type's address, which names the error. */
function slugOf(type: string | undefined): string | undefined {
  if (type === undefined || type === 'about:blank') return undefined
  if (!/^https?:/.test(type)) return /^\S+$/.test(type) ? type : undefined
  return /([^/#]+)\/?$/.exec(type)?.[1]
}

/** The constants of a schema: what every body of it says. */
function constantsOf(schema: Members, document: Members): { code?: string; type?: string; title?: string } {
  const properties = members(schema.properties)
  const constant = (name: string) => {
    const own = flattened(document, properties[name])
    return text(own.const) ?? (Array.isArray(own.enum) && own.enum.length === 1 ? text(own.enum[0]) : undefined)
  }
  const [code, type, title] = [constant('code') ?? constant('error_code') ?? constant('errorCode'), constant('type'), constant('title')]
  const inner = properties.error === undefined ? {} : constantsOf(flattened(document, properties.error), document)
  return { ...inner, ...(code !== undefined && { code }), ...(type !== undefined && { type }), ...(title !== undefined && { title }) }
}

/** A schema with what it is made of by `$ref` and `allOf`, to a depth that no circle gets past. */
function flattened(document: Members, reference: unknown, depth = 0): Members {
  const schema = members(resolve(document, reference))
  if (!Array.isArray(schema.allOf) || depth > 8) return schema
  const parts = schema.allOf.map((part) => flattened(document, part, depth + 1))
  const properties = Object.assign({}, ...[...parts, schema].map((part) => members(part.properties)))
  return Object.assign({}, ...parts, schema, { properties }) as Members
}

function resolve(document: Members, value: unknown, depth = 0): unknown {
  const reference = text(members(value).$ref)
  if (reference === undefined || depth > 8) return value
  // Other files are not read.
  if (!reference.startsWith('#/')) return undefined
  const found = reference
    .slice(2)
    .split('/')
    .map((part) => decoded(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((node, part) => (Object.hasOwn(members(node), part) ? members(node)[part] : undefined), document)
  return resolve(document, found, depth + 1)
}

function decoded(part: string): string {
  return /%(?![0-9a-f]{2})/i.test(part) ? part : decodeURIComponent(part)
}

function refName(value: unknown): string | undefined {
  const name = text(members(value).$ref)?.split('/').at(-1)
  return (
    name
      ?.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .replace(/_?(?:response|problem)$/i, '')
      .toLowerCase() || undefined
  )
}

function phrase(status: number): string {
  return (statusPhrases[status] ?? `status ${status}`).toLowerCase().replace(/[^a-z0-9]+/g, '_')
}

function members(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {}
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
