import { isDeepStrictEqual } from 'node:util'
import type { EntryData } from '../../model/entry.js'
import type { ImportedEntry } from './importer.js'
import type { Block } from './ledger.js'

/** An existing entry, and the fields in it that an import did not change. */
export interface Kept {
  readonly code: string
  readonly fields: ReadonlySet<string> | 'all'
}

/** Returns the fields that have different values in the entry and in the source. */
export function ownFields(has: EntryData, data: EntryData): Set<string> {
  const fields = Object.keys(data) as (keyof EntryData)[]
  return new Set(
    fields.filter(
      (field) =>
        Object.hasOwn(has, field) && !isDeepStrictEqual(trimmed(has[field]), trimmed(data[field])),
    ),
  )
}

/**
 * Updates the fate of blocks after a merge. Blocks for fields that the merge did not change get the
 * fate `kept`.
 */
export function withKept(
  blocks: readonly Block[],
  entries: readonly ImportedEntry[],
  kept: readonly Kept[],
): readonly Block[] {
  if (kept.length === 0) return blocks
  const byCode = new Map(kept.map((one) => [one.code, one]))
  // A block without codes belongs to the last entry that starts on or before its line.
  const ownersOf = ({ entries: codes, file, line }: Block): readonly string[] => {
    if (codes) return codes
    const inFile = entries.filter(({ source }) => source.file === file)
    const owner =
      inFile.filter((entry) => entry.line <= line).sort((a, b) => b.line - a.line)[0] ?? inFile[0]
    return owner ? [owner.data.code] : []
  }
  return blocks.map((block) => {
    if (block.fate === 'lost') return block
    const [field = ''] = block.field.split(/[.[]/)
    const left = ownersOf(block).map((code) => byCode.get(code))
    // A block that belongs to several entries counts as written if at least one of them uses it.
    if (
      left.length === 0 ||
      !left.every((one) => one && (one.fields === 'all' || one.fields.has(field)))
    )
      return block
    const [{ code, fields }] = left as [Kept, ...Kept[]]
    return {
      ...block,
      fate: 'kept',
      note:
        fields === 'all' ? `\`${code}\` already exists` : `\`${code}\` already has \`${field}\``,
    }
  })
}

/** Trims all strings in a value, because a YAML block adds a final line end. */
function trimmed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (_, inner) =>
    typeof inner === 'string' ? inner.trim() : inner,
  )
}
