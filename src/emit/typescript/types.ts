import type { Schema } from '../../facts/body/envelope.js'

/** Returns the TypeScript type of a JSON Schema. `unknown` if TypeScript has no matching type. */
export function typeOf(schema: Schema): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => literalOf(value)).join(' | ')
  if (schema.const !== undefined) return literalOf(schema.const)
  const types = Array.isArray(schema.type)
    ? (schema.type as string[])
    : [schema.type as string | undefined]
  return [...new Set(types.map((type) => typeOfOne(type, schema)))].join(' | ')
}

function literalOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'unknown' : JSON.stringify(value)
}

function typeOfOne(type: string | undefined, schema: Schema): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return `ReadonlyArray<${schema.items === undefined ? 'unknown' : typeOf(schema.items as Schema)}>`
    case 'object': {
      const required = new Set((schema.required ?? []) as string[])
      const members = Object.entries((schema.properties ?? {}) as Record<string, Schema>).map(
        ([name, member]) =>
          `${JSON.stringify(name)}${required.has(name) ? '' : '?'}: ${typeOf(member)}`,
      )
      if (members.length > 0) return `{ ${members.join('; ')} }`
      const values = schema.additionalProperties
      return `Readonly<Record<string, ${typeof values === 'object' && values !== null ? typeOf(values as Schema) : 'unknown'}>>`
    }
    default:
      return 'unknown'
  }
}
