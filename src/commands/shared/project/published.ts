import { lockedAs } from '../../../facts/promise/lock.js'
import { baseCatalog } from '../../../load/base/catalog.js'
import { findBase } from '../../../load/base/find.js'
import { RunError } from '../../../model/diagnostic.js'
import { visibleLine } from '../../../report/plain.js'
import type { SoundProject } from '../edit/editing.js'

/** Whether a code was published, and the source of that information. */
export interface Publication {
  readonly published: boolean
  readonly source: string
}

/**
 * Checks whether a code is in the lock file or, without a lock file, in the commit that `diff`
 * compares with. Returns undefined if that is unknown.
 */
export function publicationOf(
  code: string,
  { catalog, sources, lock }: SoundProject,
  cwd: string,
): Publication | undefined {
  if (lock) return { published: lockedAs(lock, code) !== undefined, source: 'the lock file' }
  try {
    const base = findBase(undefined, { cwd, sources })
    if (!('entries' in base.sources)) return undefined
    const { catalog: before, untold } = baseCatalog(base.sources, catalog)
    const published = before.entries.some((entry) =>
      [entry.code, ...(entry.data.aliases ?? [])].includes(code),
    )
    // An unreadable file may have contained the code.
    return published || untold.length === 0
      ? { published, source: visibleLine(base.label) }
      : undefined
  } catch (cause) {
    if (cause instanceof RunError) return undefined
    throw cause
  }
}
