import * as z from 'zod'

// What a schema is made of, for those that walk it beside a value.

/** Without `optional`, `default` and `lazy` around it. */
export function unwrap(schema: z.ZodType): z.ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodLazy ||
    schema instanceof z.ZodDefault
  )
    return unwrap(schema.unwrap() as z.ZodType)
  return schema
}

/** The branches of a union, or the one schema there is. */
export function branches(schema: z.ZodType): z.ZodType[] {
  const inner = unwrap(schema)
  return inner instanceof z.ZodUnion ? (inner.options as z.ZodType[]).flatMap(branches) : [inner]
}

/** The keys of a schema that is an object, or may be one. */
export function membersOf(schema: z.ZodType): [string, z.ZodType][] {
  return branches(schema).flatMap((branch) =>
    branch instanceof z.ZodObject ? (Object.entries(branch.shape) as [string, z.ZodType][]) : [],
  )
}

/** The schema of every value of a map, or of every item of a list. */
export function eachOf(schema: z.ZodType): z.ZodType | undefined {
  for (const branch of branches(schema)) {
    if (branch instanceof z.ZodRecord) return branch.valueType as z.ZodType
    if (branch instanceof z.ZodArray) return branch.element as z.ZodType
  }
  return undefined
}
