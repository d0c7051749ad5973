import { isDeepStrictEqual } from 'node:util'

/** The key under which the combined document contains the other files of a description. */
export const filesKey = 'x-errbook-files'

export type Members = Readonly<Record<string, unknown>>

/** A part of a description, with its path after following references. */
export interface Part {
  readonly value: Members
  readonly path: readonly string[]
}

export function members(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {}
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/**
 * Returns a value as a part, after following references. Returns undefined if a reference can't be
 * resolved. Does not read other files.
 */
export function partAt(
  document: Members,
  value: unknown,
  path: readonly string[],
  depth = 0,
): Part | undefined {
  const reference = text(members(value).$ref)
  if (reference === undefined) return { value: members(value), path }
  if (depth > 8 || !reference.startsWith('#/')) return undefined
  const steps = reference.slice(2).split('/').map(stepName)
  const found = steps.reduce<unknown>(
    (node, step) => (Object.hasOwn(Object(node), step) ? (node as Members)[step] : undefined),
    document,
  )
  return found === undefined ? undefined : partAt(document, found, steps, depth + 1)
}

/** Returns the child part under a key. */
export function child(document: Members, { value, path }: Part, key: string): Part | undefined {
  return Object.hasOwn(value, key) ? partAt(document, value[key], [...path, key]) : undefined
}

/** Returns the names and parts in the list or object under a key. */
export function children(document: Members, { value, path }: Part, key: string): [string, Part][] {
  const list = value[key]
  if (typeof list !== 'object' || list === null) return []
  return Object.entries(list).flatMap(([name, one]): [string, Part][] => {
    const part = partAt(document, one, [...path, key, name])
    return part ? [[name, part]] : []
  })
}

/** Decodes one step of a JSON Pointer in a URI fragment. */
export function stepName(step: string): string {
  return decoded(step).replaceAll('~1', '/').replaceAll('~0', '~')
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    // The text has an incomplete percent escape, or escapes that are not valid UTF-8.
    return step
  }
}

/** Returns the last name in a reference. */
export function refName(value: unknown): string | undefined {
  const steps = text(members(value).$ref)?.split('/')
  const last = steps?.at(-1)
  // If the reference points to a whole file, return the name of that file.
  return steps?.[1] === filesKey && steps.length === 3 && last ? basenameOf(stepName(last)) : last
}

function basenameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '')
}

export function includes(list: readonly unknown[], value: unknown): boolean {
  return list.some((one) => isDeepStrictEqual(one, value))
}
