import type { Json } from '../../src/facts/body/envelope.js'

export interface ObjectSchema {
  readonly properties?: Readonly<Record<string, ObjectSchema>>
  readonly required?: readonly string[]
  readonly const?: Json
}

/** The paths of the required members of a body, and of those with a single allowed value. */
export function membersOf(
  { properties = {}, required = [] }: ObjectSchema,
  path: readonly string[] = [],
): { required: string[][]; constant: string[][] } {
  const found = { required: required.map((key) => [...path, key]), constant: [] as string[][] }
  for (const [key, member] of Object.entries(properties)) {
    if (member.const !== undefined) found.constant.push([...path, key])
    const inner = membersOf(member, [...path, key])
    if (required.includes(key)) found.required.push(...inner.required)
    found.constant.push(...inner.constant)
  }
  return found
}

export function without(body: Json, [key = '', ...rest]: readonly string[]): Json {
  const { [key]: member, ...others } = body as Record<string, Json>
  return rest.length === 0 ? others : { ...others, [key]: without(member!, rest) }
}

export function changed(body: Json, [key = '', ...rest]: readonly string[]): Json {
  const object = body as Record<string, Json>
  const other =
    typeof object[key] === 'number' ? object[key] + 1 : `${JSON.stringify(object[key])} and more`
  return { ...object, [key]: rest.length === 0 ? other : changed(object[key]!, rest) }
}
