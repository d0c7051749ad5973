import { meant, suggesterOf } from '../../facts/nearest.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Address, Path } from '../../model/source.js'

/** Reports a problem at a path of an entry. */
export type Report = (
  code: Finding['code'],
  path: Path,
  message: string,
  fix: string | ((at: Address) => Pick<Finding, 'help' | 'suggestions'>),
  on?: 'key' | 'value',
) => void

/** The params or headers of an entry, including shared ones from catalog.yaml (`true`). */
export function sharedOrOwn<T>(
  own: Readonly<Record<string, T | true>> | undefined,
  shared: Readonly<Record<string, T>> | undefined,
  path: Path,
  what: string,
  report: Report,
): Record<string, T> {
  const resolved: Record<string, T> = {}
  for (const [name, value] of Object.entries(own ?? {})) {
    if (value !== true) resolved[name] = value
    else if (shared && Object.hasOwn(shared, name)) resolved[name] = shared[name] as T
    else {
      const near = shared && suggesterOf(shared)(name)
      report(
        'unknown-shared',
        [...path, name],
        `catalog.yaml has no shared ${what} \`${name}\`.`,
        (at) =>
          meant(near, {
            help: `Add it to \`${what}s\` in catalog.yaml, or define the ${what} here.`,
            at,
          }),
        'key',
      )
    }
  }
  return resolved
}
