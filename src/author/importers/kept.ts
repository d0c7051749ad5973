import { isDeepStrictEqual } from 'node:util'
import type { EntryData } from '../../model/entry.js'
import type { ImportedEntry } from './importer.js'
import type { Block } from './ledger.js'

/**
 * An entry of the catalog that an import left as it was: all of it, or fields that it has with a
 * value of its own.
 */
export interface Kept {
  readonly code: string
  readonly fields: ReadonlySet<string> | 'all'
}

/**
 * The fields that an entry has and a source says otherwise. One that says the same has it from
 * there already.
 */
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
 * Blocks after the catalog was looked at: those of a field that was left alone are not written,
 * wherever they were meant to go.
 */
export function withKept(
  blocks: readonly Block[],
  entries: readonly ImportedEntry[],
  kept: readonly Kept[],
): readonly Block[] {
  if (kept.length === 0) return blocks
  const byCode = new Map(kept.map((one) => [one.code, one]))
  // A block that names no entry is that of the last one which begins before it.
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
    // What several entries say is written where one of them takes it.
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

/** A value without the line end that a block of YAML gives it. */
function trimmed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (_, inner) =>
    typeof inner === 'string' ? inner.trim() : inner,
  )
}
