import type { Schema } from '../../facts/body/envelope.js'
import { groupBy } from '../../facts/group-by.js'
import { sortedByKey } from '../../facts/sorted-by-key.js'
import type { Api } from '../../model/api.js'
import type { Catalog } from '../../model/catalog.js'
import type { Result } from '../../model/diagnostic.js'
import { errorComponents, mark } from './components.js'
import { type Operation, operationsOf, type UnknownOperations } from './operations.js'
import { errorResponse, operationResponse } from './responses.js'

export const sections = ['schemas', 'responses', 'examples'] as const
export type Section = (typeof sections)[number]
export type Components = Readonly<Record<Section, Readonly<Record<string, Schema>>>>

/** The response of one operation with one status. */
export interface OperationStatus {
  readonly operation: Operation
  readonly status: string
  /** The name of the response component. */
  readonly name: string
}

/** The errors in a catalog as OpenAPI components. Documents, overlays and merges use them. */
export interface ErrorDescription {
  readonly components: Components
  readonly statuses: readonly OperationStatus[]
}

/**
 * Returns the components of a catalog. If there is an API description, looks up the operations in
 * it.
 */
export function describeErrors(
  catalog: Catalog,
  api: Api | undefined,
  others: UnknownOperations,
): Result<ErrorDescription> {
  const { errors, foreign, unexpectedOf } = errorComponents(catalog)
  const { value: operations, findings } = operationsOf(errors, api, others)
  const schemas: [string, Schema][] = [...errors, ...foreign].map(({ name, schema }) => [
    name,
    schema,
  ])
  const responses: [string, Schema][] = errors.map((component) => [
    component.name,
    errorResponse(component),
  ])
  const examples: [string, Schema][] = errors.map(({ name, example }) => [
    name,
    { ...mark, ...example },
  ])
  const statuses = operations.flatMap((operation) =>
    [...groupBy(operation.errors, ({ status }) => String(status.status))]
      .sort()
      .map(([status, members]): OperationStatus => {
        const name = `${operation.name}${status}`
        const made = operationResponse(name, Number(status), members, unexpectedOf)
        responses.push([name, made.response])
        schemas.push(...Object.entries(made.schemas))
        return { operation, status, name }
      }),
  )
  return {
    value: {
      components: {
        schemas: sortedByKey(schemas),
        responses: sortedByKey(responses),
        examples: sortedByKey(examples),
      },
      statuses,
    },
    findings,
  }
}

/**
 * Returns only the components that these responses use, because an API description should not
 * contain unused components.
 */
export function componentsFor(components: Components, responses: readonly string[]): Components {
  const found = new Set<string>()
  const follow = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, member] of Object.entries(value)) {
      if (key === '$ref' && typeof member === 'string') add(member)
      else follow(member)
    }
  }
  const add = (ref: string): void => {
    const [, , section, name] = ref.split('/') as [string, string, Section, string]
    if (found.has(ref)) return
    found.add(ref)
    follow(components[section][name])
  }
  for (const name of responses) add(`#/components/responses/${name}`)
  const of = (section: Section) =>
    Object.entries(components[section]).filter(([name]) =>
      found.has(`#/components/${section}/${name}`),
    )
  return {
    schemas: sortedByKey(of('schemas')),
    responses: sortedByKey(of('responses')),
    examples: sortedByKey(of('examples')),
  }
}
