import type { Imported } from './importer.js'
import { type Block, type Fate, fates } from './ledger.js'

/** The loss report in figures, and every piece that is not as it was. */
export interface LossReport {
  readonly entries: number
  readonly blocks: number
  readonly fates: Readonly<Record<Fate, number>>
  /** How many blocks are in each field. */
  readonly fields: Readonly<Record<string, number>>
  /** Blocks that are in another form, in `sections`, or nowhere. */
  readonly pieces: readonly Block[]
  readonly remarks: Imported['remarks']
}

export function lossReport({ entries, blocks, remarks }: Pick<Imported, 'entries' | 'blocks' | 'remarks'>): LossReport {
  const byFate = Object.fromEntries(fates.map((fate) => [fate, blocks.filter((block) => block.fate === fate).length])) as Record<
    Fate,
    number
  >
  const fields: Record<string, number> = {}
  for (const { field } of blocks) if (field !== '') fields[field] = (fields[field] ?? 0) + 1
  return {
    entries: entries.length,
    blocks: blocks.length,
    fates: byFate,
    fields: Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))),
    pieces: blocks.filter(({ fate }) => fate !== 'carried'),
    remarks,
  }
}

const headings: Readonly<Record<Exclude<Fate, 'carried'>, string>> = {
  lost: 'In no field',
  changed: 'There in another form',
  sections: 'In `sections`, under a heading of their own',
}

/** The report for a person, as Markdown. */
export function reportText(report: LossReport): string {
  const { fates: counts, fields } = report
  const lines = [
    '# What the import made of it',
    '',
    `${report.entries} errors from ${report.blocks} blocks: ${counts.carried} carried over, ${counts.changed} in another form, ${counts.sections} in \`sections\`, ${counts.lost} in no field.`,
    '',
    '| Field | Blocks |',
    '| --- | --- |',
    ...Object.entries(fields).map(([field, count]) => `| \`${field}\` | ${count} |`),
  ]
  for (const fate of ['lost', 'changed', 'sections'] as const) {
    const pieces = report.pieces.filter((piece) => piece.fate === fate)
    if (pieces.length === 0) continue
    lines.push('', `## ${headings[fate]} (${pieces.length})`, '', ...pieces.map(pieceLine))
  }
  if (report.remarks.length > 0) {
    lines.push('', `## What readers do not see (${report.remarks.length})`, '')
    lines.push(...report.remarks.map(({ file, line, note }) => `- ${file}:${line}: ${note}`))
  }
  return `${lines.join('\n')}\n`
}

function pieceLine({ file, line, kind, text, field, note }: Block): string {
  const where = field === '' ? '' : ` → \`${field}\``
  return `- ${file}:${line}: ${kind} ${quoted(text)}${where}${note === '' ? '' : ` (${note})`}`
}

function quoted(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text
  return `“${short.replace(/[`|<>]/g, ' ')}”`
}
