import * as z from 'zod'

// Helpers for code that walks a schema and a value together.

/** Removes `optional`, `default` and `lazy` around a schema. */
export function unwrap(schema: z.ZodType): z.ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodLazy ||
    schema instanceof z.ZodDefault
  )
    return unwrap(schema.unwrap() as z.ZodType)
  return schema
}

/** The branches of a union, or the schema itself if it is not a union. */
export function branches(schema: z.ZodType): z.ZodType[] {
  const inner = unwrap(schema)
  return inner instanceof z.ZodUnion ? (inner.options as z.ZodType[]).flatMap(branches) : [inner]
}

/** The members of an object schema, or of all objects in a union schema. */
export function membersOf(schema: z.ZodType): [string, z.ZodType][] {
  return branches(schema).flatMap((branch) =>
    branch instanceof z.ZodObject ? (Object.entries(branch.shape) as [string, z.ZodType][]) : [],
  )
}

/** The schema of the values of a map or the items of a list. Undefined for other schemas. */
export function eachOf(schema: z.ZodType): z.ZodType | undefined {
  for (const branch of branches(schema)) {
    if (branch instanceof z.ZodRecord) return branch.valueType as z.ZodType
    if (branch instanceof z.ZodArray) return branch.element as z.ZodType
  }
  return undefined
}
