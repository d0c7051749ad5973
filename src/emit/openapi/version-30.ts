import type { Json, Schema } from '../../facts/body/envelope.js'
import { type Components, sections } from './document.js'
import { mapMembers } from './schema.js'

/** Converts components to OpenAPI 3.0, which uses an older dialect of JSON Schema. */
export function asVersion30(components: Components): Components {
  return Object.fromEntries(
    sections.map((section) => [
      section,
      Object.fromEntries(
        Object.entries(components[section]).map(([name, component]) => [
          name,
          as30[section](component),
        ]),
      ),
    ]),
  ) as unknown as Components
}

const as30 = {
  schemas: schema30,
  responses: response30,
  examples: (example: Schema) => example,
}

/** Converts the schemas in the headers and media types of a response. */
function response30(response: Schema): Schema {
  const withSchema = (holder: Json): Json => {
    const { schema, ...rest } = holder as { schema: Schema }
    return { ...rest, schema: schema30(schema) } as Json
  }
  const { content = {} } = response
  return {
    ...response,
    ...(response.headers !== undefined && { headers: mapMembers(response.headers, withSchema) }),
    content: mapMembers(content, withSchema),
  }
}

function schema30(schema: Schema): Schema {
  if (schema.$ref !== undefined) return schema
  const {
    const: constant,
    examples,
    type,
    exclusiveMinimum,
    exclusiveMaximum,
    prefixItems,
    ...rest
  } = schema
  const inner = Object.fromEntries(
    Object.entries(rest).map(([keyword, value]) => [keyword, within(keyword, value)]),
  )
  return {
    ...inner,
    ...types30(type),
    ...(constant !== undefined && { enum: [constant] }),
    ...(Array.isArray(examples) && examples.length > 0 && { example: examples[0] as Json }),
    // OpenAPI 3.0 can't define a schema per list position, so each item may match any of them.
    ...(prefixItems !== undefined && {
      items: { anyOf: (prefixItems as readonly Schema[]).map(schema30) },
    }),
    ...(type === 'array' &&
      schema.items === undefined &&
      prefixItems === undefined && { items: {} }),
    ...bound('minimum', 'exclusiveMinimum', schema.minimum, exclusiveMinimum, Math.max),
    ...bound('maximum', 'exclusiveMaximum', schema.maximum, exclusiveMaximum, Math.min),
  }
}

function within(keyword: string, value: Json): Json {
  if (keyword === 'properties') return mapMembers(value, (member) => schema30(member as Schema))
  if (keyword === 'anyOf' || keyword === 'oneOf') return (value as readonly Schema[]).map(schema30)
  const single = keyword === 'items' || keyword === 'additionalProperties'
  return single && typeof value === 'object' && value !== null ? schema30(value as Schema) : value
}

/**
 * Converts a list of types to a single type, with `nullable` if the list includes null. Several
 * other types become alternatives. If null is the only type, the result allows only null.
 */
function types30(type: Json | undefined): Schema {
  if (type === undefined) return {}
  const types = [type].flat() as string[]
  const named = types.filter((one) => one !== 'null')
  const nullable: Schema = named.length < types.length ? { nullable: true } : {}
  const [only, ...others] = named
  if (only === undefined) return { type: 'string', ...nullable, enum: [null] }
  if (others.length === 0) return { type: only, ...nullable }
  return {
    anyOf: named.map((one) => ({ type: one, ...nullable, ...(one === 'array' && { items: {} }) })),
  }
}

/**
 * Converts an exclusive bound to an inclusive bound with a flag that makes it exclusive. If a
 * schema has both, uses the narrower bound.
 */
function bound(
  name: string,
  flag: string,
  inclusive: Json | undefined,
  exclusive: Json | undefined,
  narrower: (a: number, b: number) => number,
): Schema {
  if (typeof exclusive !== 'number') return {}
  const other = typeof inclusive === 'number' ? inclusive : exclusive
  const value = narrower(other, exclusive)
  return { [name]: value, ...(value === exclusive && { [flag]: true }) }
}
