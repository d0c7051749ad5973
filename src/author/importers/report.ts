import { sortedByKey } from '../../facts/sorted-by-key.js'
import type { Finding } from '../../model/diagnostic.js'
import { lineAt } from './codes.js'
import type { Imported } from './importer.js'
import { type Block, type Fate, fates, type LeftOut } from './ledger.js'

/** The loss report: counts, and every block that was not imported unchanged. */
export interface LossReport {
  /** The source of each entry. */
  readonly entries: readonly {
    readonly code: string
    readonly file: string
    readonly line: number
  }[]
  readonly blocks: number
  readonly fates: Readonly<Record<Fate, number>>
  /** The number of blocks in each field. */
  readonly fields: Readonly<Record<string, number>>
  /**
   * The same counts per part of the page, for example to see where the content under “Why” went.
   */
  readonly parts: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Blocks that are in another form, in `sections`, not written, or lost. */
  readonly pieces: readonly Block[]
  readonly remarks: Imported['remarks']
  /** Pages without an error. Their blocks are not included above. */
  readonly leftOut: readonly LeftOut[]
}

type Books = Pick<Imported, 'entries' | 'blocks' | 'remarks' | 'leftOut'>

/** `unread` are the findings for files that could not be read. */
export function lossReport(
  { entries, blocks, remarks, leftOut = [] }: Books,
  unread: readonly Finding[] = [],
): LossReport {
  const byFate = Object.fromEntries(
    fates.map((fate) => [fate, blocks.filter((block) => block.fate === fate).length]),
  ) as Record<Fate, number>
  const parts: Record<string, Record<string, number>> = {}
  for (const part of new Set(blocks.map((block) => block.part)))
    if (part !== '') parts[part] = counts(blocks.filter((block) => block.part === part))
  return {
    entries: entries.map(({ data, source, line }) => ({
      code: data.code,
      file: source.file,
      line,
    })),
    blocks: blocks.length,
    fates: byFate,
    fields: counts(blocks.filter(({ field, fate }) => field !== '' && fate !== 'kept')),
    parts,
    pieces: blocks.filter(({ fate }) => fate !== 'carried'),
    remarks,
    leftOut: [...unread.flatMap(unreadPage), ...leftOut].sort(byFile),
  }
}

function byFile(a: LeftOut, b: LeftOut): number {
  if (a.file === b.file) return 0
  return a.file < b.file ? -1 : 1
}

function unreadPage({ message, at }: Finding): LeftOut[] {
  return at === undefined
    ? []
    : [{ file: at.source.file, line: lineAt(at), blocks: undefined, note: message }]
}

/** The number of blocks in each field. */
function counts(blocks: readonly Block[]): Record<string, number> {
  const found: Record<string, number> = {}
  for (const { field } of blocks) found[field] = (found[field] ?? 0) + 1
  return sortedByKey(Object.entries(found))
}
