import * as z from 'zod'
import type { Path } from '../../model/source.js'

// Follows a path through a schema or value to explain an issue of zod. Only called for problems, so
// it can be slow.

export function schemaAt(
  schema: z.ZodType | undefined,
  path: Path,
  value?: unknown,
): z.ZodType | undefined {
  let here = unwrap(schema)
  for (const step of path) {
    here = alternatives(here)
      .map((option) => child(option, step))
      .find((option) => option !== undefined)
    here = unwrap(here)
  }
  if (here instanceof z.ZodUnion) {
    const fits =
      typeof value === 'object' && value !== null
        ? alternatives(here).find((option) =>
            Array.isArray(value) ? option instanceof z.ZodArray : option instanceof z.ZodObject,
          )
        : undefined
    return fits ?? alternatives(here)[0]
  }
  return here
}

function alternatives(schema: z.ZodType | undefined): z.ZodType[] {
  if (!(schema instanceof z.ZodUnion)) return schema ? [schema] : []
  return (schema.options as z.ZodType[]).flatMap((option) => alternatives(unwrap(option)))
}

function child(schema: z.ZodType, step: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[String(step)] as z.ZodType | undefined
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType
  return undefined
}

function unwrap(schema: z.ZodType | undefined): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional) return unwrap(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodLazy) return unwrap(schema.unwrap() as z.ZodType)
  return schema
}

export function knownKeys(schema: z.ZodType | undefined): string[] {
  return alternatives(schema).flatMap((option) =>
    option instanceof z.ZodObject ? Object.keys(option.shape) : [],
  )
}

export function describe(schema: z.ZodType | undefined): string | undefined {
  const text = schema?.meta()?.description
  if (text === undefined || !/^[A-Z][a-z]/.test(text)) return text
  return text.charAt(0).toLowerCase() + text.slice(1)
}

export function valueAt(value: unknown, path: Path): unknown {
  let here = value
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = (here as Record<string | number, unknown>)[step]
  }
  return here
}
