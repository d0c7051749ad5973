import * as z from 'zod'
import { entrySchema } from '../../model/entry.js'
import type { Path } from '../../model/source.js'
import { type TextKind, textKinds } from '../../model/text.js'
import { vocabularySchema } from '../../model/vocabulary.js'

/** One text of an entry with its path and kind. */
export interface Text {
  readonly path: Path
  readonly kind: TextKind
  readonly value: string
}

/** A schema as a tree of its keys in declaration order, with the kind of each text field. */
export interface Shape {
  kind?: TextKind
  /** Whether the field contains prose or sample code, not a name, an error code or a URL. */
  prose?: true
  members: Map<string, Shape>
  each?: Shape
}

export const entryShape = shapeOf(entrySchema)
export const vocabularyShape = shapeOf(vocabularySchema)

/** All texts of an entry, in the order of the schema. */
export function textsOf(data: unknown): readonly Text[] {
  const texts: Text[] = []
  collect(entryShape, data, [], texts)
  return texts
}

/** All Markdown texts of an entry. */
export function proseOf(data: unknown): string[] {
  return textsOf(data).flatMap(({ kind, value }) => (kind === 'plain' ? [] : [value]))
}

function collect(shape: Shape, value: unknown, path: Path, texts: Text[]): void {
  if (typeof value === 'string') {
    if (shape.kind) texts.push({ path, kind: shape.kind, value })
  } else if (Array.isArray(value)) {
    if (shape.each)
      for (const [at, item] of value.entries()) collect(shape.each, item, [...path, at], texts)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const next = shape.members.get(key) ?? shape.each
      if (next) collect(next, item, [...path, key], texts)
    }
  }
}

/** The shape at a path, or undefined if there is none. */
export function shapeAt(shape: Shape, path: Path): Shape | undefined {
  return path.reduce<Shape | undefined>(
    (at, step) => (typeof step === 'number' ? at?.each : (at?.members.get(step) ?? at?.each)),
    shape,
  )
}

export function shapeOf(schema: z.ZodType, into: Shape = { members: new Map() }): Shape {
  const text = textKinds.get(schema as never)
  if (text?.text) into.kind = text.text
  if (text?.prose) into.prose = true
  if (schema instanceof z.ZodOptional) shapeOf(schema.unwrap() as z.ZodType, into)
  else if (schema instanceof z.ZodUnion)
    for (const option of schema.options) shapeOf(option as z.ZodType, into)
  else if (schema instanceof z.ZodArray) into.each = shapeOf(schema.element as z.ZodType, into.each)
  else if (schema instanceof z.ZodRecord)
    into.each = shapeOf(schema.valueType as z.ZodType, into.each)
  else if (schema instanceof z.ZodObject) {
    for (const [key, member] of Object.entries(schema.shape))
      into.members.set(key, shapeOf(member as z.ZodType, into.members.get(key)))
  }
  return into
}
