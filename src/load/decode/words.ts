// The words for values and types in findings.

export function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function typeName(expected: string): string {
  const names: Record<string, string> = {
    string: 'a string',
    object: 'an object',
    record: 'an object',
    array: 'a list',
    tuple: 'a list',
    number: 'a number',
    int: 'an integer',
    boolean: 'a boolean',
  }
  return names[expected] ?? expected
}

export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'object') return 'object'
  return typeof value
}

export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${typeOf(value)}` : text
}

export function quote(text: string): string {
  return `\`${text}\``
}

export function oneOf(values: readonly string[]): string {
  return orList(values.map(quote))
}

export function orList(items: readonly string[]): string {
  return items.length > 1 ? `${items.slice(0, -1).join(', ')} or ${items.at(-1)}` : (items[0] ?? '')
}
