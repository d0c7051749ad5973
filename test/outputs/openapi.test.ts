import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Json } from '../../src/facts/body/envelope.js'
import { inFolder, type Rendered, renderProject, repository } from '../project.js'
import { type Description, reference, type Schema } from './api.js'
import { changed, membersOf, without } from './bodies.js'

const complete = join(repository, 'test/fixtures/complete')

/** Returns each example with the name of its component and the schema of its response. */
function examplesOf({
  components,
}: Description): { name: string; media: string; ref: string; body: Json }[] {
  return Object.entries(components.responses).flatMap(([name, response]) =>
    Object.entries(
      response.content as Record<string, { examples?: Record<string, { $ref: string }> }>,
    ).flatMap(([media, { examples }]) =>
      Object.values(examples ?? {}).map(({ $ref }) => ({
        name,
        media,
        ref: `errors#/components/responses/${name}/content/${media.replaceAll('/', '~1')}/schema`,
        body: (components.examples[$ref.split('/').at(-1)!] as { value: Json }).value,
      })),
    ),
  )
}

function validator(document: object): (ref: string, body: Json) => boolean {
  const ajv = new Ajv2020({
    strict: false,
    formats: { uri: true, 'uri-reference': true, hostname: true, 'date-time': true },
  })
  ajv.addSchema(document, 'errors')
  return (ref, body) => ajv.validate({ $ref: ref }, body) as boolean
}

describe.each([
  ['reference', () => inFolder(reference, renderProject), ['public']],
  ['feature-complete', () => renderProject(complete), ['public', 'partner']],
] as const)('the components of the %s catalog', (_, render, audience) => {
  let project: Rendered
  let document: Description
  let accepts: (ref: string, body: Json) => boolean
  beforeAll(async () => {
    project = await render()
    document = parse(project.files.get('out/openapi/errors.yaml')!) as Description
    accepts = validator(document)
  })

  it('accept their own examples, which equal the examples in the JSON Schemas', () => {
    const examples = examplesOf(document)
    expect(examples.length).toBeGreaterThan(10)
    for (const { name, ref, body } of examples)
      expect(accepts(ref, body), `${name} on ${JSON.stringify(body)}`).toBe(true)
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    let compared = 0
    for (const { code, page, data, statuses, state, identifier } of project.catalog.entries) {
      for (const { status } of state === 'retired' ? [] : statuses) {
        const first = status === statuses[0]!.status
        const schema = project.files.get(
          `out/schemas/${page}${first ? '' : `.${status}`}.schema.json`,
        )
        const example = document.components.examples[`${identifier}${first ? '' : status}`] as
          | { value: Json; summary: string }
          | undefined
        if (
          schema === undefined ||
          (example === undefined && code === project.catalog.vocabulary.unexpected)
        )
          continue
        // The summary of an example is plain text, without backticks.
        expect(example?.summary, code).toBe(data.summary?.replaceAll('`', ''))
        expect(ajv.validate(JSON.parse(schema) as object, example!.value), code).toBe(true)
        compared++
      }
    }
    expect(compared).toBeGreaterThan(3)
  })

  it('reject a different constant, such as the status or type, and a missing param', () => {
    let refused = 0
    for (const { identifier, statuses, state } of project.catalog.entries) {
      for (const { status } of state === 'retired' ? [] : statuses) {
        const name = `${identifier}${status === statuses[0]!.status ? '' : status}`
        const example = examplesOf(document).find((one) => one.name === name)
        if (example === undefined) continue
        const { required, constant } = membersOf(
          resolved(document, document.components.responses[name]!),
        )
        expect(required.length, name).toBeGreaterThan(1)
        for (const member of required)
          expect(
            accepts(example.ref, without(example.body, member)),
            `${name} without ${member.join('.')}`,
          ).toBe(false)
        expect(constant.length, name).toBeGreaterThan(0)
        for (const member of constant)
          expect(
            accepts(example.ref, changed(example.body, member)),
            `${name}: ${member.join('.')}`,
          ).toBe(false)
        refused++
      }
    }
    expect(refused).toBeGreaterThan(3)
  })

  it('have discriminators that map every value to its schema', () => {
    let unions = 0
    const look = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      const { oneOf, discriminator } = value as {
        oneOf?: { $ref: string }[]
        discriminator?: { propertyName: string; mapping: Record<string, string> }
      }
      if (oneOf) {
        unions++
        expect(Object.values(discriminator!.mapping)).toEqual(oneOf.map(({ $ref }) => $ref))
        for (const [constant, ref] of Object.entries(discriminator!.mapping)) {
          const { properties, required } = document.components.schemas[ref.split('/').at(-1)!] as {
            properties: Record<string, Schema>
            required: string[]
          }
          expect(properties[discriminator!.propertyName]).toMatchObject({
            type: 'string',
            const: constant,
          })
          expect(required).toContain(discriminator!.propertyName)
        }
      }
      for (const member of Object.values(value)) look(member)
    }
    look(document)
    expect(unions).toBeGreaterThan(5)
  })

  it('include each visible error exactly once per status, and refer only to existing components', () => {
    const codes = Object.values(document.components.schemas).flatMap(
      (schema) => schema['x-error-code'] ?? [],
    )
    const raised = project.catalog.entries.filter(
      ({ state, statuses, visibility }) =>
        state !== 'retired' &&
        statuses.length > 0 &&
        (audience as readonly string[]).includes(visibility),
    )
    expect(raised.length).toBeGreaterThan(3)
    const { unexpected } = project.catalog.vocabulary
    for (const { code, statuses } of raised) {
      // The `unexpected` error has one schema per envelope.
      const times = code === unexpected ? 1 : statuses.length
      expect(codes.filter((one) => one === code).length, code).toBeGreaterThanOrEqual(times)
      if (code !== unexpected) expect(codes.filter((one) => one === code).length, code).toBe(times)
    }
    expect(new Set(codes)).toEqual(new Set(raised.map(({ code }) => code)))
    const text = JSON.stringify(document)
    for (const [, section, name] of text.matchAll(/#\/components\/(\w+)\/(\w+)/g))
      expect(document.components[section as 'schemas'], name).toHaveProperty([name!])
  })

  it('accept the `unexpected` error in every response of an operation', () => {
    const { components } = document
    const unexpected = project.catalog.byCode.get(project.catalog.vocabulary.unexpected!)!
    const body = (components.examples[unexpected.identifier] as { value: Json }).value
    const own = new Set(
      project.catalog.entries.flatMap(({ identifier, statuses }) => [
        identifier,
        ...statuses.map(({ status }) => `${identifier}${status}`),
      ]),
    )
    let known = 0
    for (const name of Object.keys(components.responses)) {
      if (own.has(name) || JSON.stringify(components.schemas[name]).includes('OfLedger')) continue
      for (const media of Object.keys(components.responses[name]!.content as object)) {
        const ref = `errors#/components/responses/${name}/content/${media.replaceAll('/', '~1')}/schema`
        expect(accepts(ref, body), name).toBe(true)
        known++
      }
    }
    expect(known).toBeGreaterThan(3)
  })
})

/** Returns a schema with its references resolved. */
function resolved(document: Description, response: Schema): Schema {
  const follow = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(follow)
    if (typeof value !== 'object' || value === null) return value
    const { $ref } = value as { $ref?: string }
    if ($ref !== undefined) return follow(document.components.schemas[$ref.split('/').at(-1)!])
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, follow(member)]))
  }
  const [media] = Object.values(response.content as Record<string, { schema: unknown }>)
  return follow(media!.schema) as Schema
}
