import { errorBodySchema, exampleBody } from '../../facts/body/body.js'
import { type Discriminator, discriminatorsOf } from '../../facts/body/discriminator.js'
import { envelopeOf, type Json, type Schema } from '../../facts/body/envelope.js'
import { groupBy } from '../../facts/group-by.js'
import { withoutSpanMarks } from '../../facts/markdown/code-spans.js'
import type { Catalog, Entry, StatusCase } from '../../model/catalog.js'
import type { Vocabulary } from '../../model/vocabulary.js'
import { markdownText, openApiSchema } from './schema.js'

/** Marks our components, so that a later merge recognizes them. */
export const mark = { 'x-generated-by': 'errbook' } as const

/** One error with one status: the object that identifies the error, and the body around it. */
export interface ErrorComponent {
  readonly name: string
  readonly entry: Entry
  readonly status: StatusCase
  readonly mediaTypes: readonly string[]
  readonly discriminator: Discriminator | undefined
  /** The value of the discriminator. */
  readonly value: string
  /** The object with the discriminator, or the whole body if there is no discriminator. */
  readonly schema: Schema
  readonly example: { readonly summary: string; readonly value: Json }
  /** Returns the schema of the body for this status, with `inner` in place of `schema`. */
  body(status: number, inner: Schema): Schema
}

/**
 * Returns the name of a component: `PostV2Books` for `POST /v2/books`, `BooksCreate` for
 * `books.create`.
 */
export function pascalCase(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  return words
    .map(
      (word) =>
        word.charAt(0).toUpperCase() +
        (/^[A-Z]+$/.test(word) ? word.slice(1).toLowerCase() : word.slice(1)),
    )
    .join('')
}

export interface ErrorComponents {
  readonly errors: readonly ErrorComponent[]
  /** Copies of the unexpected error for systems that use a different envelope. */
  readonly foreign: readonly ErrorComponent[]
  /**
   * Returns the component for internal errors of a system. It allows any status and uses the
   * envelope of the system.
   */
  unexpectedOf(system: string): ErrorComponent | undefined
}

/** Returns the components of all errors except retired ones, one for each status. */
export function errorComponents(catalog: Catalog): ErrorComponents {
  const { vocabulary } = catalog
  const shown = catalog.entries.filter(
    ({ state, statuses }) => state !== 'retired' && statuses.length > 0,
  )
  const unexpected = catalog.unexpected?.statuses.length ? catalog.unexpected : undefined
  // Always include the unexpected error, because every operation may return it.
  const raised =
    unexpected && !shown.some(({ code }) => code === unexpected.code)
      ? [...shown, unexpected]
      : shown
  const discriminators = discriminatorsBySystem(catalog, raised, unexpected)
  const errors = raised.flatMap((entry) => {
    const cases = entry.code === unexpected?.code ? entry.statuses.slice(0, 1) : entry.statuses
    const statusSchema = entry.code === unexpected?.code ? anyStatus : undefined
    return cases.map((status) =>
      componentOf(vocabulary, entry, status, discriminators.get(entry.system), statusSchema),
    )
  })
  const [status] = unexpected?.statuses ?? []
  if (unexpected === undefined || status === undefined)
    return { errors, foreign: [], unexpectedOf: () => undefined }

  const own = errors.find(({ entry }) => entry.code === unexpected.code)
  const foreign = new Map<string, ErrorComponent>()
  for (const [system, discriminator] of discriminators) {
    if (envelopeOf(vocabulary, system) === envelopeOf(vocabulary, unexpected.system)) continue
    const sent = {
      ...unexpected,
      system,
      identifier: `${unexpected.identifier}Of${pascalCase(system)}`,
    }
    foreign.set(system, componentOf(vocabulary, sent, status, discriminator, anyStatus))
  }
  return {
    errors,
    foreign: [...foreign.values()],
    unexpectedOf: (system) => foreign.get(system) ?? own,
  }
}

const anyStatus: Schema = { type: 'integer', minimum: 400, maximum: 599 }

function componentOf(
  vocabulary: Vocabulary,
  entry: Entry,
  status: StatusCase,
  discriminator: Discriminator | undefined,
  statusSchema: Schema | undefined,
): ErrorComponent {
  const path = discriminator?.path ?? []
  const whole = openApiSchema(errorBodySchema(vocabulary, entry, status, statusSchema))
  return {
    name: entry.statuses[0] === status ? entry.identifier : `${entry.identifier}${status.status}`,
    entry,
    status,
    mediaTypes: envelopeOf(vocabulary, entry.system).mediaTypes,
    discriminator,
    value:
      discriminator === undefined
        ? ''
        : String(memberAt(whole, [...path, discriminator.property]).const),
    schema: { ...metadataOf(entry), ...memberAt(whole, path) },
    example: {
      summary: withoutSpanMarks(entry.data.summary),
      value: exampleBody(vocabulary, entry, status),
    },
    body: (sent, inner) =>
      replaceAt(
        openApiSchema(errorBodySchema(vocabulary, entry, status, { const: sent })),
        path,
        inner,
      ),
  }
}

function metadataOf(entry: Entry): Schema {
  return {
    description: markdownText(entry.data.summary),
    ...(entry.state === 'deprecated' && { deprecated: true }),
    externalDocs: { url: entry.docsUrl },
    'x-error-code': entry.code,
    ...(entry.retry && { 'x-retry': entry.retry }),
    ...(entry.fault && { 'x-fault': entry.fault }),
    ...(entry.data.grpc && { 'x-grpc-code': entry.data.grpc }),
    ...mark,
  }
}

/**
 * Finds a discriminator for each system, because each system may have its own envelope. Chooses the
 * first member with a different value for each error. The value for a system is undefined if there
 * is no such member.
 */
function discriminatorsBySystem(
  { vocabulary }: Catalog,
  raised: readonly Entry[],
  unexpected: Entry | undefined,
): Map<string, Discriminator | undefined> {
  return new Map(
    [...groupBy(raised, ({ system }) => system)].map(([system, own]) => {
      const members = unexpected && unexpected.system !== system ? [...own, unexpected] : own
      const candidates = discriminatorsOf(envelopeOf(vocabulary, system).body)
      return [
        system,
        candidates.find(
          ({ by }) => new Set(members.map((entry) => entry[by])).size === members.length,
        ),
      ]
    }),
  )
}

function memberAt(schema: Schema, path: readonly string[]): Schema {
  return path.reduce(propertyOf, schema)
}

/** Returns a property on the path of a discriminator. Such a property always exists. */
function propertyOf(schema: Schema, key: string): Schema {
  return (schema.properties as Record<string, Schema>)[key]!
}

function replaceAt(schema: Schema, path: readonly string[], inner: Schema): Schema {
  const [key, ...rest] = path
  if (key === undefined) return inner
  const replaced = replaceAt(propertyOf(schema, key), rest, inner)
  return {
    ...schema,
    properties: { ...(schema.properties as Record<string, Schema>), [key]: replaced },
  }
}
