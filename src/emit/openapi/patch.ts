import type { Attachment } from './attach.js'
import { sections } from './document.js'

/**
 * Changes to a map, by key. A change is a patch for a nested map, a new value, or undefined to
 * delete the key.
 */
export class Patch {
  readonly members = new Map<string, Patch | { readonly value: unknown } | undefined>()
}

/**
 * Returns the patch for an attachment, without changes that the API description already contains.
 */
export function patchOf({ set, drop, components, earlier }: Attachment, value: object): Patch {
  const patch = new Patch()
  for (const { operation, status, response } of set)
    change(patch, value, [...operation.at, 'responses', status], { value: response })
  for (const { operation, status } of drop)
    change(patch, value, [...operation.at, 'responses', status], undefined)
  for (const section of sections) {
    const wanted = components[section]
    const gone = earlier.filter(
      (component) => component.section === section && !Object.hasOwn(wanted, component.name),
    )
    for (const { name } of gone) change(patch, value, ['components', section, name], undefined)
    for (const [name, component] of Object.entries(wanted))
      change(patch, value, ['components', section, name], { value: component })
  }
  return patch
}

function change(
  patch: Patch,
  value: unknown,
  path: readonly (string | number)[],
  to: { readonly value: unknown } | undefined,
): void {
  const existing = path.reduce<unknown>(
    (object, key) => (object as Record<string, unknown> | null | undefined)?.[key],
    value,
  )
  if (JSON.stringify(existing) === JSON.stringify(to?.value)) return
  let at = patch
  for (const step of path.slice(0, -1)) {
    const next = at.members.get(String(step))
    const inner = next instanceof Patch ? next : new Patch()
    at.members.set(String(step), inner)
    at = inner
  }
  at.members.set(String(path.at(-1)), to)
}

/** Returns a patched value as plain data. Removes maps that become empty. */
export function patched(value: unknown, patch: Patch): Record<string, unknown> {
  const result: Record<string, unknown> = {
    ...(value as Record<string, unknown> | null | undefined),
  }
  for (const [key, member] of patch.members) {
    const next = member instanceof Patch ? patched(result[key], member) : member?.value
    if (next === undefined || (member instanceof Patch && Object.keys(next as object).length === 0))
      delete result[key]
    else result[key] = next
  }
  return result
}
